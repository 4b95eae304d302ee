//! Expressions into registers, and conditions into jumps. The conventions are at the top of `mod.rs`.

use super::assemble::Label;
use super::fold::{fold, fold_container, is_membership, truth};
use super::{ABSENT, Compiler, Form, Result, with_stack};
use crate::bytecode::instr::Instr;
use crate::bytecode::op::Op;
use crate::bytecode::unit::Const;
use hoopsnake_syntax::ast::*;

/// Where an awaited value comes from (`c` of `GetAwaitable`).
pub(super) const FROM_AWAIT: u16 = 0;
pub(super) const FROM_AENTER: u16 = 1;
pub(super) const FROM_AEXIT: u16 = 2;

/// Displays longer than this are built piece by piece.
const CHUNK: usize = 200;

/// The forms of a binary operation: with registers, and with a number in the instruction.
fn binary_ops(op: BinOp) -> (Op, Option<Op>) {
    match op {
        BinOp::Add => (Op::Add, Some(Op::AddImm)),
        BinOp::Sub => (Op::Sub, Some(Op::SubImm)),
        BinOp::Mul => (Op::Mul, Some(Op::MulImm)),
        BinOp::FloorDiv => (Op::FloorDiv, Some(Op::FloorDivImm)),
        BinOp::Mod => (Op::Mod, Some(Op::ModImm)),
        BinOp::LShift => (Op::LShift, Some(Op::LShiftImm)),
        BinOp::RShift => (Op::RShift, Some(Op::RShiftImm)),
        BinOp::BitAnd => (Op::BitAnd, Some(Op::BitAndImm)),
        BinOp::Div => (Op::Div, None),
        BinOp::Pow => (Op::Pow, None),
        BinOp::BitOr => (Op::BitOr, None),
        BinOp::BitXor => (Op::BitXor, None),
        BinOp::MatMul => (Op::MatMul, None),
    }
}

/// The instruction of a comparison that yields a value, and its `d`.
fn compare_op(op: CmpOp) -> (Op, i32) {
    match op {
        CmpOp::Eq => (Op::Eq, 0),
        CmpOp::NotEq => (Op::NotEq, 0),
        CmpOp::Lt => (Op::Lt, 0),
        CmpOp::LtE => (Op::LtE, 0),
        CmpOp::Gt => (Op::Gt, 0),
        CmpOp::GtE => (Op::GtE, 0),
        CmpOp::Is => (Op::Is, 0),
        CmpOp::IsNot => (Op::Is, 1),
        CmpOp::In => (Op::In, 0),
        CmpOp::NotIn => (Op::In, 1),
    }
}

/// The jumps of an ordering or equality: with registers, and with a number in the instruction.
fn compare_jumps(op: CmpOp) -> Option<(Op, Op)> {
    match op {
        CmpOp::Eq => Some((Op::JumpEq, Op::JumpEqImm)),
        CmpOp::NotEq => Some((Op::JumpNotEq, Op::JumpNotEqImm)),
        CmpOp::Lt => Some((Op::JumpLt, Op::JumpLtImm)),
        CmpOp::LtE => Some((Op::JumpLtE, Op::JumpLtEImm)),
        CmpOp::Gt => Some((Op::JumpGt, Op::JumpGtImm)),
        CmpOp::GtE => Some((Op::JumpGtE, Op::JumpGtEImm)),
        _ => None,
    }
}

fn form_of(op: CmpOp) -> Form {
    if compare_jumps(op).is_some() { Form::Number } else { Form::Value }
}

/// A constant int that fits an instruction.
pub(super) fn small_int(expr: &Expr) -> Option<i32> {
    match fold(expr) {
        Some(Const::Int(value)) => i32::try_from(value).ok(),
        _ => None,
    }
}

fn is_none(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Constant(Constant::None))
}

impl<'a> Compiler<'a> {
    /// A register that holds the value: a local in place, or a new temporary.
    pub fn operand(&mut self, expr: &'a Expr) -> Result<u16> {
        self.operand_as(expr, Form::Value)
    }

