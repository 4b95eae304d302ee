//! Targets: expressions that are assigned, deleted, iterated into or annotated, and what CPython says of those
//! that cannot be.

use crate::ast::*;
use crate::error::{SyntaxError, message};
use crate::tree::{Builder, Failure};

/// CPython's words for a kind of expression.
pub fn describe(e: &Expr) -> &'static str {
    match &e.kind {
        ExprKind::Name(_) => "name",
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::True) => "True",
        ExprKind::Constant(Constant::False) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) => "list",
        ExprKind::Set(_) => "set display",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Starred(_) => "starred",
        ExprKind::Unary { .. } | ExprKind::Binary { .. } | ExprKind::Bool { .. } => "expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfElse { .. } => "conditional expression",
        ExprKind::Call { .. } => "function call",
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Slice { .. } => "slice",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Comprehension { kind: CompKind::List, .. } => "list comprehension",
        ExprKind::Comprehension { kind: CompKind::Set, .. } => "set comprehension",
        ExprKind::Comprehension { kind: CompKind::Dict, .. } => "dict comprehension",
        ExprKind::Comprehension { kind: CompKind::Generator, .. } => "generator expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Await(_) => "await expression",
    }
}

/// The first part of a target that cannot be assigned to.
pub fn unassignable(e: &Expr) -> Option<&Expr> {
    match &e.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().find_map(unassignable),
        ExprKind::Starred(inner) => unassignable(inner),
        _ => Some(e),
    }
}

/// What the grammar calls `bitwise_or` at the beginning of an expression.
fn leading_operand(e: &Expr) -> Option<&Expr> {
    match &e.kind {
        _ if e.parenthesised => Some(e),
        ExprKind::Compare { first, .. } => leading_operand(first),
        ExprKind::Bool { values, .. } => values.first().and_then(leading_operand),
        ExprKind::IfElse { then, .. } => leading_operand(then),
        ExprKind::Unary { op: UnaryOp::Not, .. }
        | ExprKind::Lambda { .. }
        | ExprKind::Yield(_)
        | ExprKind::YieldFrom(_)
        | ExprKind::Starred(_) => None,
        _ => Some(e),
    }
}

/// Whether `e` was written as a `bitwise_or`.
fn is_operand(e: &Expr) -> bool {
    leading_operand(e).is_some_and(|operand| operand.span == e.span)
}

/// A target of `for`, `with` or a comprehension.
pub fn check(target: &Expr) -> Result<(), Failure> {
    match unassignable(target) {
        Some(bad) => Err(message::cannot_assign(bad.span, describe(bad)).into()),
        None => Ok(()),
    }
}

/// `a = b = value`, all in `chain`.
pub fn assign(mut chain: Vec<Expr>) -> Result<StmtKind, Failure> {
    let Some(value) = chain.pop() else { return Err(message::invalid_syntax(Span::default()).into()) };
    // What `=` follows next: of a bare tuple or of more than an operand, only the beginning stands between two of them.
    let second = chain.get(1).filter(|second| !is_operand(second));
    let compared = if chain.len() == 1 { Some(&value) } else { second };
    for (at, target) in chain.iter().enumerate() {
        if matches!(target.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_)) && !target.parenthesised {
            return Err(message::assign_to_yield(target.span).into());
        }
        if let Some(bad) = unassignable(target) {
            let first = if at == 0 { target } else { &chain[0] };
            return Err(bad_assignment(first, bad, compared).into());
        }
    }
    Ok(StmtKind::Assign { targets: chain, value })
}

/// CPython suspects a mistyped comparison where the statement, or an item of its bare tuple, begins with
/// `operand = operand`.
fn bad_assignment(target: &Expr, bad: &Expr, value: Option<&Expr>) -> SyntaxError {
    let suspect = match &target.kind {
        ExprKind::Tuple(items) if !target.parenthesised => items.last(),
        _ => Some(target),
    };
    let first_of_value = value.and_then(|value| match &value.kind {
        ExprKind::Tuple(items) if !value.parenthesised => items.first().and_then(leading_operand),
        _ => leading_operand(value),
    });
    let Some(suspect) = suspect.filter(|_| first_of_value.is_some()) else {
        return message::cannot_assign(bad.span, describe(bad));
    };
    let before = |e: &Expr| e.span.start < suspect.span.start;
    match &suspect.kind {
        ExprKind::Name(_) if !suspect.parenthesised && first_of_value.is_some() => {
            let end = first_of_value.map_or(suspect.span.end, |e| e.span.end);
            message::maybe_equality_or_walrus(Span::new(suspect.span.start, end))
        }
        ExprKind::Tuple(_) | ExprKind::List(_) => message::cannot_assign(bad.span, describe(bad)),
        ExprKind::Comprehension { kind: CompKind::Generator, .. } => message::cannot_assign(bad.span, describe(bad)),
        ExprKind::Constant(Constant::True | Constant::False | Constant::None) => {
            message::cannot_assign(bad.span, describe(bad))
        }
        _ if !is_operand(suspect) => message::cannot_assign(bad.span, describe(bad)),
        _ if before(bad) || suspect.span == bad.span => message::cannot_assign_here(suspect.span, describe(suspect)),
        _ => message::cannot_assign(bad.span, describe(bad)),
    }
}

