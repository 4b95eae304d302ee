//! Building nodes: what the actions of the grammar call.
//!
//! Invariants: every expression is made by `Builder::expr`, which computes its depth; a node that would be too
//! deep is dropped and noted in `too_deep`, and the parse fails at the next token, so no tree outgrows `MAX_DEPTH`.

use crate::ast::*;
use crate::call::{self, ArgItem};
use crate::error::{SyntaxError, Warning, message};
use crate::token::Tok;
use crate::{fstring, literal};
use lalrpop_util::ParseError;
use std::cell::{Cell, RefCell};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

pub type Failure = ParseError<u32, Tok, SyntaxError>;

/// What the start symbol yields.
pub enum Parsed {
    Module(Module),
    Expression(Expr),
}

/// The state of one parse: the text, and what the actions note on the side.
pub struct Builder<'s> {
    pub text: &'s str,
    pub too_deep: Cell<Option<Span>>,
    pub warnings: RefCell<Vec<Warning>>,
}

impl<'s> Builder<'s> {
    pub fn new(text: &'s str) -> Builder<'s> {
        Builder { text, too_deep: Cell::new(None), warnings: RefCell::new(Vec::new()) }
    }

    pub fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    pub fn warn(&self, warning: Warning) {
        self.warnings.borrow_mut().push(warning);
    }

    // ---- Names ----

    fn name_text(&self, span: Span) -> Box<str> {
        let text = self.slice(span);
        if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
            text.into()
        } else {
            text.nfkc().collect::<String>().into()
        }
    }

    pub fn ident(&self, l: u32, r: u32) -> Ident {
        let span = Span::new(l, r);
        Ident { name: self.name_text(span), span }
    }

    pub fn dotted(&self, first: Ident, next: Ident) -> Ident {
        Ident { name: format!("{}.{}", first.name, next.name).into(), span: first.span.to(next.span) }
    }

    pub fn name(&self, l: u32, r: u32) -> Expr {
        self.expr(l, r, ExprKind::Name(self.name_text(Span::new(l, r))))
    }

    // ---- Expressions ----

    pub fn expr(&self, l: u32, r: u32, kind: ExprKind) -> Expr {
        let span = Span::new(l, r);
        let depth = 1 + deepest(&kind);
        if depth > MAX_DEPTH {
            self.too_deep.set(Some(span));
            return Expr { kind: ExprKind::Constant(Constant::None), span, depth: 1, parenthesised: false };
        }
        Expr { kind, span, depth, parenthesised: false }
    }

    pub fn constant(&self, l: u32, r: u32, value: Constant) -> Expr {
        self.expr(l, r, ExprKind::Constant(value))
    }

    pub fn unary(&self, l: u32, r: u32, op: UnaryOp, operand: Expr) -> Expr {
        self.expr(l, r, ExprKind::Unary { op, operand: Box::new(operand) })
    }

