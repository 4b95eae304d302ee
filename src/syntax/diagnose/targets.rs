//! Rules of `diagnose` for targets that cannot be assigned to, in statements that fail further on.
//!
//! What looks like an expression is read by the real parser, so that its kind is known.

use super::Place;
use crate::ast::{CmpOp, Expr, ExprKind};
use crate::error::{SyntaxError, message};
use crate::extent::{self, Level};
use crate::parse;
use crate::target;
use crate::token::Tok;

impl Place<'_> {
    /// The list of expressions that begins at a token, and where it ends, if that is not behind the failed token.
    fn list_at(&self, at: usize) -> Option<(Expr, usize)> {
        let end = extent::list(self.tokens, at).filter(|&end| end <= self.failed)?;
        Some((parse::part(self.text, &self.tokens[at..end])?, end))
    }

    /// `for`, `del`, `=` and `+=` with what they cannot bind.
    pub fn targets(&self) -> Option<SyntaxError> {
        self.loop_target().or_else(|| self.deleted()).or_else(|| self.assigned())
    }

    /// A `for` whose targets no `in` follows.
    pub fn unfinished_for(&self) -> Option<usize> {
        let at = (self.start..self.failed).rev().find(|&at| self.kind(at) == Some(Tok::For))?;
        let depth = self.depth(at);
        let has_in = (at..self.failed).any(|i| self.kind(i) == Some(Tok::In) && self.depth(i) == depth);
        (!has_in).then_some(at)
    }

    fn loop_target(&self) -> Option<SyntaxError> {
        let (targets, _) = self.list_at(self.unfinished_for()? + 1)?;
        // What stands before an `in` is what would be bound.
        let bound = match &targets.kind {
            ExprKind::Compare { first, rest } if matches!(rest.first(), Some((CmpOp::In, _))) => &**first,
            _ => &targets,
        };
        let bad = target::unassignable(bound)?;
        Some(message::cannot_assign(bad.span, target::describe(bad)))
    }

    fn deleted(&self) -> Option<SyntaxError> {
        if self.kind(self.start) != Some(Tok::Del) {
            return None;
        }
        let (targets, _) = self.list_at(self.start + 1)?;
        let bad = target::undeletable(&targets)?;
        Some(message::cannot_delete(bad.span, target::describe(bad)))
    }

    fn assigned(&self) -> Option<SyntaxError> {
        let mut at = self.start;
        loop {
            let (targets, end) = self.list_at(at)?;
            if end >= self.failed {
                return None;
            }
            match self.kind(end)? {
                Tok::Equal => {
                    if let Some(bad) = target::unassignable(&targets) {
                        return Some(message::cannot_assign(bad.span, target::describe(bad)));
                    }
                    at = end + 1;
                }
                op if op.is_augmented_assignment() && at == self.start => {
                    let single = matches!(
                        targets.kind,
                        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }
                    );
                    return (!single).then(|| message::illegal_augmented(targets.span, target::describe(&targets)));
                }
                _ => return None,
            }
        }
    }

    /// `operand = operand` where a statement begins, or where a list of it breaks off: CPython suspects a comparison.
    pub fn compared(&self) -> Option<SyntaxError> {
        let list_end = extent::list(self.tokens, self.start)?;
        let has_comma = self.tokens[self.start..list_end].iter().any(|t| t.kind == Tok::Comma);
        if has_comma && list_end == self.failed && self.depth(self.failed) == 0 {
            return self.assignment_at(self.failed);
        }
        self.assignment_fails().then(|| self.assignment_at(self.start)).flatten()
    }

    /// Whether the statement has an `=` and yet no beginning of it is an assignment.
    fn assignment_fails(&self) -> bool {
        let mut at = self.start;
        loop {
            let Some((list, end)) = self.list_at(at) else {
                return at > self.start
                    && extent::list(self.tokens, at).is_none()
                    && !self.kind(at).is_some_and(Tok::opens);
            };
            if self.kind(end) != Some(Tok::Equal) || end >= self.failed {
                return false;
            }
            if target::unassignable(&list).is_some() {
                return true;
            }
            at = end + 1;
        }
    }

    /// A token in front of the failed one that CPython stops at: its grammar knows targets, where ours reads expressions.
    pub fn refused_target(&self) -> Option<usize> {
        self.annotated().or_else(|| self.walrus()).or_else(|| self.operator_in_target())
    }

    /// `a.b := c`, and what else `:=` cannot bind.
    pub fn walrus_target(&self) -> Option<SyntaxError> {
        if self.token.kind != Tok::ColonEqual {
            return None;
        }
        extent::expression(self.tokens, self.failed + 1, Level::Expression)?;
        let found = self.expression_starts().find_map(|at| {
            let ends = extent::expression(self.tokens, at, Level::Expression) == Some(self.failed);
            parse::part(self.text, self.tokens.get(at..self.failed).filter(|_| ends)?)
        })?;
        let bindable = matches!(found.kind, ExprKind::Name(_)) && !found.parenthesised;
        (!bindable).then(|| message::walrus_target(found.span, target::describe(&found)))
    }

    /// The colon behind what cannot be annotated.
    fn annotated(&self) -> Option<usize> {
        let start = self.start + usize::from(self.kind(self.start) == Some(Tok::Yield));
        let colon = extent::list(self.tokens, start).filter(|&end| end < self.failed)?;
        let (target, _) = self.list_at(start)?;
        let fits = match target.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => start == self.start,
            _ => false,
        };
        (self.kind(colon) == Some(Tok::Colon) && !fits).then_some(colon)
    }

    /// The `:=` behind what is no name.
    fn walrus(&self) -> Option<usize> {
        let walrus = self.failed.checked_sub(1).filter(|&at| self.kind(at) == Some(Tok::ColonEqual))?;
        let target = walrus.checked_sub(1).and_then(|at| self.kind(at));
        (target != Some(Tok::Name)).then_some(walrus)
    }

    /// The first operator behind `for`, `as` or `del`.
    fn operator_in_target(&self) -> Option<usize> {
        let opens = |at: &usize| match self.kind(*at) {
            Some(Tok::As) => matches!(self.kind(self.start), Some(Tok::With | Tok::WithParen | Tok::Case)),
            Some(Tok::Del) => *at == self.start,
            Some(Tok::For) => self.unfinished_for() == Some(*at),
            _ => false,
        };
        let word = (self.start..self.failed).rev().find(opens)?;
        let depth = self.depth(word);
        let inside = (word + 1..self.failed).filter(|&at| self.depth(at) == depth);
        inside.into_iter().find(|&at| self.kind(at).is_some_and(is_operator))
    }

    /// `10=` in a call, with nothing behind it.
    pub fn keyword(&self) -> Option<SyntaxError> {
        let (open, commas) = self.enclosing()?;
        let equal = self.failed.checked_sub(1)?;
        if self.kind(equal) != Some(Tok::Equal) || !self.is_call(open) {
            return None;
        }
        let item = commas.first().map_or(open + 1, |comma| comma + 1);
        if extent::expression(self.tokens, item, Level::Expression)? != equal {
            return None;
        }
        let span = self.range(item, self.failed);
        match self.kind(item)? {
            Tok::Name if equal == item + 1 => None,
            Tok::True | Tok::False | Tok::None if equal == item + 1 => {
                Some(message::cannot_assign(span, self.word(item)))
            }
            _ => Some(message::assignment_in_call(span)),
        }
    }

    /// `case C(a=1, b c)`: a positional pattern behind one with a keyword.
    pub fn class_patterns(&self) -> Option<SyntaxError> {
        let (open, commas) = self.enclosing().filter(|_| self.kind(self.start) == Some(Tok::Case))?;
        let named = open.checked_sub(1).and_then(|at| self.kind(at)) == Some(Tok::Name);
        if !named || self.kind(open) != Some(Tok::LParen) {
            return None;
        }
        let mut items: Vec<usize> = std::iter::once(open).chain(commas.into_iter().rev()).map(|at| at + 1).collect();
        items.retain(|&item| item < self.failed);
        let is_keyword = |item: usize| self.kind(item) == Some(Tok::Name) && self.kind(item + 1) == Some(Tok::Equal);
        let first_keyword = items.iter().position(|&item| is_keyword(item))?;
        let after = items.iter().skip(first_keyword).position(|&item| !is_keyword(item) || item + 1 >= self.failed)?;
        let first = items[first_keyword + after];
        Some(message::pattern_positional_after_keyword(self.range(first, self.failed)))
    }
}

/// What joins or precedes operands, but not in a target.
fn is_operator(kind: Tok) -> bool {
    use Tok::*;
    matches!(
        kind,
        Plus | Minus
            | Tilde
            | DoubleStar
            | Slash
            | DoubleSlash
            | Percent
            | At
            | Amper
            | Bar
            | Caret
            | LeftShift
            | RightShift
            | Less
            | Greater
            | LessEqual
            | GreaterEqual
            | EqEqual
            | NotEqual
            | Is
            | And
            | Or
            | Not
    )
}
