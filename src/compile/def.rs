//! Functions, classes, lambdas and comprehensions: what becomes a unit of its own.

use std::rc::Rc;

use super::expr::FROM_AWAIT;
use super::fold::fold;
use super::scope::{Access, GLOBAL, Node, ScopeKind, class_node, expr_node, function_node};
use super::stmt::{docstring, has_annotations};
use super::{Body, CompileError, Compiler, Form, ParamCounts, Result};
use crate::bytecode::op::Op;
use crate::bytecode::unit::{Const, Unit, UnitKind};
use hoopsnake_syntax::ast::*;

/// What stands in the registers before `MakeFunction`, as its bits.
const DEFAULTS: u16 = 1;
const KEYWORD_DEFAULTS: u16 = 2;
const ANNOTATIONS: u16 = 4;
const CLOSURE: u16 = 8;

fn counts(params: &Params) -> ParamCounts {
    let count = |list: &[Param]| u16::try_from(list.len()).unwrap_or(u16::MAX / 8);
    ParamCounts {
        positional_only: count(&params.positional_only),
        positional: count(&params.positional_only) + count(&params.positional),
        keyword_only: count(&params.keyword_only),
        varargs: params.vararg.is_some(),
        varkw: params.kwarg.is_some(),
    }
}

impl<'a> Compiler<'a> {
    // ---- nesting

