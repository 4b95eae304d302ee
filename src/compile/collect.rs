//! The first pass of the symbol table: notes what each scope does with each name.
//!
//! The order of visits is CPython's (`symtable_visit_*`), since it decides which error is reported and in
//! which order locals are numbered.

use std::rc::Rc;

use super::scope::{
    ANNOTATED, ASSIGNED, COMP_TARGET, GLOBAL, NONLOCAL, Node, PARAM, ScopeId, ScopeKind, SymbolTable, USED, class_node,
    expr_node, function_node, mangle, private_name,
};
use super::{CompileError, with_stack};
use hoopsnake_syntax::ast::*;

type Result<T> = std::result::Result<T, CompileError>;

pub(super) struct Collector {
    pub table: SymbolTable,
    scope: ScopeId,
    /// Inside the iterable of a comprehension, where assignment expressions are not allowed.
    in_comp_iter: u32,
    /// Inside the target of a comprehension.
    in_comp_target: bool,
    /// What the innermost comprehension is.
    comp_kind: CompKind,
    /// Annotations are text, and use no names.
    future_annotations: bool,
}

/// Whether an expression is read or bound.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ctx {
    Load,
    Store,
}

fn syntax<T>(message: String, span: Span) -> Result<T> {
    Err(CompileError::syntax(message, span))
}

/// The symbol table of a module body.
pub(super) fn collect_module(module: &Module) -> Result<SymbolTable> {
    let mut collector = Collector::new();
    collector.future_annotations = module.future & FUTURE_ANNOTATIONS != 0;
    collector.stmts(&module.body)?;
    collector.table.resolve()?;
    Ok(collector.table)
}

/// The symbol table of a single expression.
pub(super) fn collect_expr(expr: &Expr) -> Result<SymbolTable> {
    let mut collector = Collector::new();
    collector.load(expr)?;
    collector.table.resolve()?;
    Ok(collector.table)
}

impl Collector {
    fn new() -> Collector {
        let mut table = SymbolTable::default();
        let scope = table.enter((0, super::scope::NodeKind::Expr), ScopeKind::Module, None, None);
        Collector {
            table,
            scope,
            in_comp_iter: 0,
            in_comp_target: false,
            comp_kind: CompKind::List,
            future_annotations: false,
        }
    }

    fn private(&self) -> Option<Rc<str>> {
        self.table.scopes[self.scope].private.clone()
    }

    fn mangled(&self, name: &str) -> Rc<str> {
        mangle(self.table.scopes[self.scope].private.as_deref(), name)
    }

    fn add(&mut self, name: &str, flags: u16, span: Span) {
        let name = self.mangled(name);
        self.table.scopes[self.scope].add(name, flags, span);
    }

    fn bind(&mut self, name: &Ident) -> Result<()> {
        check_debug(&name.name, name.span)?;
        self.add(&name.name, ASSIGNED, name.span);
        Ok(())
    }

    /// Runs `inside` in a new scope.
    fn nested(
        &mut self,
        node: Node,
        kind: ScopeKind,
        private: Option<Rc<str>>,
        inside: impl FnOnce(&mut Collector) -> Result<()>,
    ) -> Result<()> {
        let outer = self.scope;
        self.scope = self.table.enter(node, kind, Some(outer), private);
        let result = inside(self);
        self.scope = outer;
        result
    }

    fn stmts(&mut self, body: &[Stmt]) -> Result<()> {
        body.iter().try_for_each(|stmt| with_stack(|| self.stmt(stmt)))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<()> {
        match &stmt.kind {
            StmtKind::Expr(value) => self.load(value),
            StmtKind::Assign { targets, value } => {
                self.load(value)?;
                targets.iter().try_for_each(|target| self.store(target))
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.store(target)?;
                self.load(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.ann_assign(target, annotation, value.as_ref(), *simple, stmt.span)
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.store(target)),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
            StmtKind::Return(value) => self.load_opt(value.as_ref()),
            StmtKind::Raise { exception, cause } => {
                self.load_opt(exception.as_ref())?;
                self.load_opt(cause.as_ref())
            }
            StmtKind::Assert { test, message } => {
                self.load(test)?;
                self.load_opt(message.as_ref())
            }
            StmtKind::Global(names) => self.declare(names, GLOBAL, stmt.span),
            StmtKind::Nonlocal(names) => self.declare(names, NONLOCAL, stmt.span),
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    self.import(alias, stmt.span)?;
                }
                Ok(())
            }
            StmtKind::ImportFrom { names, star, .. } => self.import_from(names, *star, stmt.span),
            StmtKind::Function(def) => self.function(def),
            StmtKind::Class(def) => self.class(def),
            _ => self.compound(stmt),
        }
    }