    pub fn binary(&self, l: u32, r: u32, left: Expr, op: BinOp, right: Expr) -> Expr {
        self.expr(l, r, ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) })
    }

    pub fn attribute(&self, l: u32, r: u32, value: Expr, name: Ident) -> Expr {
        self.expr(l, r, ExprKind::Attribute { value: Box::new(value), name })
    }

    pub fn slice_expr(&self, l: u32, r: u32, parts: [Option<Expr>; 3]) -> Expr {
        let [lower, upper, step] = parts.map(|part| part.map(Box::new));
        self.expr(l, r, ExprKind::Slice { lower, upper, step })
    }

    /// `a` stays itself; `a,` and `a, b` are tuples.
    pub fn tuple_if(&self, l: u32, r: u32, mut items: Vec<Expr>, comma: bool) -> Expr {
        match items.pop() {
            Some(only) if items.is_empty() && !comma => only,
            last => {
                items.extend(last);
                self.expr(l, r, ExprKind::Tuple(items))
            }
        }
    }

    /// What stands in a subscript: a lone starred item makes a tuple, as a comma does.
    pub fn subscript(&self, l: u32, r: u32, items: Vec<Expr>, comma: bool) -> Expr {
        let starred = items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)));
        self.tuple_if(l, r, items, comma || starred)
    }

    pub fn group(&self, l: u32, r: u32, items: Vec<Expr>, comma: bool) -> Result<Expr, Failure> {
        match items.as_slice() {
            [Expr { kind: ExprKind::Starred(_), span, .. }] if !comma => Err(message::starred_in_group(*span).into()),
            _ => Ok(self.tuple_if(l, r, items, comma)),
        }
    }

    pub fn empty_tuple(&self, l: u32, r: u32) -> Expr {
        Expr { parenthesised: true, ..self.expr(l, r, ExprKind::Tuple(Vec::new())) }
    }

    /// Tuples and generators own their parentheses; the span of anything else excludes them.
    pub fn parenthesised(&self, l: u32, r: u32, e: Expr) -> Expr {
        let owns = match &e.kind {
            ExprKind::Tuple(_) => !e.parenthesised,
            ExprKind::Comprehension { kind: CompKind::Generator, .. } => !e.parenthesised,
            _ => false,
        };
        let span = if owns { Span::new(l, r) } else { e.span };
        Expr { span, parenthesised: true, ..e }
    }

    pub fn comprehension(
        &self,
        l: u32,
        r: u32,
        kind: CompKind,
        element: Expr,
        value: Option<Expr>,
        clauses: Vec<CompClause>,
    ) -> Result<Expr, Failure> {
        if matches!(element.kind, ExprKind::Starred(_)) {
            return Err(message::unpacking_in_comprehension(element.span).into());
        }
        let (element, value) = (Box::new(element), value.map(Box::new));
        Ok(self.expr(l, r, ExprKind::Comprehension { kind, element, value, clauses }))
    }

    /// `item_start` is where the stars of a misplaced `**` begin.
    pub fn dict_comprehension(
        &self,
        l: u32,
        item_start: u32,
        r: u32,
        item: (Option<Expr>, Expr),
        clauses: Vec<CompClause>,
    ) -> Result<Expr, Failure> {
        match item {
            (Some(key), value) => self.comprehension(l, r, CompKind::Dict, key, Some(value), clauses),
            (None, _) => Err(message::dict_unpacking_in_comprehension(Span::new(item_start, item_start + 2)).into()),
        }
    }

    /// `paren` is where the parenthesis opens.
    pub fn call(&self, l: u32, paren: u32, r: u32, callee: Expr, items: Vec<ArgItem>) -> Result<Expr, Failure> {
        let args = call::arguments(items, Span::new(paren, r))?;
        Ok(self.expr(l, r, ExprKind::Call { callee: Box::new(callee), args }))
    }

    // ---- Literals ----

    pub fn number(&self, l: u32, r: u32) -> Result<Expr, Failure> {
        let span = Span::new(l, r);
        let value = literal::number(self.slice(span), span)?;
        Ok(self.constant(l, r, value))
    }

    pub fn strings(&self, pieces: &[Span]) -> Result<Expr, Failure> {
        let Some((first, last)) = pieces.first().zip(pieces.last()) else {
            return Err(message::invalid_syntax(Span::default()).into());
        };
        let kind = fstring::concatenate(self, pieces)?;
        Ok(self.expr(first.start, last.end, kind))
    }

    // ---- Statements ----

    pub fn compound(&self, l: u32, kind: StmtKind) -> Stmt {
        let l = match &kind {
            StmtKind::Function(f) => f.span.start,
            StmtKind::Class(c) => c.span.start,
            _ => l,
        };
        let end = statement_end(&kind, l);
        Stmt { kind, span: Span::new(l, end) }
    }

    pub fn handler(&self, l: u32, kind: Option<Expr>, name: Option<Ident>, body: Vec<Stmt>) -> Handler {
        Handler { kind, name, span: Span::new(l, block_end(&body, l)), body }
    }

    pub fn function(&self, l: u32, rest: (Ident, Params, Option<Expr>, Vec<Stmt>), is_async: bool) -> FunctionDef {
        let (name, params, returns, body) = rest;
        let span = Span::new(l, block_end(&body, l));
        FunctionDef { name, params, returns, body, decorators: Vec::new(), is_async, span }
    }
}