    pub fn operand_as(&mut self, expr: &'a Expr, form: Form) -> Result<u16> {
        match self.local_in_place(expr) {
            Some(register) => Ok(register),
            None => self.push_as(expr, form),
        }
    }

    /// The value in a new temporary.
    pub fn push(&mut self, expr: &'a Expr) -> Result<u16> {
        self.push_as(expr, Form::Value)
    }

    fn push_as(&mut self, expr: &'a Expr, form: Form) -> Result<u16> {
        let dst = self.top();
        self.expr(expr, dst, form)?;
        Ok(self.take())
    }

    /// Computes into `dst`. See the invariants at the top of `mod.rs`.
    pub fn expr(&mut self, expr: &'a Expr, dst: u16, form: Form) -> Result<()> {
        let top = self.top();
        // The destination is in use from the last instruction on, and must exist.
        if dst == top {
            self.take();
            self.set_top(top);
        }
        let result = with_stack(|| self.expr_inner(expr, dst, form));
        self.set_top(top);
        result
    }

    fn expr_inner(&mut self, expr: &'a Expr, dst: u16, form: Form) -> Result<()> {
        let span = expr.span;
        if let Some(value) = fold(expr) {
            self.load_const(value, dst, form, span);
            return Ok(());
        }
        match &expr.kind {
            ExprKind::Name(name) => self.load_name(name, dst, form, span),
            ExprKind::Constant(_) => {}
            ExprKind::FString(parts) => self.fstring(parts, dst, span)?,
            ExprKind::Tuple(items) => self.tuple(items, dst, span)?,
            ExprKind::List(items) => self.sequence(items, Op::BuildList, dst, span)?,
            ExprKind::Set(items) => self.sequence(items, Op::BuildSet, dst, span)?,
            ExprKind::Dict(pairs) => self.dict(pairs, dst, span)?,
            ExprKind::Starred(_) => {
                let message = "can't use starred expression here".into();
                return Err(super::CompileError::syntax(message, span));
            }
            ExprKind::Unary { op, operand } => self.unary(*op, operand, dst, span)?,
            ExprKind::Binary { op, left, right } => {
                let left = self.operand_as(left, Form::Number)?;
                self.binary(*op, left, right, false, dst, span)?;
            }
            ExprKind::Bool { is_and, values } => self.boolean(*is_and, values, dst, span)?,
            ExprKind::Compare { first, rest } => self.compare(first, rest, dst, span)?,
            ExprKind::IfElse { test, then, orelse } => {
                let (other, end) = (self.label(), self.label());
                self.jump_if(test, false, other, span)?;
                self.expr(then, dst, form)?;
                self.jump(Op::Jump, 0, 0, 0, end, span);
                self.place(other);
                self.expr(orelse, dst, form)?;
                self.place(end);
            }
            ExprKind::Call { callee, args } => self.call(callee, args, dst, span)?,
            ExprKind::Attribute { value, name } => {
                let at = self.attribute_span(span, name);
                let object = self.operand(value)?;
                let index = self.name_index(&name.name);
                let op = if form == Form::Number { Op::LoadAttrNum } else { Op::LoadAttr };
                self.emit(op, dst, object, 0, index, at);
            }
            ExprKind::Subscript { value, index } => self.subscript(value, index, dst, form, span)?,
            ExprKind::Slice { lower, upper, step } => {
                let parts = [lower, upper, step].map(Option::as_deref);
                self.slice(parts, dst, span)?;
            }
            ExprKind::Lambda { params, body } => self.lambda(expr, params, body, dst)?,
            ExprKind::Named { target, value } => self.named(target, value, dst)?,
            ExprKind::Comprehension { .. } => self.comprehension(expr, dst)?,
            ExprKind::Yield(value) => {
                let live = i32::from(self.top());
                let value = match value {
                    Some(value) => self.operand(value)?,
                    None => self.push_const(Const::None, span),
                };
                self.emit(Op::Yield, dst, value, 0, live, span);
            }
            ExprKind::YieldFrom(value) => {
                let value = self.operand(value)?;
                let iter = if self.is_temp(value) { value } else { self.take() };
                self.emit(Op::GetYieldFromIter, iter, value, 0, 0, span);
                self.delegate(iter, dst, span);
            }
            ExprKind::Await(value) => {
                let value = self.operand(value)?;
                let iter = if self.is_temp(value) { value } else { self.take() };
                self.emit(Op::GetAwaitable, iter, value, FROM_AWAIT, 0, span);
                self.delegate(iter, dst, span);
            }
        }
        Ok(())
    }