    fn compound(&mut self, stmt: &Stmt) -> Result<()> {
        match &stmt.kind {
            StmtKind::If { branches, orelse } => {
                for (test, body) in branches {
                    self.load(test)?;
                    self.stmts(body)?;
                }
                self.stmts(orelse)
            }
            StmtKind::While { test, body, orelse } => {
                self.load(test)?;
                self.stmts(body)?;
                self.stmts(orelse)
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.store(target)?;
                self.load(iter)?;
                self.stmts(body)?;
                self.stmts(orelse)
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.load(&item.context)?;
                    if let Some(target) = &item.target {
                        self.store(target)?;
                    }
                }
                self.stmts(body)
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.stmts(body)?;
                for handler in handlers {
                    self.load_opt(handler.kind.as_ref())?;
                    if let Some(name) = &handler.name {
                        self.bind(name)?;
                    }
                    self.stmts(&handler.body)?;
                }
                self.stmts(orelse)?;
                self.stmts(finalbody)
            }
            StmtKind::Match { subject, cases } => {
                self.load(subject)?;
                for case in cases {
                    self.pattern(&case.pattern)?;
                    self.load_opt(case.guard.as_ref())?;
                    self.stmts(&case.body)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn ann_assign(
        &mut self,
        target: &Expr,
        annotation: &Expr,
        value: Option<&Expr>,
        simple: bool,
        span: Span,
    ) -> Result<()> {
        if let ExprKind::Name(name) = &target.kind {
            let mangled = self.mangled(name);
            let scope = &self.table.scopes[self.scope];
            let flags = scope.flags(&mangled);
            if simple && scope.kind != ScopeKind::Module && flags & (GLOBAL | NONLOCAL) != 0 {
                let how = if flags & GLOBAL != 0 { "global" } else { "nonlocal" };
                return syntax(format!("annotated name '{name}' can't be {how}"), span);
            }
            if simple {
                self.add(name, ANNOTATED | ASSIGNED, target.span);
            } else if value.is_some() {
                self.add(name, ASSIGNED, target.span);
            }
        } else {
            self.store(target)?;
        }
        self.annotation(Some(annotation))?;
        self.load_opt(value)
    }

    fn annotation(&mut self, annotation: Option<&Expr>) -> Result<()> {
        if self.future_annotations { Ok(()) } else { self.load_opt(annotation) }
    }

    fn declare(&mut self, names: &[Ident], flag: u16, span: Span) -> Result<()> {
        let what = if flag == GLOBAL { "global" } else { "nonlocal" };
        for ident in names {
            let name = &ident.name;
            let mangled = self.mangled(name);
            let flags = self.table.scopes[self.scope].flags(&mangled);
            if flags & PARAM != 0 {
                return syntax(format!("name '{name}' is parameter and {what}"), span);
            }
            if flags & USED != 0 {
                return syntax(format!("name '{name}' is used prior to {what} declaration"), span);
            }
            if flags & ANNOTATED != 0 {
                return syntax(format!("annotated name '{name}' can't be {what}"), span);
            }
            if flags & ASSIGNED != 0 {
                let message = format!("name '{name}' is assigned to before {what} declaration");
                return syntax(message, span);
            }
            self.add(name, flag, span);
        }
        Ok(())
    }

    fn import(&mut self, alias: &ImportAlias, span: Span) -> Result<()> {
        match &alias.alias {
            Some(name) => self.bind(name),
            None => {
                let first = alias.name.name.split('.').next().unwrap_or_default();
                check_debug(first, span)?;
                self.add(first, ASSIGNED, alias.name.span);
                Ok(())
            }
        }
    }

    fn import_from(&mut self, names: &[ImportAlias], star: bool, span: Span) -> Result<()> {
        if star && self.table.scopes[self.scope].kind != ScopeKind::Module {
            return syntax("import * only allowed at module level".into(), span);
        }
        for alias in names {
            self.bind(alias.alias.as_ref().unwrap_or(&alias.name))?;
        }
        Ok(())
    }

    fn function(&mut self, def: &FunctionDef) -> Result<()> {
        self.bind(&def.name)?;
        self.defaults(&def.params)?;
        self.annotations(&def.params, def.returns.as_ref())?;
        def.decorators.iter().try_for_each(|decorator| self.load(decorator))?;
        let private = self.private();
        self.nested(function_node(def), ScopeKind::Function, private, |inner| {
            inner.table.scopes[inner.scope].is_coroutine = def.is_async;
            inner.params(&def.params)?;
            inner.stmts(&def.body)
        })
    }

    fn class(&mut self, def: &ClassDef) -> Result<()> {
        self.bind(&def.name)?;
        def.args.iter().try_for_each(|arg| self.load(&arg.value))?;
        def.decorators.iter().try_for_each(|decorator| self.load(decorator))?;
        let private = private_name(&def.name.name);
        self.nested(class_node(def), ScopeKind::Class, private, |inner| inner.stmts(&def.body))
    }

    fn defaults(&mut self, params: &Params) -> Result<()> {
        let positional = params.positional_only.iter().chain(&params.positional);
        for param in positional.chain(&params.keyword_only) {
            self.load_opt(param.default.as_ref())?;
        }
        Ok(())
    }

    fn annotations(&mut self, params: &Params, returns: Option<&Expr>) -> Result<()> {
        for param in all_params(params) {
            self.annotation(param.annotation.as_ref())?;
        }
        self.annotation(returns)
    }

    fn params(&mut self, params: &Params) -> Result<()> {
        for param in all_params(params) {
            let name = &param.name;
            check_debug(&name.name, name.span)?;
            let mangled = self.mangled(&name.name);
            if self.table.scopes[self.scope].flags(&mangled) & PARAM != 0 {
                let message = format!("duplicate argument '{}' in function definition", name.name);
                return syntax(message, name.span);
            }
            self.add(&name.name, PARAM, name.span);
        }
        Ok(())
    }

    fn load_opt(&mut self, expr: Option<&Expr>) -> Result<()> {
        expr.map_or(Ok(()), |expr| self.load(expr))
    }

    fn load(&mut self, expr: &Expr) -> Result<()> {
        with_stack(|| self.expr(expr, Ctx::Load))
    }

    fn store(&mut self, expr: &Expr) -> Result<()> {
        with_stack(|| self.expr(expr, Ctx::Store))
    }

    fn loads<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Result<()> {
        exprs.into_iter().try_for_each(|expr| self.load(expr))
    }

    fn expr(&mut self, expr: &Expr, ctx: Ctx) -> Result<()> {
        match &expr.kind {
            ExprKind::Name(name) => self.name(name, expr.span, ctx),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().try_for_each(|item| with_stack(|| self.expr(item, ctx)))
            }
            ExprKind::Starred(value) => self.expr(value, ctx),
            ExprKind::Attribute { value, name } => {
                if ctx == Ctx::Store {
                    check_debug(&name.name, expr.span)?;
                }
                self.load(value)
            }
            ExprKind::Subscript { value, index } => {
                self.load(value)?;
                self.load(index)
            }
            ExprKind::Constant(_) => Ok(()),
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::Set(items) => self.loads(items),
            ExprKind::Dict(pairs) => {
                for (key, value) in pairs {
                    self.load_opt(key.as_ref())?;
                    self.load(value)?;
                }
                Ok(())
            }
            ExprKind::Unary { operand, .. } => self.load(operand),
            ExprKind::Binary { left, right, .. } => {
                self.load(left)?;
                self.load(right)
            }
            ExprKind::Bool { values, .. } => self.loads(values),
            ExprKind::Compare { first, rest } => {
                self.load(first)?;
                self.loads(rest.iter().map(|(_, value)| value))
            }
            ExprKind::IfElse { test, then, orelse } => {
                self.load(test)?;
                self.load(then)?;
                self.load(orelse)
            }
            ExprKind::Call { callee, args } => {
                self.load(callee)?;
                for arg in args {
                    if let ArgKind::Keyword(name) = &arg.kind {
                        check_debug(&name.name, expr.span)?;
                    }
                    self.load(&arg.value)?;
                }
                Ok(())
            }
            ExprKind::Slice { lower, upper, step } => {
                self.load_opt(lower.as_deref())?;
                self.load_opt(upper.as_deref())?;
                self.load_opt(step.as_deref())
            }
            ExprKind::Lambda { params, body } => self.lambda(expr, params, body),
            ExprKind::Named { target, value } => self.named(target, value, expr.span),
            ExprKind::Comprehension { kind, element, value, clauses } => {
                self.comprehension(expr, *kind, element, value.as_deref(), clauses)
            }
            ExprKind::Yield(value) => {
                self.generator(expr.span)?;
                self.load_opt(value.as_deref())
            }
            ExprKind::YieldFrom(value) => {
                self.generator(expr.span)?;
                self.load(value)
            }
            ExprKind::Await(value) => {
                self.table.scopes[self.scope].is_coroutine = true;
                self.load(value)
            }
        }
    }

    fn name(&mut self, name: &str, span: Span, ctx: Ctx) -> Result<()> {
        if ctx == Ctx::Store {
            check_debug(name, span)?;
            let scope = &self.table.scopes[self.scope];
            if self.in_comp_target && scope.flags(&self.mangled(name)) & (GLOBAL | NONLOCAL) != 0 {
                let message = format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                return syntax(message, span);
            }
            let comp = if self.in_comp_target { COMP_TARGET } else { 0 };
            self.add(name, ASSIGNED | comp, span);
            return Ok(());
        }
        self.add(name, USED, span);
        if name == "super" && self.table.scopes[self.scope].is_function() {
            self.add("__class__", USED, span);
        }
        Ok(())
    }

    fn generator(&mut self, span: Span) -> Result<()> {
        let scope = &mut self.table.scopes[self.scope];
        match scope.kind {
            ScopeKind::Function | ScopeKind::Lambda => {
                scope.is_generator = true;
                Ok(())
            }
            ScopeKind::Comprehension => {
                let what = match self.comp_kind {
                    CompKind::List => "list comprehension",
                    CompKind::Set => "set comprehension",
                    CompKind::Dict => "dict comprehension",
                    CompKind::Generator => "generator expression",
                };
                syntax(format!("'yield' inside {what}"), span)
            }
            _ => syntax("'yield' outside function".into(), span),
        }
    }

    fn fstring(&mut self, parts: &[FStringPart]) -> Result<()> {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.load(value)?;
                if let Some(spec) = spec {
                    self.fstring(spec)?;
                }
            }
        }
        Ok(())
    }