/// Where a block ends; `or` if it is empty.
pub fn block_end(body: &[Stmt], or: u32) -> u32 {
    body.last().map_or(or, |last| last.span.end)
}

fn statement_end(kind: &StmtKind, or: u32) -> u32 {
    let last = |blocks: &[&[Stmt]]| blocks.iter().map(|block| block_end(block, or)).max().unwrap_or(or);
    match kind {
        StmtKind::If { branches, orelse } => {
            let body = branches.last().map_or(&[][..], |(_, body)| body);
            last(&[body, orelse])
        }
        StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => last(&[body, orelse]),
        StmtKind::With { body, .. } => block_end(body, or),
        StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
            let handler = handlers.last().map_or(&[][..], |handler| &handler.body);
            last(&[body, handler, orelse, finalbody])
        }
        StmtKind::Function(f) => f.span.end,
        StmtKind::Class(c) => c.span.end,
        StmtKind::Match { cases, .. } => cases.last().map_or(or, |case| block_end(&case.body, or)),
        _ => or,
    }
}

/// The greatest depth among the children.
fn deepest(kind: &ExprKind) -> u32 {
    let of = |e: &Option<Box<Expr>>| e.as_ref().map_or(0, |e| e.depth);
    let all = |items: &[Expr]| items.iter().map(|e| e.depth).max().unwrap_or(0);
    match kind {
        ExprKind::Name(_) | ExprKind::Constant(_) => 0,
        ExprKind::FString(parts) => deepest_part(parts),
        ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => all(items),
        ExprKind::Dict(items) => {
            let pair = |(key, value): &(Option<Expr>, Expr)| value.depth.max(key.as_ref().map_or(0, |k| k.depth));
            items.iter().map(pair).max().unwrap_or(0)
        }
        ExprKind::Starred(e) | ExprKind::YieldFrom(e) | ExprKind::Await(e) => e.depth,
        ExprKind::Unary { operand, .. } => operand.depth,
        ExprKind::Binary { left, right, .. } => left.depth.max(right.depth),
        ExprKind::Bool { values, .. } => all(values),
        ExprKind::Compare { first, rest } => rest.iter().map(|(_, e)| e.depth).max().unwrap_or(0).max(first.depth),
        ExprKind::IfElse { test, then, orelse } => test.depth.max(then.depth).max(orelse.depth),
        ExprKind::Call { callee, args } => args.iter().map(|arg| arg.value.depth).max().unwrap_or(0).max(callee.depth),
        ExprKind::Attribute { value, .. } | ExprKind::Named { value, .. } => value.depth,
        ExprKind::Subscript { value, index } => value.depth.max(index.depth),
        ExprKind::Slice { lower, upper, step } => of(lower).max(of(upper)).max(of(step)),
        ExprKind::Lambda { params, body } => {
            let plain = params.positional_only.iter().chain(&params.positional).chain(&params.keyword_only);
            let default = |p: &Param| p.default.as_ref().map_or(0, |e| e.depth);
            plain.map(default).max().unwrap_or(0).max(body.depth)
        }
        ExprKind::Comprehension { element, value, clauses, .. } => {
            let clause = |c: &CompClause| all(&c.conditions).max(c.target.depth).max(c.iter.depth);
            clauses.iter().map(clause).max().unwrap_or(0).max(element.depth).max(of(value))
        }
        ExprKind::Yield(e) => of(e),
    }
}

fn deepest_part(parts: &[FStringPart]) -> u32 {
    let part = |part: &FStringPart| match part {
        FStringPart::Literal(_) => 0,
        FStringPart::Field { value, spec, .. } => value.depth.max(spec.as_deref().map_or(0, deepest_part)),
    };
    parts.iter().map(part).max().unwrap_or(0)
}
