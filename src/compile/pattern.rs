//! [ESSAY] `match` statements.
//!
//! The subject waits in a temporary. A pattern adds temporaries (parts of the subject) and never gives one up
//! before it has succeeded as a whole: so the number of temporaries alive tells a failing test all that has to
//! be released, and failures share one cascade of releases with an entry for each number (`Fails`). Names are
//! bound only after the whole pattern has matched, as in CPython.

use std::collections::HashSet;

use super::assemble::Label;
use super::fold::{constant, fold};
use super::unparse::show;
use super::{CompileError, Compiler, Result};
use crate::bytecode::instr::Instr;
use crate::bytecode::op::Op;
use crate::bytecode::unit::Const;
use hoopsnake_syntax::ast::*;

/// Where failing tests go: entry `n` releases the `n` temporaries from `base` on.
struct Fails {
    base: u16,
    entries: Vec<Label>,
}

/// Names to bind once the pattern has matched, and the temporaries that hold their values.
type Captures<'a> = Vec<(&'a Ident, u16)>;

fn error<T>(message: String, span: Span) -> Result<T> {
    Err(CompileError::syntax(message, span))
}

/// Whether a pattern matches anything; then why, for the message.
fn irrefutable(pattern: &Pattern) -> Option<String> {
    match &pattern.kind {
        PatternKind::Capture { pattern: None, name } => Some(match name {
            Some(name) => format!("name capture '{}'", name.name),
            None => "wildcard".into(),
        }),
        PatternKind::Capture { pattern: Some(inner), .. } => irrefutable(inner),
        PatternKind::Or(patterns) => patterns.last().and_then(irrefutable),
        _ => None,
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::Capture { pattern: None, name: None } | PatternKind::Star(None))
}