pub fn augmented(target: Expr, op: BinOp, value: Expr) -> Result<StmtKind, Failure> {
    match target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
            Ok(StmtKind::AugAssign { target, op, value })
        }
        _ => Err(message::illegal_augmented(target.span, describe(&target)).into()),
    }
}

pub fn annotated(target: Expr, annotation: Expr, value: Option<Expr>) -> Result<StmtKind, Failure> {
    match target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
            let simple = matches!(target.kind, ExprKind::Name(_)) && !target.parenthesised;
            Ok(StmtKind::AnnAssign { target, annotation, value, simple })
        }
        ExprKind::Tuple(_) | ExprKind::List(_) => {
            let span = match &target.kind {
                ExprKind::Tuple(items) if !target.parenthesised => {
                    items.first().map_or(target.span, |first| first.span)
                }
                _ => target.span,
            };
            Err(message::single_target_annotated(span, describe(&target)).into())
        }
        _ => Err(message::illegal_annotation(target.span).into()),
    }
}

pub fn delete(targets: Expr) -> Result<StmtKind, Failure> {
    let list = match targets.kind {
        ExprKind::Tuple(items) if !targets.parenthesised => items,
        _ => vec![targets],
    };
    match list.iter().find_map(undeletable) {
        Some(bad) => Err(message::cannot_delete(bad.span, describe(bad)).into()),
        None => Ok(StmtKind::Delete(list)),
    }
}

/// The first part of what cannot be deleted.
pub fn undeletable(e: &Expr) -> Option<&Expr> {
    match &e.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().find_map(undeletable),
        _ => Some(e),
    }
}

pub fn walrus(cx: &Builder, l: u32, r: u32, target: Expr, value: Expr) -> Result<Expr, Failure> {
    match target.kind {
        ExprKind::Name(name) if !target.parenthesised => {
            let target = Ident { name, span: target.span };
            Ok(cx.expr(l, r, ExprKind::Named { target, value: Box::new(value) }))
        }
        _ => Err(message::walrus_target(target.span, describe(&target)).into()),
    }
}

pub fn clause(target: Expr, iter: Expr, is_async: bool) -> Result<CompClause, Failure> {
    check(&target)?;
    Ok(CompClause { target, iter, conditions: Vec::new(), is_async })
}

pub fn add_condition(clauses: &mut [CompClause], condition: Expr) {
    if let Some(last) = clauses.last_mut() {
        last.conditions.push(condition);
    }
}

/// `with (a, b):` has two items, although an expression could be read there.
pub fn spread_items(mut items: Vec<WithItem>) -> Vec<WithItem> {
    let is_list = |e: &Expr| match &e.kind {
        ExprKind::Tuple(parts) => {
            let plain = |e: &Expr| e.parenthesised || !matches!(e.kind, ExprKind::Starred(_) | ExprKind::Named { .. });
            e.parenthesised && !parts.is_empty() && parts.iter().all(plain)
        }
        _ => false,
    };
    match items.pop() {
        Some(WithItem { context, target: None }) if items.is_empty() && is_list(&context) => match context.kind {
            ExprKind::Tuple(parts) => parts.into_iter().map(|context| WithItem { context, target: None }).collect(),
            _ => items,
        },
        last => {
            items.extend(last);
            items
        }
    }
}

pub fn make_async(kind: StmtKind) -> StmtKind {
    match kind {
        StmtKind::For { target, iter, body, orelse, .. } => {
            StmtKind::For { target, iter, body, orelse, is_async: true }
        }
        StmtKind::With { items, body, .. } => StmtKind::With { items, body, is_async: true },
        other => other,
    }
}

/// Adds a handler to those of a `try`, which all have a star or none has.
pub fn add_handler(
    (mut all, is_star): (Vec<Handler>, bool),
    (next, star): (Handler, bool),
) -> Result<(Vec<Handler>, bool), Failure> {
    if star != is_star {
        let start = next.span.start;
        return Err(message::mixed_except(Span::new(start, start + if star { 7 } else { 6 })).into());
    }
    all.push(next);
    Ok((all, is_star))
}
