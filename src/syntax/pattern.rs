//! Patterns of `match`: from what the grammar has read to `Pattern`.

use crate::ast::*;
use crate::error::{End, Stage, message};
use crate::tree::{Builder, Failure};

pub enum MappingItem {
    Pair(Expr, Pattern),
    Rest(Ident),
}

pub enum ClassItem {
    Positional(Pattern),
    Keyword(Ident, Pattern),
}

pub fn make(l: u32, r: u32, kind: PatternKind) -> Pattern {
    Pattern { kind, span: Span::new(l, r) }
}

fn unless_underscore(name: Ident) -> Option<Ident> {
    (&*name.name != "_").then_some(name)
}

pub fn star(l: u32, r: u32, name: Ident) -> Pattern {
    make(l, r, PatternKind::Star(unless_underscore(name)))
}

/// A bare name captures, a dotted one is compared.
pub fn name(e: Expr) -> Pattern {
    let span = e.span;
    let kind = match e.kind {
        ExprKind::Name(name) => PatternKind::Capture { pattern: None, name: unless_underscore(Ident { name, span }) },
        _ => PatternKind::Value(e),
    };
    Pattern { kind, span }
}

/// `pattern as target`.
pub fn bind(l: u32, r: u32, pattern: Pattern, target: Expr) -> Result<Pattern, Failure> {
    let span = target.span;
    match target.kind {
        ExprKind::Name(name) if &*name == "_" => Err(message::pattern_underscore(span).into()),
        ExprKind::Name(name) if !target.parenthesised => {
            let (pattern, name) = (Some(Box::new(pattern)), Some(Ident { name, span }));
            Ok(make(l, r, PatternKind::Capture { pattern, name }))
        }
        _ => match after_first_name(&target) {
            Some(after) => Err(message::invalid_syntax(Span::new(after, after + 1)).into()),
            None => Err(message::pattern_target(span).into()),
        },
    }
}

/// Where the name ends that a chain of attributes, calls and subscripts begins with.
fn after_first_name(e: &Expr) -> Option<u32> {
    let mut e = e;
    loop {
        e = match &e.kind {
            _ if e.parenthesised => return None,
            ExprKind::Name(_) => return Some(e.span.end),
            ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => value,
            ExprKind::Call { callee, .. } => callee,
            _ => return None,
        }
    }
}

pub fn literal(l: u32, r: u32, e: Expr) -> Result<Pattern, Failure> {
    let kind = match e.kind {
        ExprKind::Constant(value @ (Constant::None | Constant::True | Constant::False)) => {
            PatternKind::Singleton(value)
        }
        ExprKind::FString(_) => return Err(message::pattern_literal(e.span).into()),
        _ => PatternKind::Value(e),
    };
    Ok(make(l, r, kind))
}

/// `real + imaginary`.
pub fn complex(cx: &Builder, l: u32, r: u32, left: Expr, op: BinOp, right: Expr) -> Result<Expr, Failure> {
    let is_imaginary = |e: &Expr| matches!(e.kind, ExprKind::Constant(Constant::Complex(_)));
    let real = match &left.kind {
        ExprKind::Unary { operand, .. } => operand,
        _ => &left,
    };
    if is_imaginary(real) {
        return Err(message::pattern_real(left.span).into());
    }
    if !is_imaginary(&right) {
        return Err(message::pattern_imaginary(right.span).into());
    }
    Ok(cx.binary(l, r, left, op, right))
}

/// The pattern of a `case`: a comma makes it a sequence.
pub fn open_sequence(l: u32, r: u32, mut items: Vec<Pattern>, comma: bool) -> Result<Pattern, Failure> {
    if !comma
        && items.len() == 1
        && let Some(only) = items.pop()
    {
        return match only.kind {
            PatternKind::Star(_) => Err(message::invalid_syntax(Span::new(r, r)).with_end(End::NextToken).into()),
            _ => Ok(only),
        };
    }
    sequence(l, r, items)
}

/// Parentheses: a group, unless a comma makes it a sequence.
pub fn group(l: u32, r: u32, (mut items, comma): (Vec<Pattern>, bool)) -> Pattern {
    if !comma
        && items.len() == 1
        && !matches!(items[0].kind, PatternKind::Star(_))
        && let Some(only) = items.pop()
    {
        return only;
    }
    make(l, r, PatternKind::Sequence(items))
}

pub fn sequence(l: u32, r: u32, items: Vec<Pattern>) -> Result<Pattern, Failure> {
    Ok(make(l, r, PatternKind::Sequence(items)))
}

pub fn mapping(l: u32, r: u32, items: Vec<MappingItem>) -> Result<Pattern, Failure> {
    let (mut keys, mut patterns, mut rest) = (Vec::new(), Vec::new(), None);
    for item in items {
        match item {
            MappingItem::Pair(key, _) if rest.is_some() => return Err(message::invalid_syntax(key.span).into()),
            MappingItem::Pair(key, _) if matches!(key.kind, ExprKind::Name(_)) => {
                return Err(message::invalid_syntax(Span::new(key.span.end, key.span.end + 1)).into());
            }
            MappingItem::Pair(key, _) if matches!(key.kind, ExprKind::FString(_)) => {
                return Err(message::pattern_key(Span::new(l, r)).at_stage(Stage::Compiler).into());
            }
            MappingItem::Pair(key, pattern) => {
                keys.push(key);
                patterns.push(pattern);
            }
            MappingItem::Rest(name) if rest.is_some() || &*name.name == "_" => {
                return Err(message::invalid_syntax(name.span).into());
            }
            MappingItem::Rest(name) => rest = Some(name),
        }
    }
    Ok(make(l, r, PatternKind::Mapping { keys, patterns, rest }))
}

pub fn class(l: u32, r: u32, class: Expr, args: Vec<ClassItem>) -> Result<Pattern, Failure> {
    let mut positional: Vec<Pattern> = Vec::new();
    let mut keywords: Vec<(Ident, Pattern)> = Vec::new();
    for arg in args {
        match arg {
            ClassItem::Positional(p) if keywords.is_empty() => positional.push(p),
            ClassItem::Positional(p) => return Err(message::pattern_positional_after_keyword(p.span).into()),
            ClassItem::Keyword(name, p) if keywords.iter().any(|(seen, _)| seen.name == name.name) => {
                return Err(message::attribute_repeated(p.span, &name.name).into());
            }
            ClassItem::Keyword(name, p) => keywords.push((name, p)),
        }
    }
    Ok(make(l, r, PatternKind::Class { class, positional, keywords }))
}
