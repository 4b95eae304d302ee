//! Arguments of calls and of class definitions: their order, and what may be a keyword.

use crate::ast::*;
use crate::error::{SyntaxError, message};
use crate::target;
use crate::tree::Failure;
use std::collections::HashSet;

/// An argument as written.
pub struct ArgItem {
    arg: Arg,
    /// A comprehension without parentheses of its own.
    is_generator: bool,
}

impl ArgItem {
    pub fn positional(value: Expr) -> ArgItem {
        let span = value.span;
        ArgItem { arg: Arg { kind: ArgKind::Positional, value, span }, is_generator: false }
    }

    pub fn generator(value: Expr) -> ArgItem {
        ArgItem { is_generator: true, ..ArgItem::positional(value) }
    }

    pub fn spread(l: u32, r: u32, kind: ArgKind, value: Expr) -> ArgItem {
        ArgItem { arg: Arg { kind, value, span: Span::new(l, r) }, is_generator: false }
    }
}

/// `name = value`; `eq_end` is where the `=` ends.
pub fn keyword(l: u32, eq_end: u32, r: u32, name: Expr, value: Expr) -> Result<ArgItem, Failure> {
    let up_to_equals = Span::new(name.span.start, eq_end);
    match name.kind {
        ExprKind::Name(text) if !name.parenthesised => {
            let ident = Ident { name: text, span: name.span };
            Ok(ArgItem::spread(l, r, ArgKind::Keyword(ident), value))
        }
        ExprKind::Constant(Constant::True | Constant::False | Constant::None) => {
            Err(message::cannot_assign(up_to_equals, target::describe(&name)).into())
        }
        _ => Err(message::assignment_in_call(up_to_equals).into()),
    }
}

/// A comma after a lone generator makes it one of several arguments.
pub fn with_comma(items: Vec<ArgItem>, comma: bool) -> Result<Vec<ArgItem>, Failure> {
    match items.as_slice() {
        [only] if comma && only.is_generator => Err(message::generator_parentheses(only.arg.span).into()),
        _ => Ok(items),
    }
}

/// Checks the arguments of a call; `parens` covers its parentheses, which a lone generator shares.
pub fn arguments(items: Vec<ArgItem>, parens: Span) -> Result<Vec<Arg>, Failure> {
    let alone = items.len() == 1;
    let mut args = Vec::with_capacity(items.len());
    for item in items {
        let mut arg = item.arg;
        if item.is_generator {
            if !alone {
                return Err(message::generator_parentheses(arg.span).into());
            }
            arg.span = parens;
            arg.value.span = parens;
            arg.value.parenthesised = true;
        }
        args.push(arg);
    }
    check_order(&args, parens.end)?;
    check_repeated(&args)?;
    Ok(args)
}

/// The arguments of `class`, at `start` of `text`, where a generator cannot stand without parentheses.
pub fn class_arguments(text: &str, items: Vec<ArgItem>, start: u32) -> Result<Vec<Arg>, Failure> {
    if let Some(item) = items.iter().find(|item| item.is_generator) {
        return Err(message::invalid_syntax(clause_word(text, &item.arg.value)).into());
    }
    let end = items.last().map_or(start, |item| item.arg.span.end + 1);
    arguments(items, Span::new(start, end))
}

/// The `for` (or `async`) of a generator.
fn clause_word(text: &str, generator: &Expr) -> Span {
    let ExprKind::Comprehension { element, .. } = &generator.kind else { return generator.span };
    let behind = text.get(element.span.end as usize..).unwrap_or("");
    let Some(skipped) = behind.find(|c: char| c.is_ascii_alphabetic()) else { return generator.span };
    let length = behind[skipped..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0);
    let at = element.span.end + skipped as u32;
    Span::new(at, at + length as u32)
}

/// CPython points at the closing parenthesis, the last token that it has read.
fn check_order(args: &[Arg], end: u32) -> Result<(), SyntaxError> {
    let close = Span::new(end.saturating_sub(1), end);
    let (mut keyword, mut unpacking) = (false, false);
    for arg in args {
        match arg.kind {
            ArgKind::Keyword(_) => keyword = true,
            ArgKind::DoubleStar => unpacking = true,
            ArgKind::Positional if unpacking => return Err(message::positional_after_unpacking(close)),
            ArgKind::Positional if keyword => return Err(message::positional_after_keyword(close)),
            ArgKind::Star if unpacking => {
                let star = Span::new(arg.span.start, arg.span.start + 1);
                return Err(message::iterable_after_unpacking(star));
            }
            ArgKind::Positional | ArgKind::Star => {}
        }
    }
    Ok(())
}

fn check_repeated(args: &[Arg]) -> Result<(), SyntaxError> {
    let mut seen = HashSet::new();
    for arg in args {
        if let ArgKind::Keyword(ident) = &arg.kind
            && !seen.insert(&ident.name)
        {
            return Err(message::keyword_repeated(arg.span, &ident.name));
        }
    }
    Ok(())
}
