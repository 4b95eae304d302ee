//! Statements without a body of their own, and the bodies of modules.

use super::control::Block;
use super::unparse::unparse;
use super::{CompileError, Compiler, Form, Mode, Result, with_stack};
use crate::bytecode::op::Op;
use crate::bytecode::unit::Const;
use hoopsnake_syntax::ast::*;

/// The text of a docstring, if the body begins with one.
pub(super) fn docstring(body: &[Stmt]) -> Option<Box<[u8]>> {
    match body.first().map(|stmt| &stmt.kind) {
        Some(StmtKind::Expr(Expr { kind: ExprKind::Constant(Constant::Str(text)), .. })) => Some(text.clone()),
        _ => None,
    }
}

/// Whether a body annotates names (outside inner functions and classes).
pub(super) fn has_annotations(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::AnnAssign { .. } => true,
        StmtKind::If { branches, orelse } => {
            branches.iter().any(|(_, body)| has_annotations(body)) || has_annotations(orelse)
        }
        StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => {
            has_annotations(body) || has_annotations(orelse)
        }
        StmtKind::With { body, .. } => has_annotations(body),
        StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
            handlers.iter().any(|handler| has_annotations(&handler.body))
                || [body, orelse, finalbody].iter().any(|body| has_annotations(body))
        }
        StmtKind::Match { cases, .. } => cases.iter().any(|case| has_annotations(&case.body)),
        _ => false,
    })
}

/// The comparison that a condition ends with. An assertion that fails is marked there, otherwise as a whole.
fn last_comparison(test: &Expr) -> Option<Span> {
    match &test.kind {
        ExprKind::Compare { .. } => Some(test.span),
        ExprKind::Unary { op: UnaryOp::Not, operand } => last_comparison(operand),
        ExprKind::Bool { values, .. } => values.iter().rev().find_map(last_comparison),
        ExprKind::IfElse { test, then, orelse } => [orelse, then, test].into_iter().find_map(|e| last_comparison(e)),
        _ => None,
    }
}

impl<'a> Compiler<'a> {
    pub fn module(&mut self, body: &'a [Stmt]) -> Result<()> {
        if self.mode == Mode::Eval
            && let [stmt] = body
            && let StmtKind::Expr(value) = &stmt.kind
        {
            let value = self.operand(value)?;
            self.emit(Op::Return, value, 0, 0, 0, stmt.span);
            return Ok(());
        }
        let span = body.first().map_or(Span::default(), |stmt| stmt.span);
        if has_annotations(body) {
            self.emit(Op::SetupAnnotations, 0, 0, 0, 0, span);
        }
        if self.mode == Mode::Module {
            self.doc_name(body);
        }
        self.stmts(body)?;
        let end = body.last().map_or(Span::default(), |stmt| stmt.span);
        self.return_none(end);
        Ok(())
    }

    /// Stores the docstring of a module or class body.
    pub fn doc_name(&mut self, body: &[Stmt]) {
        if let (Some(text), Some(first)) = (docstring(body), body.first()) {
            self.body.doc = Some(text.clone());
            let top = self.top();
            let value = self.push_const(Const::Str(text), first.span);
            self.store_name("__doc__", value, first.span);
            self.set_top(top);
        }
    }

    pub fn return_none(&mut self, span: Span) {
        let top = self.top();
        let none = self.push_const(Const::None, span);
        self.emit(Op::Return, none, 0, 0, 0, span);
        self.set_top(top);
    }