    fn lambda(&mut self, expr: &Expr, params: &Params, body: &Expr) -> Result<()> {
        self.defaults(params)?;
        let private = self.private();
        self.nested(expr_node(expr), ScopeKind::Lambda, private, |inner| {
            inner.params(params)?;
            inner.load(body)
        })
    }

    fn comprehension(
        &mut self,
        expr: &Expr,
        kind: CompKind,
        element: &Expr,
        value: Option<&Expr>,
        clauses: &[CompClause],
    ) -> Result<()> {
        let Some(first) = clauses.first() else {
            return Ok(());
        };
        self.comp_iter(&first.iter)?;
        let private = self.private();
        let mut awaits = false;
        self.nested(expr_node(expr), ScopeKind::Comprehension, private, |inner| {
            inner.table.scopes[inner.scope].is_generator = kind == CompKind::Generator;
            let outer_kind = std::mem::replace(&mut inner.comp_kind, kind);
            inner.add(".0", PARAM, expr.span);
            for (index, clause) in clauses.iter().enumerate() {
                inner.table.scopes[inner.scope].is_coroutine |= clause.is_async;
                if index > 0 {
                    inner.comp_target(clause)?;
                    inner.comp_iter(&clause.iter)?;
                } else {
                    inner.comp_target(clause)?;
                }
                inner.loads(&clause.conditions)?;
            }
            if let Some(value) = value {
                inner.load(value)?;
            }
            inner.load(element)?;
            inner.comp_kind = outer_kind;
            awaits = inner.table.scopes[inner.scope].is_coroutine;
            Ok(())
        })?;
        // All but a generator expression is awaited where it stands.
        self.table.scopes[self.scope].is_coroutine |= awaits && kind != CompKind::Generator;
        Ok(())
    }