    /// Delegates to the iterator in `iter`, the last temporary; its value goes to `dst`.
    pub fn delegate(&mut self, iter: u16, dst: u16, span: Span) {
        let none = self.push_const(Const::None, span);
        let live = i32::from(self.top());
        self.emit(Op::YieldFrom, dst, iter, none, live, span);
        self.set_top(iter + 1);
    }

    /// Awaits what is in the last temporary, whose value replaces it.
    pub fn await_in(&mut self, register: u16, source: u16, span: Span) {
        self.emit(Op::GetAwaitable, register, register, source, 0, span);
        self.delegate(register, register, span);
    }

    /// For its effects only.
    pub fn discard(&mut self, expr: &'a Expr) -> Result<()> {
        if fold(expr).is_some() {
            return Ok(());
        }
        if let ExprKind::Named { target, value } = &expr.kind {
            return self.assign_name(&target.name, value, target.span);
        }
        let value = self.push_or_check(expr)?;
        if let Some(value) = value {
            self.release(value, expr.span);
            self.set_top(value);
        }
        Ok(())
    }

    fn push_or_check(&mut self, expr: &'a Expr) -> Result<Option<u16>> {
        match self.local_in_place(expr) {
            Some(_) => Ok(None),
            None => self.push(expr).map(Some),
        }
    }

    /// Attributes on another line than their object are shown alone, as CPython does.
    pub fn attribute_span(&self, whole: Span, name: &Ident) -> Span {
        if self.line(whole) == self.line(name.span) { whole } else { Span::new(name.span.start, whole.end) }
    }

    fn unary(&mut self, op: UnaryOp, operand: &'a Expr, dst: u16, span: Span) -> Result<()> {
        let operand = self.operand_as(operand, Form::Number)?;
        let op = match op {
            UnaryOp::Not => Op::Not,
            UnaryOp::Invert => Op::Invert,
            UnaryOp::Minus => Op::Neg,
            UnaryOp::Plus => Op::Pos,
        };
        self.emit(op, dst, operand, 0, 0, span);
        Ok(())
    }

    /// `dst = left op right` with the left side in a register; `inplace` for augmented assignments.
    pub fn binary(&mut self, op: BinOp, left: u16, right: &'a Expr, inplace: bool, dst: u16, span: Span) -> Result<()> {
        let (op, imm) = binary_ops(op);
        if let (Some(imm), Some(value)) = (imm, small_int(right)) {
            self.emit(imm, dst, left, u16::from(inplace), value, span);
            return Ok(());
        }
        let right = self.operand_as(right, Form::Number)?;
        self.emit(op, dst, left, right, i32::from(inplace), span);
        Ok(())
    }

    fn named(&mut self, target: &'a Ident, value: &'a Expr, dst: u16) -> Result<()> {
        let top = self.top();
        let value = self.push(value)?;
        let copy = self.take();
        self.emit(Op::Copy, copy, value, 0, 0, target.span);
        self.store_name(&target.name, copy, target.span);
        self.set_top(top);
        self.move_to(dst, value, target.span);
        Ok(())
    }

    fn boolean(&mut self, is_and: bool, values: &'a [Expr], dst: u16, span: Span) -> Result<()> {
        let op = if is_and { Op::JumpIfNotKeep } else { Op::JumpIfKeep };
        let end = self.label();
        let result = self.take();
        let below = result;
        for (index, value) in values.iter().enumerate() {
            self.set_top(below);
            self.expr(value, result, Form::Value)?;
            if index + 1 < values.len() {
                self.jump(op, result, 0, 0, end, span);
            }
        }
        self.place(end);
        self.move_to(dst, result, span);
        Ok(())
    }