    pub fn stmts(&mut self, body: &'a [Stmt]) -> Result<()> {
        body.iter().try_for_each(|stmt| with_stack(|| self.stmt(stmt)))
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Result<()> {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(value) => self.expr_stmt(value),
            StmtKind::Assign { targets, value } => self.assign_all(targets, value),
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value, span),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.ann_assign(target, annotation, value.as_ref(), *simple, span)
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Break => self.leave_loop(true, span),
            StmtKind::Continue => self.leave_loop(false, span),
            StmtKind::Return(value) => self.return_stmt(value.as_ref(), span),
            StmtKind::Raise { exception, cause } => self.raise(exception.as_ref(), cause.as_ref(), span),
            StmtKind::Assert { test, message } => self.assert(test, message.as_ref(), span),
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    self.import(alias, span);
                }
                Ok(())
            }
            StmtKind::ImportFrom { module, names, level, star } => {
                let module = module.as_ref().map_or("", |module| &module.name);
                self.import_from(module, names, *level, *star, span);
                Ok(())
            }
            StmtKind::Function(def) => self.function(def, span),
            StmtKind::Class(def) => self.class(def),
            StmtKind::Match { subject, cases } => self.match_stmt(subject, cases, span),
            _ => self.control(stmt),
        }
    }

    fn expr_stmt(&mut self, value: &'a Expr) -> Result<()> {
        let at_top = self.body.kind == crate::bytecode::unit::UnitKind::Module;
        if self.mode == Mode::Interactive && at_top {
            let top = self.top();
            let register = self.operand(value)?;
            self.emit(Op::PrintExpr, register, 0, 0, 0, value.span);
            self.set_top(top);
            return Ok(());
        }
        self.discard(value)
    }

    fn assign_all(&mut self, targets: &'a [Expr], value: &'a Expr) -> Result<()> {
        let Some((last, others)) = targets.split_last() else {
            return Ok(());
        };
        if others.is_empty() {
            return self.assign(last, value);
        }
        let top = self.top();
        let value = self.push(value)?;
        for target in others {
            let copy = self.take();
            self.emit(Op::Copy, copy, value, 0, 0, target.span);
            self.store(target, copy)?;
            self.set_top(value + 1);
        }
        self.store(last, value)?;
        self.set_top(top);
        Ok(())
    }

    fn ann_assign(
        &mut self,
        target: &'a Expr,
        annotation: &'a Expr,
        value: Option<&'a Expr>,
        simple: bool,
        span: Span,
    ) -> Result<()> {
        if let Some(value) = value {
            self.assign(target, value)?;
        }
        let in_namespace = !self.symbols.scopes[self.body.scope].is_function();
        let top = self.top();
        match &target.kind {
            ExprKind::Name(name) if simple && in_namespace => {
                self.annotation(annotation)?;
                let dict = self.take();
                self.load_name("__annotations__", dict, Form::Value, span);
                let name = self.mangled(name);
                let key = self.push_str(&name, span);
                self.emit(Op::StoreSubscr, dict, key, top, 0, span);
            }
            ExprKind::Name(_) => {}
            ExprKind::Attribute { value: object, .. } if value.is_none() => self.discard(object)?,
            ExprKind::Subscript { value: object, index } if value.is_none() => {
                self.discard(object)?;
                self.discard(index)?;
            }
            _ => {}
        }
        self.set_top(top);
        if !simple && in_namespace && !self.future_annotations() {
            self.discard(annotation)?;
        }
        Ok(())
    }

    /// An annotation's value, or its text, in a new temporary. That of `*args: *Ts` is the only item of what is unpacked.
    pub fn annotation(&mut self, annotation: &'a Expr) -> Result<()> {
        if self.future_annotations() {
            self.push_const(Const::Str(unparse(annotation).into()), annotation.span);
            return Ok(());
        }
        if let ExprKind::Starred(value) = &annotation.kind {
            let items = self.push(value)?;
            self.emit(Op::Unpack, items, items, 1, 0, annotation.span);
            return Ok(());
        }
        self.push(annotation)?;
        Ok(())
    }

    fn return_stmt(&mut self, value: Option<&'a Expr>, span: Span) -> Result<()> {
        if !self.symbols.scopes[self.body.scope].is_function() {
            return Err(CompileError::syntax("'return' outside function".into(), span));
        }
        let top = self.top();
        let constant = match value {
            Some(value) => super::fold::fold(value),
            None => Some(Const::None),
        };
        if let Some(constant) = constant {
            self.unwind(0, None, span, |compiler| {
                let value = compiler.push_const(constant, span);
                compiler.emit(Op::Return, value, 0, 0, 0, span);
            })?;
        } else if let Some(value) = value {
            let quiet = |block: &Block<'a>| block.leaves_quietly();
            let register = if self.body.blocks.iter().all(quiet) { self.operand(value)? } else { self.push(value)? };
            self.unwind(0, Some(register), span, |compiler| {
                compiler.emit(Op::Return, register, 0, 0, 0, span);
            })?;
        }
        self.set_top(top);
        Ok(())
    }

    fn raise(&mut self, exception: Option<&'a Expr>, cause: Option<&'a Expr>, span: Span) -> Result<()> {
        let top = self.top();
        let mut registers = [super::ABSENT; 2];
        for (register, expr) in registers.iter_mut().zip([exception, cause]) {
            if let Some(expr) = expr {
                *register = self.operand(expr)?;
            }
        }
        self.emit(Op::Raise, registers[0], registers[1], 0, 0, span);
        self.set_top(top);
        Ok(())
    }

    fn assert(&mut self, test: &'a Expr, message: Option<&'a Expr>, span: Span) -> Result<()> {
        self.warn_of_assertion(test, span);
        let place = last_comparison(test).unwrap_or(span);
        let end = self.label();
        self.jump_if(test, true, end, span)?;
        let top = self.take();
        self.emit(Op::LoadAssertionError, top, 0, 0, 0, span);
        if let Some(message) = message {
            self.push(message)?;
            self.emit(Op::Call, top, 1, top, 0, place);
        }
        self.emit(Op::Raise, top, super::ABSENT, 0, 0, place);
        self.set_top(top);
        self.place(end);
        Ok(())
    }

    // ---- imports

    fn import(&mut self, alias: &'a ImportAlias, span: Span) {
        let top = self.top();
        let name = &*alias.name.name;
        let module = self.push_const(Const::None, span);
        let index = self.import_index(name);
        self.emit(Op::ImportName, module, module, 0, index, span);
        match &alias.alias {
            None => self.store_name(name.split('.').next().unwrap_or(name), module, span),
            Some(alias) => {
                for part in name.split('.').skip(1) {
                    let inner = self.take();
                    let part = self.import_index(part);
                    self.emit(Op::ImportFrom, inner, module, 0, part, span);
                    self.release(module, span);
                    self.move_to(module, inner, span);
                    self.set_top(inner);
                }
                self.store_name(&alias.name, module, span);
            }
        }
        self.set_top(top);
    }

    /// Names of modules and of what is imported from them are not mangled.
    fn import_index(&mut self, name: &str) -> i32 {
        self.body.names.insert_full(name.into()).0 as i32
    }

    fn import_from(&mut self, module: &str, names: &'a [ImportAlias], level: u32, star: bool, span: Span) {
        let top = self.top();
        let text = |name: &str| Const::Str(name.as_bytes().into());
        let list = if star { vec![text("*")] } else { names.iter().map(|alias| text(&alias.name.name)).collect() };
        let register = self.push_const(Const::Tuple(list), span);
        let index = self.import_index(module);
        let level = u16::try_from(level).unwrap_or(u16::MAX);
        self.emit(Op::ImportName, register, register, level, index, span);
        if star {
            self.emit(Op::ImportStar, register, 0, 0, 0, span);
        } else {
            for alias in names {
                let value = self.take();
                let index = self.import_index(&alias.name.name);
                self.emit(Op::ImportFrom, value, register, 0, index, span);
                let name = alias.alias.as_ref().unwrap_or(&alias.name);
                self.store_name(&name.name, value, span);
                self.set_top(value);
            }
            self.release(register, span);
        }
        self.set_top(top);
    }
}
