//! Calls: callee and arguments in consecutive temporaries, or, with stars or very many arguments, a tuple and
//! a dict.

use super::{CompileError, Compiler, Result};
use crate::bytecode::op::Op;
use crate::bytecode::unit::Const;
use hoopsnake_syntax::ast::*;

/// Calls with more arguments than this collect them in a tuple and a dict.
const MAX_PLAIN: usize = 200;

fn is_plain(args: &[Arg]) -> bool {
    args.len() <= MAX_PLAIN && args.iter().all(|arg| matches!(arg.kind, ArgKind::Positional | ArgKind::Keyword(_)))
}

/// The names of the keyword arguments as the constant that `CallKw` wants.
fn keyword_names(args: &[Arg]) -> Vec<Const> {
    let mut names = Vec::new();
    for arg in args {
        if let ArgKind::Keyword(name) = &arg.kind {
            names.push(Const::Str(name.name.as_bytes().into()));
        }
    }
    names
}

impl<'a> Compiler<'a> {
    pub fn call(&mut self, callee: &'a Expr, args: &'a [Arg], dst: u16, span: Span) -> Result<()> {
        self.warn_of_call(callee, span);
        let base = self.top();
        if let ExprKind::Attribute { value, name } = &callee.kind
            && is_plain(args)
        {
            let at = self.attribute_span(callee.span, name);
            let object = self.operand(value)?;
            self.set_top(base);
            self.body.regs.take_run(2);
            let index = self.name_index(&name.name);
            self.emit(Op::LoadMethod, base, object, 0, index, at);
            let whole = if at == callee.span { span } else { Span::new(at.start, span.end) };
            return self.plain_args(true, base, 0, args, dst, whole);
        }
        self.push(callee)?;
        self.call_pushed(base, args, dst, span)
    }

    /// Calls what stands at `base`, with the temporaries above it as first arguments and `args` after them.
    pub fn call_pushed(&mut self, base: u16, args: &'a [Arg], dst: u16, span: Span) -> Result<()> {
        let before = self.top() - base - 1;
        if is_plain(args) {
            return self.plain_args(false, base, before, args, dst, span);
        }
        self.check_keywords(args)?;
        self.tuple_args(base, before, args, span)?;
        let has_dict = self.dict_args(base, args, span)?;
        self.emit(Op::CallEx, base, u16::from(has_dict), dst, 0, span);
        Ok(())
    }

    fn plain_args(
        &mut self,
        method: bool,
        base: u16,
        before: u16,
        args: &'a [Arg],
        dst: u16,
        span: Span,
    ) -> Result<()> {
        self.check_keywords(args)?;
        for arg in args {
            self.push(&arg.value)?;
        }
        let count = before + args.len() as u16;
        let names = keyword_names(args);
        if names.is_empty() {
            let op = if method { Op::CallMethod } else { Op::Call };
            self.emit(op, base, count, dst, 0, span);
        } else {
            let op = if method { Op::CallMethodKw } else { Op::CallKw };
            let names = self.const_index(Const::Tuple(names));
            self.emit(op, base, count, dst, names, span);
        }
        Ok(())
    }

    fn check_keywords(&self, args: &[Arg]) -> Result<()> {
        let mut seen = std::collections::HashSet::new();
        for arg in args {
            if let ArgKind::Keyword(name) = &arg.kind
                && !seen.insert(&*name.name)
            {
                let message = format!("keyword argument repeated: {}", name.name);
                return Err(CompileError::syntax(message, arg.span));
            }
        }
        Ok(())
    }

    /// The positional arguments as a tuple at `base + 1`, which `before` temporaries begin.
    fn tuple_args(&mut self, base: u16, before: u16, args: &'a [Arg], span: Span) -> Result<()> {
        let at = base + 1;
        let is_positional = |arg: &&Arg| matches!(arg.kind, ArgKind::Positional | ArgKind::Star);
        let positional: Vec<&'a Arg> = args.iter().filter(is_positional).collect();
        if let [only] = positional[..]
            && before == 0
            && matches!(only.kind, ArgKind::Star)
        {
            let value = self.operand(star_value(&only.value))?;
            self.set_top(at);
            self.take();
            self.emit(Op::ArgsTuple, at, value, base, 0, span);
            return Ok(());
        }
        let is_plain = |arg: &&&Arg| matches!(arg.kind, ArgKind::Positional);
        let head = positional.iter().take(MAX_PLAIN).take_while(is_plain).count();
        for arg in &positional[..head] {
            self.push(&arg.value)?;
        }
        self.set_top(at);
        self.take();
        let count = before + head as u16;
        if head == positional.len() {
            self.emit(Op::BuildTuple, at, at, count, 0, span);
            return Ok(());
        }
        self.emit(Op::BuildList, at, at, count, 0, span);
        for arg in &positional[head..] {
            let (op, value) = match arg.kind {
                ArgKind::Star => (Op::ListExtend, star_value(&arg.value)),
                _ => (Op::ListAppend, &arg.value),
            };
            let value = self.operand(value)?;
            self.emit(op, at, value, 0, 0, span);
            self.set_top(at + 1);
        }
        self.emit(Op::ListToTuple, at, at, 0, 0, span);
        Ok(())
    }

    /// The keyword arguments as a dict at `base + 2`; whether there are any.
    fn dict_args(&mut self, base: u16, args: &'a [Arg], span: Span) -> Result<bool> {
        let is_keyword = |arg: &&Arg| matches!(arg.kind, ArgKind::Keyword(_) | ArgKind::DoubleStar);
        let mut rest: Vec<&'a Arg> = args.iter().filter(is_keyword).collect();
        if rest.is_empty() {
            return Ok(false);
        }
        let dict = base + 2;
        let mut first = true;
        while !rest.is_empty() {
            let named = |arg: &&&Arg| matches!(arg.kind, ArgKind::Keyword(_));
            let head = rest.iter().take(MAX_PLAIN / 2).take_while(named).count();
            let at = self.top();
            if head > 0 || first {
                self.keyword_dict(&rest[..head], span)?;
            }
            if !first && head > 0 {
                self.emit(Op::DictMerge, dict, at, base, 0, span);
            }
            self.set_top(dict + 1);
            first = false;
            rest.drain(..head);
            if let Some(arg) = rest.first()
                && matches!(arg.kind, ArgKind::DoubleStar)
            {
                let value = self.operand(star_value(&arg.value))?;
                self.emit(Op::DictMerge, dict, value, base, 0, span);
                self.set_top(dict + 1);
                rest.remove(0);
            }
        }
        Ok(true)
    }

    /// A dict of some keyword arguments in a new temporary.
    fn keyword_dict(&mut self, args: &[&'a Arg], span: Span) -> Result<()> {
        let at = self.top();
        for arg in args {
            if let ArgKind::Keyword(name) = &arg.kind {
                self.push_str(&name.name, arg.span);
            }
            self.push(&arg.value)?;
        }
        self.set_top(at);
        self.take();
        self.emit(Op::BuildDict, at, at, args.len() as u16, 0, span);
        Ok(())
    }
}

/// What a star stands before.
fn star_value(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Starred(inner) => inner,
        _ => expr,
    }
}