    // ---- comparison

    /// The right side of a comparison; displays after `in` are constants where they can be.
    fn compare_operand(&mut self, op: CmpOp, expr: &'a Expr) -> Result<u16> {
        if is_membership(op)
            && let Some(value) = fold_container(expr)
        {
            return Ok(self.push_const(value, expr.span));
        }
        self.operand_as(expr, form_of(op))
    }

    fn compare(&mut self, first: &'a Expr, rest: &'a [(CmpOp, Expr)], dst: u16, span: Span) -> Result<()> {
        self.warn_of_identity(first, rest, span);
        let [(op, right)] = rest else {
            return self.compare_chain(first, rest, dst, span);
        };
        let left = self.operand_as(first, form_of(*op))?;
        let right = self.compare_operand(*op, right)?;
        let (op, negate) = compare_op(*op);
        self.emit(op, dst, left, right, negate, span);
        Ok(())
    }

    /// `a < b < c` as a value: `result` is what the last comparison made yields.
    fn compare_chain(&mut self, first: &'a Expr, rest: &'a [(CmpOp, Expr)], dst: u16, span: Span) -> Result<()> {
        let (cleanup, end) = (self.label(), self.label());
        let result = self.take();
        let shared = self.take();
        let mut left = match self.local_in_place(first) {
            Some(local) => local,
            None => {
                self.expr(first, shared, Form::Value)?;
                shared
            }
        };
        for (index, (op, right)) in rest.iter().enumerate() {
            let (code, negate) = compare_op(*op);
            if index + 1 == rest.len() {
                let right = self.compare_operand(*op, right)?;
                self.emit(code, result, left, right, negate, span);
                break;
            }
            if let Some(local) = self.local_in_place(right) {
                self.emit(code, result, left, local, negate, span);
                self.jump(Op::JumpIfNotKeep, result, 0, 0, end, span);
                left = local;
                continue;
            }
            let copy = self.push_shared(right)?;
            self.emit(code, result, left, copy, negate, span);
            self.move_to(shared, copy - 1, span);
            self.set_top(shared + 1);
            self.jump(Op::JumpIfNotKeep, result, 0, 0, cleanup, span);
            left = shared;
        }
        self.jump(Op::Jump, 0, 0, 0, end, span);
        self.place(cleanup);
        self.release(shared, span);
        self.place(end);
        self.move_to(dst, result, span);
        Ok(())
    }

    /// The value in two new temporaries; returns the second.
    fn push_shared(&mut self, expr: &'a Expr) -> Result<u16> {
        let value = self.push(expr)?;
        let copy = self.take();
        self.emit(Op::Copy, copy, value, 0, 0, expr.span);
        Ok(copy)
    }

    // ---- conditions

    /// Jumps to `label` if the truth of `expr` is `when`; `span` is what a failing truth test points at.
    pub fn jump_if(&mut self, expr: &'a Expr, when: bool, label: Label, span: Span) -> Result<()> {
        with_stack(|| {
            let top = self.top();
            let result = self.jump_if_inner(expr, when, label, span);
            self.set_top(top);
            result
        })
    }

