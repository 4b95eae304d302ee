//! What the grammar cannot say: places where a statement or an expression may not stand.
//!
//! One walk over the tree, in the order of the text; the first mistake is the error. Names and scopes belong to
//! the compiler. The recursion is bounded by `MAX_DEPTH` and the limit on indentation.

use crate::ast::*;
use crate::check_pattern;
use crate::error::{End, SyntaxError, message};

type Checked = Result<(), SyntaxError>;

/// Features of `__future__` and their bits in `co_flags`; those that are always on have none.
const FUTURE_FEATURES: &[(&str, u32)] = &[
    ("nested_scopes", 0),
    ("generators", 0),
    ("division", 0),
    ("absolute_import", 0),
    ("with_statement", 0),
    ("print_function", 0),
    ("unicode_literals", 0),
    ("barry_as_FLUFL", 0x40_0000),
    ("generator_stop", 0),
    ("annotations", FUTURE_ANNOTATIONS),
];

/// How deep loops, `with` and `try` may nest in a function.
const MAX_BLOCKS: u32 = 20;

/// Checks a module for which `future` is on from the start; what is on in it.
pub fn module(module: &Module, future: u32) -> Result<u32, SyntaxError> {
    let found = futures(&module.body)?;
    let future = future | found.features;
    let future_annotations = future & FUTURE_ANNOTATIONS != 0;
    let scope = Scope::new(Place::Module);
    Checker { future_annotations, last_future: found.last, scope }.block(&module.body)?;
    Ok(future)
}

/// The `from __future__` statements of a module.
struct Futures {
    features: u32,
    /// Where the last one ends.
    last: u32,
}

pub fn expression(e: &Expr) -> Checked {
    Checker { future_annotations: false, last_future: 0, scope: Scope::new(Place::Module) }.expr(e)
}

/// `from __future__` may only follow the docstring and its like. (Those deeper in are met by the walk.)
fn futures(body: &[Stmt]) -> Result<Futures, SyntaxError> {
    let is_text = |stmt: &Stmt| match &stmt.kind {
        StmtKind::Expr(e) => matches!(e.kind, ExprKind::Constant(Constant::Str(_))),
        _ => false,
    };
    let mut early = true;
    let mut found = Futures { features: 0, last: 0 };
    let refuse = |error: SyntaxError| Err(error.with_end(End::Absent));
    for (i, stmt) in body.iter().enumerate() {
        match &stmt.kind {
            StmtKind::ImportFrom { module: Some(module), names, star, .. } if &*module.name == "__future__" => {
                if !early {
                    return Err(message::late_future(stmt.span));
                }
                found.last = stmt.span.end;
                if *star {
                    return refuse(message::unknown_future(stmt.span, "*"));
                }
                for ImportAlias { name, .. } in names {
                    if &*name.name == "braces" {
                        return refuse(message::future_braces(stmt.span));
                    }
                    match FUTURE_FEATURES.iter().find(|feature| *feature.0 == *name.name) {
                        Some((_, bit)) => found.features |= bit,
                        None => return refuse(message::unknown_future(stmt.span, &name.name)),
                    }
                }
            }
            _ => early = early && i == 0 && is_text(stmt),
        }
    }
    Ok(found)
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Module,
    Class,
    Function {
        is_async: bool,
    },
    Comprehension(CompKind),
    /// An annotation that only its text is kept of.
    Annotation,
}

/// What surrounds the current node, within one function, class or comprehension.
#[derive(Clone, Copy)]
struct Scope {
    place: Place,
    in_loop: bool,
    /// An `except*` block lies around, inside of the innermost loop.
    break_leaves_star: bool,
    /// An `except*` block lies around, in this function.
    return_leaves_star: bool,
    /// Loops, `with` and `try` around.
    blocks: u32,
    // Found on the way:
    yields: bool,
    awaits: bool,
    returns_value: Option<Span>,
}

impl Scope {
    fn new(place: Place) -> Scope {
        Scope {
            place,
            in_loop: false,
            break_leaves_star: false,
            return_leaves_star: false,
            blocks: 0,
            yields: false,
            awaits: false,
            returns_value: None,
        }
    }
}

struct Checker {
    future_annotations: bool,
    /// Where the last `from __future__` ends that may stand where it does.
    last_future: u32,
    scope: Scope,
}

impl Checker {
    /// Runs `inner` in a scope of its own and hands that back with what was found in it.
    fn within(&mut self, place: Place, inner: impl FnOnce(&mut Self) -> Checked) -> Result<Scope, SyntaxError> {
        let outer = std::mem::replace(&mut self.scope, Scope::new(place));
        let result = inner(self);
        let scope = std::mem::replace(&mut self.scope, outer);
        result.map(|()| scope)
    }