    fn comp_target(&mut self, clause: &CompClause) -> Result<()> {
        let outer = std::mem::replace(&mut self.in_comp_target, true);
        let result = self.store(&clause.target);
        self.in_comp_target = outer;
        result
    }

    fn comp_iter(&mut self, iter: &Expr) -> Result<()> {
        self.in_comp_iter += 1;
        let result = self.load(iter);
        self.in_comp_iter -= 1;
        result
    }

    fn named(&mut self, target: &Ident, value: &Expr, span: Span) -> Result<()> {
        if self.in_comp_iter > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return syntax(message.into(), span);
        }
        if self.table.scopes[self.scope].kind == ScopeKind::Comprehension {
            self.extend_walrus(target)?;
        }
        self.load(value)?;
        let mangled = self.mangled(&target.name);
        self.table.scopes[self.scope].walrus.insert(mangled);
        self.name(&target.name, target.span, Ctx::Store)
    }

    /// An assignment expression in a comprehension binds in the function (or module) around it.
    fn extend_walrus(&mut self, target: &Ident) -> Result<()> {
        let name = self.mangled(&target.name);
        let mut at = self.scope;
        loop {
            let scope = &mut self.table.scopes[at];
            match scope.kind {
                ScopeKind::Comprehension => {
                    if scope.flags(&name) & COMP_TARGET != 0 {
                        let message = format!(
                            "assignment expression cannot rebind comprehension iteration variable '{}'",
                            target.name
                        );
                        return syntax(message, target.span);
                    }
                }
                ScopeKind::Class => {
                    let message = "assignment expression within a comprehension cannot be used in a class body";
                    return syntax(message.into(), target.span);
                }
                ScopeKind::Module => {
                    scope.add(name.clone(), GLOBAL, target.span);
                    self.table.scopes[self.scope].add(name, GLOBAL, target.span);
                    return Ok(());
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let global = scope.flags(&name) & GLOBAL != 0;
                    scope.add(name.clone(), ASSIGNED, target.span);
                    let flag = if global { GLOBAL } else { NONLOCAL };
                    self.table.scopes[self.scope].add(name, flag, target.span);
                    return Ok(());
                }
            }
            match scope.parent {
                Some(parent) => at = parent,
                None => return Ok(()),
            }
        }
    }

    fn pattern(&mut self, pattern: &Pattern) -> Result<()> {
        match &pattern.kind {
            PatternKind::Value(value) => self.load(value),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Capture { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                self.capture(name.as_ref())
            }
            PatternKind::Star(name) => self.capture(name.as_ref()),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))
            }
            PatternKind::Mapping { keys, patterns, rest } => {
                self.loads(keys)?;
                patterns.iter().try_for_each(|pattern| self.pattern(pattern))?;
                self.capture(rest.as_ref())
            }
            PatternKind::Class { class, positional, keywords } => {
                self.load(class)?;
                positional.iter().try_for_each(|pattern| self.pattern(pattern))?;
                keywords.iter().try_for_each(|(_, pattern)| self.pattern(pattern))
            }
        }
    }

    fn capture(&mut self, name: Option<&Ident>) -> Result<()> {
        name.map_or(Ok(()), |name| self.bind(name))
    }
}

/// `__debug__` is a constant that nothing may bind.
fn check_debug(name: &str, span: Span) -> Result<()> {
    if name == "__debug__" {
        return syntax("cannot assign to __debug__".into(), span);
    }
    Ok(())
}

/// All parameters in the order of their registers.
fn all_params(params: &Params) -> impl Iterator<Item = &Param> {
    params
        .positional_only
        .iter()
        .chain(&params.positional)
        .chain(&params.keyword_only)
        .chain(&params.vararg)
        .chain(&params.kwarg)
}