    fn jump_if_inner(&mut self, expr: &'a Expr, when: bool, label: Label, span: Span) -> Result<()> {
        if let Some(value) = fold(expr) {
            if truth(&value) == when {
                self.jump(Op::Jump, 0, 0, 0, label, span);
            }
            return Ok(());
        }
        match &expr.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.jump_if(operand, !when, label, span),
            ExprKind::Bool { is_and, values } => self.jump_bool(*is_and, values, when, label, span),
            ExprKind::IfElse { test, then, orelse } => {
                let (other, end) = (self.label(), self.label());
                self.jump_if(test, false, other, span)?;
                self.jump_if(then, when, label, span)?;
                self.jump(Op::Jump, 0, 0, 0, end, span);
                self.place(other);
                self.jump_if(orelse, when, label, span)?;
                self.place(end);
                Ok(())
            }
            ExprKind::Compare { first, rest } if rest.len() == 1 => {
                self.warn_of_identity(first, rest, expr.span);
                let left = self.operand_as(first, form_of(rest[0].0))?;
                self.jump_compare(left, &rest[0], when, label, expr.span, span)
            }
            ExprKind::Compare { first, rest } => self.jump_chain(first, rest, when, label, expr.span, span),
            _ => {
                let value = self.operand_as(expr, Form::Number)?;
                self.jump_truth(value, when, label, span);
                Ok(())
            }
        }
    }

    pub fn jump_truth(&mut self, value: u16, when: bool, label: Label, span: Span) {
        let op = if when { Op::JumpIf } else { Op::JumpIfNot };
        self.jump(op, value, 0, 0, label, span);
    }

    fn jump_bool(&mut self, is_and: bool, values: &'a [Expr], when: bool, label: Label, span: Span) -> Result<()> {
        let Some((last, others)) = values.split_last() else {
            return Ok(());
        };
        // `and` is decided by the first false value, `or` by the first true one.
        let decided = self.label();
        let early = if is_and != when { label } else { decided };
        for value in others {
            self.jump_if(value, !is_and, early, span)?;
        }
        self.jump_if(last, when, label, span)?;
        self.place(decided);
        Ok(())
    }

    /// One comparison with its left side in a register.
    fn jump_compare(
        &mut self,
        left: u16,
        (op, right): &'a (CmpOp, Expr),
        when: bool,
        label: Label,
        span: Span,
        test_span: Span,
    ) -> Result<()> {
        let when_bit = u16::from(when);
        if matches!(op, CmpOp::Is | CmpOp::IsNot) && is_none(right) {
            let when = when == (*op == CmpOp::Is);
            self.jump(Op::JumpNone, left, 0, u16::from(when), label, span);
            return Ok(());
        }
        if let Some((_, imm)) = compare_jumps(*op)
            && let Some(value) = small_int(right)
        {
            let mut instr = Instr::new(imm, left, 0, when_bit, 0);
            instr.e = value as u32;
            self.body.code.emit_jump(instr, label, span);
            return Ok(());
        }
        let right = self.compare_operand(*op, right)?;
        if let Some((jump, _)) = compare_jumps(*op) {
            self.jump(jump, left, right, when_bit, label, span);
            return Ok(());
        }
        let (op, negate) = compare_op(*op);
        let result = self.take();
        self.emit(op, result, left, right, negate, span);
        self.jump_truth(result, when, label, test_span);
        Ok(())
    }

    /// A chain as a condition. A middle value that is a temporary is shared with the next comparison and has
    /// to be released where the chain ends early.
    fn jump_chain(
        &mut self,
        first: &'a Expr,
        rest: &'a [(CmpOp, Expr)],
        when: bool,
        label: Label,
        span: Span,
        test_span: Span,
    ) -> Result<()> {
        self.warn_of_identity(first, rest, span);
        let (after, cleanup) = (self.label(), self.label());
        let failed = if when { after } else { label };
        let shared = self.take();
        let mut left = self.operand_as(first, Form::Number)?;
        for (index, pair) in rest.iter().enumerate() {
            if index + 1 == rest.len() {
                self.jump_compare(left, pair, when, label, span, test_span)?;
                break;
            }
            if let Some(local) = self.local_in_place(&pair.1) {
                self.jump_compare(left, pair, false, failed, span, test_span)?;
                self.set_top(shared + 1);
                left = local;
                continue;
            }
            let copy = self.push_shared(&pair.1)?;
            let (op, negate) = compare_op(pair.0);
            let result = self.take();
            self.emit(op, result, left, copy, negate, span);
            self.move_to(shared, copy - 1, span);
            self.set_top(shared + 1);
            self.jump(Op::JumpIfNot, result, 0, 0, cleanup, test_span);
            left = shared;
        }
        self.jump(Op::Jump, 0, 0, 0, after, span);
        self.place(cleanup);
        self.release(shared, span);
        self.jump(Op::Jump, 0, 0, 0, failed, span);
        self.place(after);
        Ok(())
    }

    // ---- elements

    fn subscript(&mut self, value: &'a Expr, index: &'a Expr, dst: u16, form: Form, span: Span) -> Result<()> {
        self.warn_of_subscript(value, index, span);
        let object = self.operand(value)?;
        if form == Form::Value
            && let Some(index) = small_int(index)
        {
            self.emit(Op::SubscrImm, dst, object, 0, index, span);
            return Ok(());
        }
        let index = self.operand_as(index, Form::Number)?;
        let op = if form == Form::Number { Op::SubscrNum } else { Op::Subscr };
        self.emit(op, dst, object, index, 0, span);
        Ok(())
    }

    fn slice(&mut self, parts: [Option<&'a Expr>; 3], dst: u16, span: Span) -> Result<()> {
        let base = self.top();
        let count = if parts[2].is_some() { 3 } else { 2 };
        for part in parts.into_iter().take(count) {
            match part {
                Some(part) => self.push(part)?,
                None => self.push_const(Const::None, span),
            };
        }
        self.emit(Op::BuildSlice, dst, base, count as u16, 0, span);
        Ok(())
    }

    // ---- displays

    fn tuple(&mut self, items: &'a [Expr], dst: u16, span: Span) -> Result<()> {
        if is_short(items) {
            let base = self.push_all(items)?;
            self.emit(Op::BuildTuple, dst, base, items.len() as u16, 0, span);
            return Ok(());
        }
        let list = self.build_list(items, span)?;
        self.emit(Op::ListToTuple, dst, list, 0, 0, span);
        Ok(())
    }

    fn push_all(&mut self, items: &'a [Expr]) -> Result<u16> {
        let base = self.top();
        for item in items {
            self.push(item)?;
        }
        Ok(base)
    }

    /// A list of many or starred items in a new temporary.
    pub fn build_list(&mut self, items: &'a [Expr], span: Span) -> Result<u16> {
        self.build_long(items, Op::BuildList, span)
    }

    fn sequence(&mut self, items: &'a [Expr], build: Op, dst: u16, span: Span) -> Result<()> {
        if items.len() > 2
            && let Some(constants) = items.iter().map(fold).collect::<Option<Vec<_>>>()
        {
            return self.constant_sequence(constants, build, dst, span);
        }
        if is_short(items) {
            let base = self.push_all(items)?;
            self.emit(build, dst, base, items.len() as u16, 0, span);
            return Ok(());
        }
        let value = self.build_long(items, build, span)?;
        self.move_to(dst, value, span);
        Ok(())
    }

    /// A display of constants only is filled from one constant.
    fn constant_sequence(&mut self, items: Vec<Const>, build: Op, dst: u16, span: Span) -> Result<()> {
        let value = self.take();
        self.emit(build, value, value, 0, 0, span);
        let is_list = build == Op::BuildList;
        let all = if is_list { Const::Tuple(items) } else { Const::FrozenSet(items) };
        let all = self.push_const(all, span);
        let extend = if is_list { Op::ListExtend } else { Op::SetUpdate };
        self.emit(extend, value, all, 0, 0, span);
        self.move_to(dst, value, span);
        Ok(())
    }

    fn build_long(&mut self, items: &'a [Expr], build: Op, span: Span) -> Result<u16> {
        let (add, extend) =
            if build == Op::BuildSet { (Op::SetAdd, Op::SetUpdate) } else { (Op::ListAppend, Op::ListExtend) };
        // What stands before the first star is built at once.
        let plain = items.iter().take(CHUNK);
        let head = plain.take_while(|item| !is_starred(item)).count();
        let value = self.top();
        self.push_all(&items[..head])?;
        self.set_top(value);
        self.take();
        self.emit(build, value, value, head as u16, 0, span);
        for item in &items[head..] {
            let (op, item) = match &item.kind {
                ExprKind::Starred(inner) => (extend, &**inner),
                _ => (add, item),
            };
            let item = self.operand(item)?;
            self.emit(op, value, item, 0, 0, span);
            self.set_top(value + 1);
        }
        Ok(value)
    }

    fn dict(&mut self, pairs: &'a [(Option<Expr>, Expr)], dst: u16, span: Span) -> Result<()> {
        let plain = pairs.iter().take(CHUNK / 2);
        let head = plain.take_while(|(key, _)| key.is_some()).count();
        let base = self.top();
        for (key, value) in &pairs[..head] {
            if let Some(key) = key {
                self.push(key)?;
            }
            self.push(value)?;
        }
        self.set_top(base);
        if head == pairs.len() {
            self.emit(Op::BuildDict, dst, base, head as u16, 0, span);
            return Ok(());
        }
        self.take();
        self.emit(Op::BuildDict, base, base, head as u16, 0, span);
        for (key, value) in &pairs[head..] {
            match key {
                Some(key) => {
                    let key = self.operand(key)?;
                    let value = self.operand(value)?;
                    self.emit(Op::DictSet, base, key, value, 0, span);
                }
                None => {
                    let value = self.operand(value)?;
                    self.emit(Op::DictUpdate, base, value, 0, 0, span);
                }
            }
            self.set_top(base + 1);
        }
        self.move_to(dst, base, span);
        Ok(())
    }

    // ---- f-strings

    pub fn fstring(&mut self, parts: &'a [FStringPart], dst: u16, span: Span) -> Result<()> {
        match parts {
            [] => self.load_const(Const::Str([].into()), dst, Form::Value, span),
            [FStringPart::Literal(text)] => {
                self.load_const(Const::Str(text.clone()), dst, Form::Value, span);
            }
            [part] => self.fstring_part(part, dst, span)?,
            parts if parts.len() <= CHUNK => {
                let base = self.push_parts(parts, span)?;
                self.emit(Op::BuildString, dst, base, parts.len() as u16, 0, span);
            }
            parts => {
                // A long one is joined from joined pieces, so that registers suffice.
                let base = self.top();
                let mut count = 0;
                for chunk in parts.chunks(CHUNK) {
                    let piece = self.push_parts(chunk, span)?;
                    self.emit(Op::BuildString, piece, piece, chunk.len() as u16, 0, span);
                    self.set_top(piece + 1);
                    count += 1;
                }
                self.emit(Op::BuildString, dst, base, count, 0, span);
            }
        }
        Ok(())
    }

    fn push_parts(&mut self, parts: &'a [FStringPart], span: Span) -> Result<u16> {
        let base = self.top();
        for part in parts {
            let dst = self.take();
            self.set_top(dst);
            self.fstring_part(part, dst, span)?;
            self.set_top(dst + 1);
        }
        Ok(base)
    }

    fn fstring_part(&mut self, part: &'a FStringPart, dst: u16, span: Span) -> Result<()> {
        match part {
            FStringPart::Literal(text) => {
                self.load_const(Const::Str(text.clone()), dst, Form::Value, span);
            }
            FStringPart::Field { value, conversion, spec } => {
                let value = self.operand(value)?;
                let spec = match spec {
                    Some(parts) => {
                        let spec = self.take();
                        self.fstring(parts, spec, span)?;
                        spec
                    }
                    None => ABSENT,
                };
                let conversion = match conversion {
                    Conversion::None => 0,
                    Conversion::Str => 1,
                    Conversion::Repr => 2,
                    Conversion::Ascii => 3,
                };
                self.emit(Op::FormatValue, dst, value, spec, conversion, span);
            }
        }
        Ok(())
    }
}

pub(super) fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}

fn is_short(items: &[Expr]) -> bool {
    items.len() <= CHUNK && !items.iter().any(is_starred)
}
