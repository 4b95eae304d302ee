//! Keywords by lookahead: `match`, `case`, and the `with` whose items stand in parentheses.
//!
//! `match` begins a statement only where a subject follows and the logical line ends with a colon, which no other
//! statement that begins with a name can; `case` only directly inside the block of a `match`; a `with` has its
//! items in parentheses if an `as` stands directly inside them. Every other use is a plain name.

use crate::token::{Tok, Token};

pub fn mark_keywords(text: &str, tokens: &mut [Token]) {
    let mut depth = 0usize;
    // Depths of the blocks that hold cases.
    let mut match_blocks: Vec<usize> = Vec::new();
    let mut starts_statement = true;
    for i in 0..tokens.len() {
        let (kind, span) = (tokens[i].kind, tokens[i].span);
        let word = if kind == Tok::Name && starts_statement {
            text.get(span.start as usize..span.end as usize).unwrap_or("")
        } else {
            ""
        };
        match kind {
            Tok::Indent => depth += 1,
            Tok::Dedent => {
                if match_blocks.last() == Some(&depth) {
                    match_blocks.pop();
                }
                depth = depth.saturating_sub(1);
            }
            Tok::With if as_in_parentheses(&tokens[i + 1..]) => tokens[i].kind = Tok::WithParen,
            Tok::Name if word == "match" && begins_match(&tokens[i + 1..]) => {
                tokens[i].kind = Tok::Match;
                match_blocks.push(depth + 1);
            }
            Tok::Name if word == "case" && match_blocks.last() == Some(&depth) => tokens[i].kind = Tok::Case,
            _ => {}
        }
        starts_statement = matches!(kind, Tok::Newline | Tok::Indent | Tok::Dedent);
    }
}

fn begins_match(rest: &[Token]) -> bool {
    let starts = rest.first().is_some_and(|first| first.kind.starts_expression() || first.kind == Tok::Star);
    if !starts {
        return false;
    }
    let line = rest.split(|token| token.kind == Tok::Newline).next().unwrap_or(rest);
    line.len() < rest.len() && line.last().is_some_and(|last| last.kind == Tok::Colon)
}

/// Whether a name is `match` where a statement begins and something that could be its subject follows.
pub fn may_begin_match(text: &str, tokens: &[Token], at: usize) -> bool {
    let is_match = |token: &Token| {
        token.kind == Tok::Name && text.get(token.span.start as usize..token.span.end as usize) == Some("match")
    };
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let starts = before.is_none_or(|t| matches!(t.kind, Tok::Newline | Tok::Indent | Tok::Dedent));
    let subject = tokens.get(at + 1).is_some_and(|next| next.kind.starts_expression() || next.kind == Tok::Star);
    starts && subject && tokens.get(at).is_some_and(is_match)
}

fn as_in_parentheses(rest: &[Token]) -> bool {
    if rest.first().is_none_or(|first| first.kind != Tok::LParen) {
        return false;
    }
    let mut depth = 0usize;
    for token in rest {
        if token.kind.opens() {
            depth += 1;
        } else if token.kind.closes() {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return false;
            }
        } else if token.kind == Tok::As && depth == 1 {
            return true;
        }
    }
    false
}