    /// Compiles a unit of its own; `inside` emits its code.
    fn nested(
        &mut self,
        node: Node,
        name: &str,
        span: Span,
        first_line: u32,
        inside: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Rc<Unit>> {
        let Some(scope) = self.symbols.scope_of(node) else {
            return Err(CompileError::syntax("a body without a scope".into(), span));
        };
        let kind = match self.symbols.scopes[scope].kind {
            ScopeKind::Module => UnitKind::Module,
            ScopeKind::Class => UnitKind::Class,
            ScopeKind::Function => UnitKind::Function,
            ScopeKind::Lambda => UnitKind::Lambda,
            ScopeKind::Comprehension => UnitKind::Comprehension,
        };
        let mut body = Body::new(&self.symbols, scope, kind, first_line);
        body.name = name.into();
        body.qualname = self.qualname(name, kind).into();
        body.span = span;
        let outer = std::mem::replace(&mut self.body, body);
        let unit = inside(self).and_then(|()| self.finish_unit());
        self.body = outer;
        unit
    }

    fn qualname(&self, name: &str, kind: UnitKind) -> String {
        let outer = &self.body;
        let named = matches!(kind, UnitKind::Function | UnitKind::Class);
        let mangled = self.mangled(name);
        if outer.kind == UnitKind::Module || (named && self.symbols.scopes[outer.scope].flags(&mangled) & GLOBAL != 0) {
            return name.into();
        }
        match outer.kind {
            // A comprehension is no scope to names.
            UnitKind::Class | UnitKind::Comprehension => format!("{}.{name}", outer.qualname),
            _ => format!("{}.<locals>.{name}", outer.qualname),
        }
    }

    /// Makes the function of `unit`; its extras of `flags` stand in the temporaries from `base`.
    fn make_function(&mut self, unit: Rc<Unit>, base: u16, mut flags: u16, dst: u16, span: Span) {
        if !unit.free_names.is_empty() {
            self.closure(&unit.free_names, span);
            flags |= CLOSURE;
        }
        let index = self.const_index(Const::Unit(unit));
        self.emit(Op::MakeFunction, dst, base, flags, index, span);
        self.set_top(base);
    }

    /// The tuple of the cells of `names` in a new temporary.
    fn closure(&mut self, names: &[Box<str>], span: Span) {
        let base = self.top();
        for name in names {
            let cell = self.take();
            match self.cell_register(name) {
                Some(register) => self.emit(Op::Copy, cell, register, 0, 0, span),
                None => {
                    let free = self.body.free.get_index_of(&**name).unwrap_or_default();
                    self.emit(Op::LoadFreeCell, cell, 0, 0, free as i32, span);
                }
            }
        }
        self.set_top(base);
        self.take();
        self.emit(Op::BuildTuple, base, base, names.len() as u16, 0, span);
    }

    /// The local that holds the cell of a (mangled) name, if this unit owns it.
    fn cell_register(&self, name: &str) -> Option<u16> {
        let table = &self.symbols.scopes[self.body.scope];
        let owned = if table.is_function() {
            table.access(name) == Access::Cell
        } else {
            table.kind == ScopeKind::Class && table.needs_class_cell && name == "__class__"
        };
        let register = self.body.locals.get_index_of(name)?;
        owned.then_some(register as u16)
    }

    // ---- functions

    pub fn function(&mut self, def: &'a FunctionDef, span: Span) -> Result<()> {
        let top = self.top();
        self.decorators(&def.decorators)?;
        let base = self.top();
        let mut flags = self.defaults(&def.params, def.span)?;
        flags |= self.annotations(&def.params, def.returns.as_ref(), def.span)?;
        let first_line = self.first_line(&def.decorators, def.span);
        let name = &def.name.name;
        let unit = self.nested(function_node(def), name, def.span, first_line, |inner| {
            inner.body.params = counts(&def.params);
            inner.body.doc = docstring(&def.body);
            inner.prologue();
            inner.stmts(&def.body)?;
            let end = def.body.last().map_or(def.span, |stmt| stmt.span);
            inner.return_none(end);
            Ok(())
        })?;
        self.finish_def(unit, &def.decorators, &def.name, [top, base], flags, span)
    }

    /// Makes the function, applies the decorators between `top` and `base`, and binds the name.
    fn finish_def(
        &mut self,
        unit: Rc<Unit>,
        decorators: &'a [Expr],
        name: &Ident,
        [top, base]: [u16; 2],
        flags: u16,
        span: Span,
    ) -> Result<()> {
        let direct = self.local_register(&name.name).filter(|_| decorators.is_empty());
        let dst = direct.unwrap_or(base);
        self.make_function(unit, base, flags, dst, span);
        if direct.is_none() {
            self.body.regs.take();
            self.apply_decorators(decorators, base, span);
            self.store_name(&name.name, top, span);
        }
        self.set_top(top);
        Ok(())
    }

    fn first_line(&self, decorators: &[Expr], span: Span) -> u32 {
        self.line(decorators.first().map_or(span, |decorator| decorator.span))
    }

    fn decorators(&mut self, decorators: &'a [Expr]) -> Result<()> {
        for decorator in decorators {
            self.push(decorator)?;
        }
        Ok(())
    }

    /// Calls the decorators below `value`, the last one first.
    fn apply_decorators(&mut self, decorators: &'a [Expr], value: u16, _span: Span) {
        let mut callee = value;
        for decorator in decorators.iter().rev() {
            callee -= 1;
            self.emit(Op::Call, callee, 1, callee, 0, decorator.span);
        }
    }

    fn defaults(&mut self, params: &'a Params, span: Span) -> Result<u16> {
        let mut flags = 0;
        let positional = params.positional_only.iter().chain(&params.positional);
        let defaults: Vec<&'a Expr> = positional.filter_map(|param| param.default.as_ref()).collect();
        if !defaults.is_empty() {
            flags |= DEFAULTS;
            if let Some(values) = defaults.iter().map(|value| fold(value)).collect() {
                self.push_const(Const::Tuple(values), span);
            } else {
                let base = self.top();
                for value in &defaults {
                    self.push(value)?;
                }
                self.set_top(base);
                self.take();
                self.emit(Op::BuildTuple, base, base, defaults.len() as u16, 0, span);
            }
        }
        let base = self.top();
        let mut count = 0;
        for param in &params.keyword_only {
            if let Some(value) = &param.default {
                let name = self.mangled(&param.name.name);
                self.push_str(&name, param.name.span);
                self.push(value)?;
                count += 1;
            }
        }
        if count > 0 {
            flags |= KEYWORD_DEFAULTS;
            self.set_top(base);
            self.take();
            self.emit(Op::BuildDict, base, base, count, 0, span);
        }
        Ok(flags)
    }

    fn annotations(&mut self, params: &'a Params, returns: Option<&'a Expr>, span: Span) -> Result<u16> {
        let base = self.top();
        let mut count = 0;
        // CPython's order: positional, *args, keyword-only, **kwargs, return.
        let ordered = params
            .positional_only
            .iter()
            .chain(&params.positional)
            .chain(&params.vararg)
            .chain(&params.keyword_only)
            .chain(&params.kwarg);
        let annotated = ordered.filter_map(|param| Some((&*param.name.name, param.annotation.as_ref()?)));
        for (name, annotation) in annotated.chain(returns.map(|value| ("return", value))) {
            let name = self.mangled(name);
            self.push_str(&name, annotation.span);
            self.annotation(annotation)?;
            count += 1;
        }
        if count == 0 {
            return Ok(0);
        }
        self.set_top(base);
        self.take();
        self.emit(Op::BuildDict, base, base, count, 0, span);
        Ok(ANNOTATIONS)
    }

    pub fn lambda(&mut self, expr: &'a Expr, params: &'a Params, value: &'a Expr, dst: u16) -> Result<()> {
        let base = self.top();
        let flags = self.defaults(params, expr.span)?;
        let line = self.line(expr.span);
        let unit = self.nested(expr_node(expr), "<lambda>", expr.span, line, |inner| {
            inner.body.params = counts(params);
            inner.prologue();
            let register = inner.operand(value)?;
            inner.emit(Op::Return, register, 0, 0, 0, value.span);
            Ok(())
        })?;
        self.make_function(unit, base, flags, dst, expr.span);
        Ok(())
    }

    // ---- classes

    pub fn class(&mut self, def: &'a ClassDef) -> Result<()> {
        let span = def.span;
        let top = self.top();
        self.decorators(&def.decorators)?;
        let base = self.take();
        self.emit(Op::LoadBuildClass, base, 0, 0, 0, span);
        let first_line = self.first_line(&def.decorators, span);
        let name = &def.name.name;
        let unit = self.nested(class_node(def), name, span, first_line, |inner| inner.class_body(&def.body, span))?;
        let function = self.top();
        self.make_function(unit, function, 0, function, span);
        self.take();
        self.push_str(name, span);
        self.call_pushed(base, &def.args, base, span)?;
        self.set_top(base + 1);
        self.apply_decorators(&def.decorators, base, span);
        self.store_name(name, top, span);
        self.set_top(top);
        Ok(())
    }

    fn class_body(&mut self, body: &'a [Stmt], span: Span) -> Result<()> {
        self.prologue();
        let temp = self.take();
        self.load_name("__name__", temp, Form::Value, span);
        self.store_name("__module__", temp, span);
        let qualname = Const::Str(self.body.qualname.as_bytes().into());
        self.load_const(qualname, temp, Form::Value, span);
        self.store_name("__qualname__", temp, span);
        self.set_top(temp);
        if has_annotations(body) {
            self.emit(Op::SetupAnnotations, 0, 0, 0, 0, span);
        }
        self.doc_name(body);
        self.stmts(body)?;
        let end = body.last().map_or(span, |stmt| stmt.span);
        match self.cell_register("__class__") {
            Some(cell) => {
                let value = self.take();
                self.emit(Op::Copy, value, cell, 0, 0, end);
                self.emit(Op::Return, value, 0, 0, 0, end);
            }
            None => self.return_none(end),
        }
        Ok(())
    }

    // ---- comprehensions

    /// The hidden function of a comprehension, called with the first iterator.
    pub fn comprehension(&mut self, expr: &'a Expr, dst: u16) -> Result<()> {
        let ExprKind::Comprehension { kind, element, value, clauses } = &expr.kind else {
            return Ok(());
        };
        let span = expr.span;
        let Some(first) = clauses.first() else {
            return Ok(());
        };
        let base = self.top();
        let line = self.line(span);
        let name = match kind {
            CompKind::List => "<listcomp>",
            CompKind::Set => "<setcomp>",
            CompKind::Dict => "<dictcomp>",
            CompKind::Generator => "<genexpr>",
        };
        let unit = self.nested(expr_node(expr), name, span, line, |inner| {
            inner.comprehension_body(*kind, element, value.as_deref(), clauses, span)
        })?;
        let is_coroutine = unit.is_coroutine;
        self.make_function(unit, base, 0, base, span);
        self.take();
        if first.is_async {
            self.push_async_iter(&first.iter, span)?;
        } else {
            self.push_iter(&first.iter, span)?;
        }
        if *kind == CompKind::Generator || !is_coroutine {
            self.emit(Op::Call, base, 1, dst, 0, span);
            return Ok(());
        }
        self.emit(Op::Call, base, 1, base, 0, span);
        self.set_top(base + 1);
        self.await_in(base, FROM_AWAIT, span);
        self.move_to(dst, base, span);
        Ok(())
    }

    fn comprehension_body(
        &mut self,
        kind: CompKind,
        element: &'a Expr,
        value: Option<&'a Expr>,
        clauses: &'a [CompClause],
        span: Span,
    ) -> Result<()> {
        self.body.params.positional = 1;
        self.body.params.positional_only = 1;
        self.prologue();
        let build = match kind {
            CompKind::List => Some(Op::BuildList),
            CompKind::Set => Some(Op::BuildSet),
            CompKind::Dict => Some(Op::BuildDict),
            CompKind::Generator => None,
        };
        let result = self.top();
        if let Some(build) = build {
            self.take();
            self.emit(build, result, result, 0, 0, span);
        }
        self.comprehension_loop(kind, element, value, clauses, result, true, span)?;
        if build.is_some() {
            self.emit(Op::Return, result, 0, 0, 0, span);
        } else {
            self.return_none(span);
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn comprehension_loop(
        &mut self,
        kind: CompKind,
        element: &'a Expr,
        value: Option<&'a Expr>,
        clauses: &'a [CompClause],
        result: u16,
        outermost: bool,
        span: Span,
    ) -> Result<()> {
        let Some((clause, inner)) = clauses.split_first() else {
            return self.comprehension_element(kind, element, value, result, span);
        };
        let top = self.top();
        if !outermost
            && !clause.is_async
            && let Some(only) = single_item(&clause.iter)
        {
            // `for y in [f(x)]` is an assignment, as in CPython.
            let next = self.label();
            self.assign(&clause.target, only)?;
            for test in &clause.conditions {
                self.skip_unless(test, next, span)?;
            }
            self.comprehension_loop(kind, element, value, inner, result, false, span)?;
            self.place(next);
            self.set_top(top);
            return Ok(());
        }
        let iterator = if outermost {
            let copy = self.take();
            self.emit(Op::Copy, copy, 0, 0, 0, span);
            copy
        } else if clause.is_async {
            self.push_async_iter(&clause.iter, span)?
        } else {
            self.push_iter(&clause.iter, span)?
        };
        let (head, next, end) = (self.label(), self.label(), self.label());
        self.place(head);
        if clause.is_async {
            self.async_for_target(&clause.target, iterator, end, span)?;
        } else {
            self.for_target(&clause.target, iterator, end, span)?;
        }
        for test in &clause.conditions {
            self.skip_unless(test, next, span)?;
        }
        self.comprehension_loop(kind, element, value, inner, result, false, span)?;
        self.place(next);
        self.jump(Op::JumpBack, 0, 0, 0, head, span);
        self.place(end);
        if clause.is_async {
            self.end_async_for(iterator, span);
        }
        self.set_top(top);
        Ok(())
    }

    fn comprehension_element(
        &mut self,
        kind: CompKind,
        element: &'a Expr,
        value: Option<&'a Expr>,
        result: u16,
        span: Span,
    ) -> Result<()> {
        let top = self.top();
        let item = self.operand(element)?;
        match (kind, value) {
            (CompKind::List, _) => self.emit(Op::ListAppend, result, item, 0, 0, span),
            (CompKind::Set, _) => self.emit(Op::SetAdd, result, item, 0, 0, span),
            (CompKind::Dict, Some(value)) => {
                let value = self.operand(value)?;
                self.emit(Op::DictSet, result, item, value, 0, span);
            }
            _ => {
                self.set_top(top);
                let sent = self.take();
                self.emit(Op::Yield, sent, item, 0, i32::from(top), span);
                self.release(sent, span);
            }
        }
        self.set_top(top);
        Ok(())
    }
}

/// The item of a display of one.
fn single_item(iter: &Expr) -> Option<&Expr> {
    match &iter.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => match &items[..] {
            [only] if !super::expr::is_starred(only) => Some(only),
            _ => None,
        },
        _ => None,
    }
}