impl<'a> Compiler<'a> {
    pub fn match_stmt(&mut self, subject: &'a Expr, cases: &'a [MatchCase], span: Span) -> Result<()> {
        let end = self.label();
        let subject = self.push(subject)?;
        for (index, case) in cases.iter().enumerate() {
            if case.guard.is_none()
                && index + 1 < cases.len()
                && let Some(what) = irrefutable(&case.pattern)
            {
                let message = format!("{what} makes remaining patterns unreachable");
                return error(message, case.pattern.span);
            }
            self.set_top(subject + 1);
            let next = self.label();
            let mut fails = self.fails(next);
            let mut captures = Vec::new();
            self.pattern(&case.pattern, subject, &mut fails, &mut captures)?;
            self.bind_captures(&captures, fails.base, case.pattern.span);
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, next, guard.span)?;
            }
            self.release(subject, span);
            self.set_top(subject);
            self.stmts(&case.body)?;
            self.jump(Op::Jump, 0, 0, 0, end, span);
            self.fail_cascade(fails, span);
        }
        self.release(subject, span);
        self.set_top(subject);
        self.place(end);
        Ok(())
    }

    /// Failures that end at `next` with nothing above the present top alive.
    fn fails(&self, next: Label) -> Fails {
        Fails { base: self.top(), entries: vec![next] }
    }

    /// Where a test fails now.
    fn fail(&mut self, fails: &mut Fails) -> Label {
        let alive = usize::from(self.top().saturating_sub(fails.base));
        while fails.entries.len() <= alive {
            let label = self.label();
            fails.entries.push(label);
        }
        fails.entries[alive]
    }

    /// Emits the releases and places the last entry at the end.
    fn fail_cascade(&mut self, fails: Fails, span: Span) {
        for (alive, &label) in fails.entries.iter().enumerate().rev() {
            self.place(label);
            if alive > 0 {
                self.release(fails.base + alive as u16 - 1, span);
            }
        }
    }

    /// Binds the names and releases what stands from `base` on.
    fn bind_captures(&mut self, captures: &Captures<'a>, base: u16, span: Span) {
        let top = self.top();
        let mut moved = HashSet::new();
        for &(name, register) in captures {
            let is_shared = captures.iter().filter(|other| other.1 == register).count() > 1;
            if register >= base && !is_shared {
                moved.insert(register);
                self.store_name(&name.name, register, name.span);
                continue;
            }
            let copy = self.take();
            self.emit(Op::Copy, copy, register, 0, 0, name.span);
            self.store_name(&name.name, copy, name.span);
            self.set_top(top);
        }
        for register in (base..top).filter(|register| !moved.contains(register)) {
            self.release(register, span);
        }
        self.set_top(base);
    }

    /// Tests register `subject`, which stays alive.
    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        subject: u16,
        fails: &mut Fails,
        captures: &mut Captures<'a>,
    ) -> Result<()> {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => {
                let fail = self.fail(fails);
                let top = self.top();
                let copy = self.copy_of(subject, span);
                let value = self.push(value)?;
                self.jump(Op::JumpEq, copy, value, 0, fail, span);
                self.set_top(top);
                Ok(())
            }
            PatternKind::Singleton(value) => {
                let fail = self.fail(fails);
                let top = self.top();
                let copy = self.copy_of(subject, span);
                let value = self.push_const(constant(value), span);
                self.emit(Op::Is, copy, copy, value, 0, span);
                self.jump_truth(copy, false, fail, span);
                self.set_top(top);
                Ok(())
            }
            PatternKind::Capture { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern, subject, fails, captures)?;
                }
                match name {
                    Some(name) => capture(name, subject, captures),
                    None => Ok(()),
                }
            }
            PatternKind::Star(_) => error("star pattern outside a sequence".into(), span),
            PatternKind::Sequence(parts) => self.sequence_pattern(parts, subject, fails, captures, span),
            PatternKind::Mapping { keys, patterns, rest } => {
                let parts = (&keys[..], &patterns[..], rest.as_ref());
                self.mapping_pattern(parts, subject, fails, captures, span)
            }
            PatternKind::Class { class, positional, keywords } => {
                let parts = (class, &positional[..], &keywords[..]);
                self.class_pattern(parts, subject, fails, captures, span)
            }
            PatternKind::Or(patterns) => self.or_pattern(patterns, subject, fails, captures, span),
        }
    }

    fn copy_of(&mut self, register: u16, span: Span) -> u16 {
        let copy = self.take();
        self.emit(Op::Copy, copy, register, 0, 0, span);
        copy
    }

    /// Fails unless `test` (`MatchSequence`, `MatchMapping`) is true of the subject.
    fn kind_test(&mut self, test: Op, subject: u16, fails: &mut Fails, span: Span) {
        let fail = self.fail(fails);
        let result = self.take();
        self.emit(test, result, subject, 0, 0, span);
        self.jump_truth(result, false, fail, span);
        self.set_top(result);
    }

    /// Fails unless the comparison `jump` of the subject's length with `count` is true.
    fn length_test(&mut self, jump: Op, count: usize, subject: u16, fails: &mut Fails, span: Span) {
        let fail = self.fail(fails);
        let length = self.take();
        self.emit(Op::GetLen, length, subject, 0, 0, span);
        let mut instr = Instr::new(jump, length, 0, 0, 0);
        instr.e = count as u32;
        self.body.code.emit_jump(instr, fail, span);
        self.set_top(length);
    }

    /// The items of `register` in `count` new temporaries; `star` says which one collects.
    fn parts_of(&mut self, register: u16, count: usize, star: Option<usize>, span: Span) -> u16 {
        let size = u16::try_from(count).unwrap_or(u16::MAX);
        let base = self.body.regs.take_run(size);
        let copy = self.copy_of(register, span);
        match star {
            None => self.emit(Op::Unpack, base, copy, size, 0, span),
            Some(star) => {
                let after = (count - star - 1) as i32;
                self.emit(Op::UnpackEx, base, copy, star as u16, after, span);
            }
        }
        self.set_top(copy);
        base
    }

    fn sequence_pattern(
        &mut self,
        parts: &'a [Pattern],
        subject: u16,
        fails: &mut Fails,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result<()> {
        let is_star = |part: &Pattern| matches!(part.kind, PatternKind::Star(_));
        let star = parts.iter().position(is_star);
        if parts.iter().filter(|part| is_star(part)).count() > 1 {
            return error("multiple starred expressions in sequence pattern".into(), span);
        }
        self.kind_test(Op::MatchSequence, subject, fails, span);
        match star {
            None => self.length_test(Op::JumpEqImm, parts.len(), subject, fails, span),
            Some(_) if parts.len() > 1 => {
                self.length_test(Op::JumpGtEImm, parts.len() - 1, subject, fails, span);
            }
            Some(_) => {}
        }
        if parts.iter().all(is_wildcard) {
            return Ok(());
        }
        let base = self.parts_of(subject, parts.len(), star, span);
        for (index, part) in parts.iter().enumerate() {
            let register = base + index as u16;
            match &part.kind {
                PatternKind::Star(Some(name)) => capture(name, register, captures)?,
                PatternKind::Star(None) => {}
                _ => self.pattern(part, register, fails, captures)?,
            }
        }
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        (keys, patterns, rest): (&'a [Expr], &'a [Pattern], Option<&'a Ident>),
        subject: u16,
        fails: &mut Fails,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result<()> {
        self.kind_test(Op::MatchMapping, subject, fails, span);
        let mut key_tuple = None;
        if !keys.is_empty() {
            self.check_keys(keys, span)?;
            self.length_test(Op::JumpGtEImm, keys.len(), subject, fails, span);
            let tuple = self.top();
            for key in keys {
                self.push(key)?;
            }
            self.set_top(tuple);
            self.take();
            self.emit(Op::BuildTuple, tuple, tuple, keys.len() as u16, 0, span);
            let values = self.take();
            self.emit(Op::MatchKeys, values, subject, tuple, 0, span);
            self.fail_if_none(values, fails, span);
            let base = self.parts_of(values, keys.len(), None, span);
            for (index, pattern) in patterns.iter().enumerate() {
                self.pattern(pattern, base + index as u16, fails, captures)?;
            }
            key_tuple = Some(tuple);
        }
        let Some(rest) = rest else {
            return Ok(());
        };
        let dict = self.take();
        self.emit(Op::BuildDict, dict, dict, 0, 0, span);
        let copy = self.copy_of(subject, span);
        self.emit(Op::DictUpdate, dict, copy, 0, 0, span);
        self.set_top(dict + 1);
        if let Some(tuple) = key_tuple {
            let base = self.parts_of(tuple, keys.len(), None, span);
            for index in 0..keys.len() {
                let copy = self.copy_of(dict, span);
                self.emit(Op::DelSubscr, copy, base + index as u16, 0, 0, span);
                self.set_top(copy);
            }
            self.set_top(dict + 1);
        }
        capture(rest, dict, captures)
    }

    fn check_keys(&self, keys: &[Expr], span: Span) -> Result<()> {
        let mut seen = HashSet::new();
        for key in keys {
            if let Some(value) = fold(key)
                && !seen.insert(comparable(&value))
            {
                let shown = String::from_utf8_lossy(&show(&value)).into_owned();
                return error(format!("mapping pattern checks duplicate key ({shown})"), span);
            }
        }
        Ok(())
    }

    fn fail_if_none(&mut self, register: u16, fails: &mut Fails, span: Span) {
        let fail = self.fail(fails);
        let copy = self.copy_of(register, span);
        self.jump(Op::JumpNone, copy, 0, 1, fail, span);
        self.set_top(copy);
    }

    fn class_pattern(
        &mut self,
        (class, positional, keywords): (&'a Expr, &'a [Pattern], &'a [(Ident, Pattern)]),
        subject: u16,
        fails: &mut Fails,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result<()> {
        let mut seen = HashSet::new();
        for (name, pattern) in keywords {
            if !seen.insert(&name.name) {
                let message = format!("attribute name repeated in class pattern: {}", name.name);
                return error(message, pattern.span);
            }
        }
        let names = keywords.iter().map(|(name, _)| Const::Str(name.name.as_bytes().into()));
        let names = self.const_index(Const::Tuple(names.collect()));
        let values = self.push(class)?;
        let mut instr = Instr::new(Op::MatchClass, values, subject, values, names);
        instr.e = positional.len() as u32;
        self.body.code.emit(instr, span);
        self.fail_if_none(values, fails, span);
        let count = positional.len() + keywords.len();
        if count == 0 {
            return Ok(());
        }
        let base = self.parts_of(values, count, None, span);
        let patterns = positional.iter().chain(keywords.iter().map(|(_, pattern)| pattern));
        for (index, pattern) in patterns.enumerate() {
            self.pattern(pattern, base + index as u16, fails, captures)?;
        }
        Ok(())
    }

    /// Alternatives bind the same names; each leaves their values in the same temporaries, in the order of
    /// the first alternative.
    fn or_pattern(
        &mut self,
        patterns: &'a [Pattern],
        subject: u16,
        fails: &mut Fails,
        captures: &mut Captures<'a>,
        span: Span,
    ) -> Result<()> {
        let base = self.top();
        let done = self.label();
        let mut order: Option<Vec<&'a Ident>> = None;
        for (index, pattern) in patterns.iter().enumerate() {
            if index + 1 < patterns.len()
                && let Some(what) = irrefutable(pattern)
            {
                let message = format!("{what} makes remaining patterns unreachable");
                return error(message, pattern.span);
            }
            self.set_top(base);
            let next = self.label();
            let mut inner = self.fails(next);
            let mut found = Vec::new();
            self.pattern(pattern, subject, &mut inner, &mut found)?;
            let names = order.get_or_insert_with(|| found.iter().map(|&(name, _)| name).collect());
            let count = names.len();
            let values: Vec<u16> = names
                .iter()
                .filter_map(|name| found.iter().find(|(other, _)| other.name == name.name))
                .map(|&(_, register)| register)
                .collect();
            if values.len() != count || found.len() != count {
                return error("alternative patterns bind different names".into(), span);
            }
            self.settle(&values, base, span);
            self.jump(Op::Jump, 0, 0, 0, done, span);
            self.fail_cascade(inner, span);
        }
        self.set_top(base);
        let fail = self.fail(fails);
        self.jump(Op::Jump, 0, 0, 0, fail, span);
        self.place(done);
        for (index, name) in order.unwrap_or_default().into_iter().enumerate() {
            let register = self.take();
            debug_assert_eq!(register, base + index as u16);
            capture(name, register, captures)?;
        }
        Ok(())
    }

    /// Leaves copies of `values` from `base` on, and nothing else above it.
    fn settle(&mut self, values: &[u16], base: u16, span: Span) {
        let top = self.top();
        for &value in values {
            self.copy_of(value, span);
        }
        for register in base..top {
            self.release(register, span);
        }
        for index in 0..values.len() as u16 {
            self.move_to(base + index, top + index, span);
        }
        self.set_top(base + values.len() as u16);
    }
}

fn capture<'a>(name: &'a Ident, register: u16, captures: &mut Captures<'a>) -> Result<()> {
    if captures.iter().any(|(other, _)| other.name == name.name) {
        let message = format!("multiple assignments to name '{}' in pattern", name.name);
        return error(message, name.span);
    }
    captures.push((name, register));
    Ok(())
}

/// A key in the form in which equal keys are the same: numbers of all types compare by value.
fn comparable(key: &Const) -> Const {
    let whole = |float: f64| float.fract() == 0.0 && float.abs() < 9e15;
    match key {
        Const::True => Const::Int(1),
        Const::False => Const::Int(0),
        Const::Float(float) if whole(*float) => Const::Int(*float as i64),
        Const::Complex(re, im) if *im == 0.0 => comparable(&Const::Float(*re)),
        other => other.clone(),
    }
}
