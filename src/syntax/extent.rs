//! How far an expression reaches, told from its tokens alone: what `diagnose` asks about text that has no tree.
//!
//! Invariant: the answer is an index behind the last token, never beyond the end; brackets are skipped, not read.

use crate::token::{Tok, Token};

/// Which operators may join operands, from the tightest.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub enum Level {
    /// CPython's `bitwise_or`.
    Operand,
    /// `disjunction`: comparisons, `not`, `and`, `or`.
    Disjunction,
    /// `expression`: with `if`/`else` and `lambda`.
    Expression,
}

/// The end of the longest expression that begins at `start`.
pub fn expression(tokens: &[Token], start: usize, level: Level) -> Option<usize> {
    let mut at = start;
    let mut end = None;
    loop {
        match operand(tokens, at, level) {
            Some(after) => {
                end = Some(after);
                at = after;
            }
            None => return end,
        }
        match joined(tokens, at, level) {
            Some(next) => at = next,
            None => return end,
        }
    }
}

/// A list of expressions, as after `print` in Python 2.
pub fn list(tokens: &[Token], start: usize) -> Option<usize> {
    let item = |at| expression(tokens, skip(tokens, at, Tok::Star), Level::Expression);
    let mut end = item(start)?;
    while kind(tokens, end) == Some(Tok::Comma) {
        match item(end + 1) {
            Some(after) => end = after,
            None => return Some(end + 1),
        }
    }
    Some(end)
}

fn kind(tokens: &[Token], at: usize) -> Option<Tok> {
    tokens.get(at).map(|token| token.kind)
}

fn skip(tokens: &[Token], at: usize, what: Tok) -> usize {
    if kind(tokens, at) == Some(what) { at + 1 } else { at }
}

fn operand(tokens: &[Token], start: usize, level: Level) -> Option<usize> {
    let mut at = start;
    loop {
        match kind(tokens, at)? {
            Tok::Plus | Tok::Minus | Tok::Tilde | Tok::Await => at += 1,
            Tok::Not if level >= Level::Disjunction => at += 1,
            Tok::Lambda if level == Level::Expression => {
                at = past_colon(tokens, at + 1)?;
            }
            _ => break,
        }
    }
    let mut end = match kind(tokens, at)? {
        Tok::Name | Tok::Number | Tok::None | Tok::True | Tok::False | Tok::Ellipsis => at + 1,
        Tok::String => at + tokens[at..].iter().take_while(|token| token.kind == Tok::String).count(),
        opening if opening.opens() => close(tokens, at)? + 1,
        _ => return None,
    };
    loop {
        match kind(tokens, end) {
            Some(Tok::Dot) if kind(tokens, end + 1) == Some(Tok::Name) => end += 2,
            Some(Tok::LParen | Tok::LBracket) => match close(tokens, end) {
                Some(closed) => end = closed + 1,
                // What is called or subscribed is whole.
                None => return Some(end),
            },
            _ => return Some(end),
        }
    }
}

/// Behind an operator that joins another operand at this level.
fn joined(tokens: &[Token], at: usize, level: Level) -> Option<usize> {
    use Tok::*;
    let next = kind(tokens, at + 1);
    match kind(tokens, at)? {
        Plus | Minus | Star | DoubleStar | Slash | DoubleSlash | Percent | At | Amper | Bar | Caret | LeftShift
        | RightShift => Some(at + 1),
        _ if level == Level::Operand => Option::None,
        Is if next == Some(Not) => Some(at + 2),
        Not if next == Some(In) => Some(at + 2),
        Less | Greater | LessEqual | GreaterEqual | EqEqual | NotEqual | In | Is | And | Or => Some(at + 1),
        If if level == Level::Expression => {
            let test = expression(tokens, at + 1, Level::Disjunction)?;
            (kind(tokens, test) == Some(Else)).then_some(test + 1)
        }
        _ => Option::None,
    }
}

fn past_colon(tokens: &[Token], start: usize) -> Option<usize> {
    let mut at = start;
    while kind(tokens, at)? != Tok::Colon {
        at = match kind(tokens, at)? {
            opening if opening.opens() => close(tokens, at)? + 1,
            Tok::Newline => return None,
            _ => at + 1,
        };
    }
    Some(at + 1)
}

/// The bracket that closes the one at `start`.
pub fn close(tokens: &[Token], start: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (i, token) in tokens.iter().enumerate().skip(start) {
        if token.kind.opens() {
            depth += 1;
        } else if token.kind.closes() {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(i);
            }
        }
    }
    None
}