    // ---- Statements ----

    fn block(&mut self, body: &[Stmt]) -> Checked {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Checked {
        match &stmt.kind {
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                targets.iter().try_for_each(|target| self.target(target))
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                if matches!(&target.kind, ExprKind::Name(name) if is_debug(name)) && value.is_none() {
                    return Err(message::cannot_assign(stmt.span, "__debug__"));
                }
                self.maybe(value)?;
                self.target(target)?;
                self.annotation(annotation)
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.deleted(target)),
            StmtKind::Pass | StmtKind::Import(_) | StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Break | StmtKind::Continue => self.jump(stmt),
            StmtKind::Return(value) => self.return_(stmt.span, value),
            StmtKind::Raise { exception, cause } => {
                self.maybe(exception)?;
                self.maybe(cause)
            }
            StmtKind::Assert { test, message } => {
                self.expr(test)?;
                self.maybe(message)
            }
            StmtKind::ImportFrom { module, star, .. } => self.import_from(stmt.span, module, *star),
            StmtKind::If { branches, orelse } => {
                for (test, body) in branches {
                    self.expr(test)?;
                    self.block(body)?;
                }
                self.block(orelse)
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test)?;
                self.loop_body(body, stmt.span)?;
                self.block(orelse)
            }
            StmtKind::For { target, iter, body, orelse, is_async } => {
                self.needs_async(*is_async, "async for", stmt.span)?;
                self.expr(iter)?;
                self.target(target)?;
                self.loop_body(body, stmt.span)?;
                self.block(orelse)
            }
            StmtKind::With { items, body, is_async } => {
                self.needs_async(*is_async, "async with", stmt.span)?;
                for item in items {
                    self.expr(&item.context)?;
                    item.target.iter().try_for_each(|target| self.target(target))?;
                }
                self.frame_block(body, stmt.span)
            }
            StmtKind::Try { body, handlers, orelse, finalbody, is_star } => {
                self.frame_block(body, stmt.span)?;
                self.handlers(handlers, *is_star)?;
                self.block(orelse)?;
                self.block(finalbody)
            }
            StmtKind::Function(f) => self.function(f),
            StmtKind::Class(c) => {
                c.decorators.iter().try_for_each(|e| self.expr(e))?;
                self.args(&c.args)?;
                self.within(Place::Class, |inner| inner.block(&c.body)).map(drop)
            }
            StmtKind::Match { subject, cases } => {
                self.items_or_expr(subject)?;
                check_pattern::cases(cases)?;
                for case in cases {
                    self.maybe(&case.guard)?;
                    self.block(&case.body)?;
                }
                Ok(())
            }
        }
    }

    /// The block of a statement that takes part in what an exception, or a jump, unwinds.
    fn frame_block(&mut self, body: &[Stmt], statement: Span) -> Checked {
        if self.scope.blocks >= MAX_BLOCKS {
            return Err(message::too_many_blocks(statement));
        }
        self.scope.blocks += 1;
        let result = self.block(body);
        self.scope.blocks -= 1;
        result
    }

    fn loop_body(&mut self, body: &[Stmt], statement: Span) -> Checked {
        let outer = (self.scope.in_loop, self.scope.break_leaves_star);
        (self.scope.in_loop, self.scope.break_leaves_star) = (true, false);
        let result = self.frame_block(body, statement);
        (self.scope.in_loop, self.scope.break_leaves_star) = outer;
        result
    }

    fn handlers(&mut self, handlers: &[Handler], is_star: bool) -> Checked {
        let outer = (self.scope.break_leaves_star, self.scope.return_leaves_star);
        for (i, handler) in handlers.iter().enumerate() {
            if handler.kind.is_none() && i + 1 < handlers.len() {
                return Err(message::default_except_last(handler.span));
            }
            self.maybe(&handler.kind)?;
            if is_star {
                (self.scope.break_leaves_star, self.scope.return_leaves_star) = (true, true);
            }
            self.block(&handler.body)?;
            (self.scope.break_leaves_star, self.scope.return_leaves_star) = outer;
        }
        Ok(())
    }

    fn function(&mut self, f: &FunctionDef) -> Checked {
        f.decorators.iter().try_for_each(|e| self.expr(e))?;
        self.params(&f.params, f.span)?;
        f.returns.iter().try_for_each(|e| self.annotation(e))?;
        let scope = self.within(Place::Function { is_async: f.is_async }, |inner| inner.block(&f.body))?;
        match scope.returns_value {
            Some(span) if f.is_async && scope.yields => Err(message::return_value_in_async_generator(span)),
            _ => Ok(()),
        }
    }

    /// `whole` is the function or the lambda.
    fn params(&mut self, params: &Params, whole: Span) -> Checked {
        let plain = params.positional_only.iter().chain(&params.positional).chain(&params.keyword_only);
        for param in plain.chain(&params.vararg).chain(&params.kwarg) {
            if is_debug(&param.name.name) {
                return Err(message::cannot_assign(whole, "__debug__"));
            }
            self.maybe(&param.default)?;
            param.annotation.iter().try_for_each(|e| self.annotation(e))?;
        }
        Ok(())
    }

    fn annotation(&mut self, e: &Expr) -> Checked {
        if self.future_annotations {
            return self.within(Place::Annotation, |inner| inner.item(e)).map(drop);
        }
        self.item(e)
    }

    /// What an annotation of which only the text is kept may not do.
    fn not_in_annotation(&self, what: &str, span: Span) -> Checked {
        match self.scope.place {
            Place::Annotation => Err(message::not_in_annotation(span, what)),
            _ => Ok(()),
        }
    }

    fn jump(&self, stmt: &Stmt) -> Checked {
        if self.scope.break_leaves_star {
            return Err(message::leaves_except_star(stmt.span));
        }
        match stmt.kind {
            _ if self.scope.in_loop => Ok(()),
            StmtKind::Break => Err(message::break_outside_loop(stmt.span)),
            _ => Err(message::continue_outside_loop(stmt.span)),
        }
    }

    fn return_(&mut self, span: Span, value: &Option<Expr>) -> Checked {
        if !matches!(self.scope.place, Place::Function { .. }) {
            return Err(message::outside_function(span, "return"));
        }
        if self.scope.return_leaves_star {
            return Err(message::leaves_except_star(value.as_ref().map_or(span, |value| value.span)));
        }
        if value.is_some() {
            self.scope.returns_value.get_or_insert(span);
        }
        self.maybe(value)
    }

    fn import_from(&self, span: Span, module: &Option<Ident>, star: bool) -> Checked {
        let at_module = self.scope.place == Place::Module;
        if star && !at_module {
            return Err(message::import_star_in_function(Span::new(span.end - 1, span.end)));
        }
        if span.end > self.last_future && module.as_ref().is_some_and(|name| &*name.name == "__future__") {
            return Err(message::late_future(span));
        }
        Ok(())
    }

    fn needs_async(&mut self, is_async: bool, what: &str, span: Span) -> Checked {
        match self.scope.place {
            Place::Function { is_async: true } => Ok(()),
            _ if is_async => Err(message::async_outside_async(span, what)),
            _ => Ok(()),
        }
    }

    // ---- Targets ----

    fn target(&mut self, target: &Expr) -> Checked {
        match &target.kind {
            ExprKind::Starred(_) => Err(message::starred_target_alone(target.span)),
            _ => self.target_part(target),
        }
    }

    fn deleted(&mut self, target: &Expr) -> Checked {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|item| self.deleted(item)),
            ExprKind::Name(name) if is_debug(name) => Err(message::cannot_delete(target.span, "__debug__")),
            ExprKind::Attribute { name, .. } if is_debug(&name.name) => {
                Err(message::cannot_delete(target.span, "__debug__"))
            }
            _ => self.target(target),
        }
    }

    fn target_part(&mut self, target: &Expr) -> Checked {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                if items.iter().filter(|e| matches!(e.kind, ExprKind::Starred(_))).count() > 1 {
                    return Err(message::multiple_starred(target.span));
                }
                items.iter().try_for_each(|item| self.target_part(item))
            }
            ExprKind::Starred(inner) => self.target(inner),
            ExprKind::Name(name) if is_debug(name) => Err(message::cannot_assign(target.span, "__debug__")),
            ExprKind::Attribute { name, .. } if is_debug(&name.name) => {
                Err(message::cannot_assign(target.span, "__debug__"))
            }
            _ => self.expr(target),
        }
    }

    // ---- Expressions ----

    fn maybe(&mut self, e: &Option<Expr>) -> Checked {
        e.iter().try_for_each(|e| self.expr(e))
    }

    fn boxed(&mut self, e: &Option<Box<Expr>>) -> Checked {
        e.iter().try_for_each(|e| self.expr(e))
    }

    /// An item of a display, where a star may stand.
    fn item(&mut self, e: &Expr) -> Checked {
        match &e.kind {
            ExprKind::Starred(inner) => self.expr(inner),
            _ => self.expr(e),
        }
    }

    fn items(&mut self, items: &[Expr]) -> Checked {
        items.iter().try_for_each(|e| self.item(e))
    }

    fn items_or_expr(&mut self, e: &Expr) -> Checked {
        match &e.kind {
            ExprKind::Starred(_) => Err(message::starred_here(e.span)),
            _ => self.expr(e),
        }
    }

    fn args(&mut self, args: &[Arg]) -> Checked {
        args.iter().try_for_each(|arg| self.expr(&arg.value))
    }

    fn expr(&mut self, e: &Expr) -> Checked {
        match &e.kind {
            ExprKind::Name(_) | ExprKind::Constant(_) => Ok(()),
            ExprKind::FString(parts) => self.parts(parts),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => self.items(items),
            ExprKind::Dict(items) => items.iter().try_for_each(|(key, value)| {
                self.maybe(key)?;
                self.expr(value)
            }),
            ExprKind::Starred(_) => Err(message::starred_here(e.span)),
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::Bool { values, .. } => values.iter().try_for_each(|e| self.expr(e)),
            ExprKind::Compare { first, rest } => {
                self.expr(first)?;
                rest.iter().try_for_each(|(_, e)| self.expr(e))
            }
            ExprKind::IfElse { test, then, orelse } => {
                self.expr(test)?;
                self.expr(then)?;
                self.expr(orelse)
            }
            ExprKind::Call { callee, args } => {
                self.expr(callee)?;
                self.args(args)
            }
            ExprKind::Attribute { value, .. } => self.expr(value),
            ExprKind::Named { value, .. } => {
                self.not_in_annotation("named expression", e.span)?;
                self.expr(value)
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value)?;
                self.expr(index)
            }
            ExprKind::Slice { lower, upper, step } => {
                self.boxed(lower)?;
                self.boxed(upper)?;
                self.boxed(step)
            }
            ExprKind::Lambda { params, body } => {
                self.params(params, e.span)?;
                self.within(Place::Function { is_async: false }, |inner| inner.expr(body)).map(drop)
            }
            ExprKind::Comprehension { kind, element, value, clauses } => {
                self.comprehension(e.span, *kind, element, value, clauses)
            }
            ExprKind::Yield(value) => {
                self.yield_(e.span)?;
                self.boxed(value)
            }
            ExprKind::YieldFrom(value) => {
                self.yield_(e.span)?;
                if self.scope.place == (Place::Function { is_async: true }) {
                    return Err(message::yield_from_in_async(e.span));
                }
                self.expr(value)
            }
            ExprKind::Await(value) => {
                self.await_(e.span)?;
                self.expr(value)
            }
        }
    }

    fn parts(&mut self, parts: &[FStringPart]) -> Checked {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.expr(value)?;
                spec.iter().try_for_each(|spec| self.parts(spec))?;
            }
        }
        Ok(())
    }

    fn comprehension(
        &mut self,
        span: Span,
        kind: CompKind,
        element: &Expr,
        value: &Option<Box<Expr>>,
        clauses: &[CompClause],
    ) -> Checked {
        // The first iterable belongs to the scope around.
        clauses.first().map_or(Ok(()), |first| self.expr(&first.iter))?;
        let scope = self.within(Place::Comprehension(kind), |inner| {
            for (i, clause) in clauses.iter().enumerate() {
                inner.scope.awaits |= clause.is_async;
                inner.target(&clause.target)?;
                if i > 0 {
                    inner.expr(&clause.iter)?;
                }
                clause.conditions.iter().try_for_each(|e| inner.expr(e))?;
            }
            inner.expr(element)?;
            inner.boxed(value)
        })?;
        if !scope.awaits || kind == CompKind::Generator {
            return Ok(());
        }
        self.scope.awaits = true;
        match self.scope.place {
            Place::Function { is_async: true } | Place::Comprehension(_) | Place::Annotation => Ok(()),
            _ => Err(message::async_comprehension(span)),
        }
    }

    fn yield_(&mut self, span: Span) -> Checked {
        self.scope.yields = true;
        self.not_in_annotation("yield expression", span)?;
        match self.scope.place {
            Place::Function { .. } => Ok(()),
            Place::Comprehension(kind) => Err(message::yield_in_comprehension(span, comprehension_name(kind))),
            _ => Err(message::outside_function(span, "yield")),
        }
    }

    fn await_(&mut self, span: Span) -> Checked {
        self.scope.awaits = true;
        self.not_in_annotation("await expression", span)?;
        match self.scope.place {
            Place::Function { is_async: true } | Place::Comprehension(_) => Ok(()),
            Place::Function { is_async: false } => Err(message::await_outside_async(span)),
            _ => Err(message::outside_function(span, "await")),
        }
    }
}

/// The one name that is constant without being a keyword.
fn is_debug(name: &str) -> bool {
    name == "__debug__"
}

fn comprehension_name(kind: CompKind) -> &'static str {
    match kind {
        CompKind::List => "list comprehension",
        CompKind::Set => "set comprehension",
        CompKind::Dict => "dict comprehension",
        CompKind::Generator => "generator expression",
    }
}
