//! Rules of `diagnose` for targets that cannot be assigned to, in statements that fail further on.
//!
//! What looks like an expression is read by the real parser, so that its kind is known.

use super::Place;
use crate::ast::{CmpOp, Expr, ExprKind, Span};
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
        let start = self.unfinished_for()? + 1;
        let end = extent::list(self.tokens, start)?;
        let targets = parse::part(self.text, &self.tokens[start..end])?;
        // What stands before an `in` is what would be bound.
        let bound = match &targets.kind {
            ExprKind::Compare { first, rest } if matches!(rest.first(), Some((CmpOp::In, _))) => &**first,
            ExprKind::Compare { .. } => return None,
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
        let has_comma = (self.start..list_end).any(|at| self.kind(at) == Some(Tok::Comma) && self.depth(at) == 0);
        let breaks_off = list_end == self.failed && self.depth(self.failed) == 0;
        let twice = self.token.kind == Tok::Equal && self.assignment_fails();
        if has_comma && (breaks_off || twice) {
            return self.assigned_item();
        }
        if breaks_off && !has_comma {
            return None;
        }
        self.assignment_fails().then(|| self.assignment_at(self.start)).flatten()
    }

    /// `a, b = c`: behind a first comma, CPython reads item after item, whether commas stand between them or not.
    pub fn assigned_item(&self) -> Option<SyntaxError> {
        let mut at = extent::expression(self.tokens, self.skip_star(self.start), Level::Expression)?;
        loop {
            if self.kind(at) == Some(Tok::Comma) {
                at += 1;
            }
            let end = extent::expression(self.tokens, self.skip_star(at), Level::Expression)?;
            if self.kind(end) == Some(Tok::Equal) {
                return self.assignment_at(at);
            }
            at = end;
        }
    }

    fn skip_star(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(Tok::Star))
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
        let rules: [fn(&Self) -> Option<usize>; 6] = [
            Self::annotated,
            Self::walrus,
            Self::operator_in_target,
            Self::after_keyword,
            Self::bare_generator,
            Self::star_in_parameters,
        ];
        rules.iter().find_map(|rule| rule(self))
    }

    /// `a.b := c`, and what else `:=` cannot bind.
    pub fn walrus_target(&self) -> Option<SyntaxError> {
        let in_call = self.enclosing().is_some_and(|(open, _)| self.is_call(open));
        if self.token.kind != Tok::ColonEqual || in_call {
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
        let colon = match extent::list(self.tokens, start) {
            Some(end) if end < self.failed => end,
            None if start > self.start && start < self.failed => start,
            _ => return None,
        };
        let fits = match self.list_at(start).map(|(target, _)| target.kind) {
            Some(ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }) => start == self.start,
            _ => false,
        };
        (self.kind(colon) == Some(Tok::Colon) && !fits).then_some(colon)
    }

    /// The `:=` behind what is no name.
    fn walrus(&self) -> Option<usize> {
        let walrus = self.failed.checked_sub(1).filter(|&at| self.kind(at) == Some(Tok::ColonEqual))?;
        let before = |count: usize| walrus.checked_sub(count).and_then(|at| self.kind(at));
        (before(1) != Some(Tok::Name) || before(2) == Some(Tok::Dot)).then_some(walrus)
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
        let is_del = self.kind(word) == Some(Tok::Del);
        let mut inside = (word + 1..self.failed).filter(|&at| self.depth(at) == depth);
        inside
            .by_ref()
            .take_while(|&at| self.kind(word) != Some(Tok::As) || self.kind(at) != Some(Tok::Comma))
            .find(|&at| self.kind(at).is_some_and(|kind| is_operator(kind) || is_del && kind == Tok::Star))
    }

    /// The items of the call around the failed token that begin before it.
    fn call_items(&self) -> Option<Vec<usize>> {
        let (open, commas) = self.enclosing().filter(|&(open, _)| self.is_call(open))?;
        let mut items: Vec<usize> = std::iter::once(open).chain(commas.into_iter().rev()).map(|at| at + 1).collect();
        items.retain(|&item| item < self.failed);
        Some(items)
    }

    fn is_keyword_item(&self, item: usize) -> bool {
        self.kind(item) == Some(Tok::DoubleStar)
            || self.kind(item) == Some(Tok::Name) && self.kind(item + 1) == Some(Tok::Equal)
    }

    /// `f(a=1, b` and something that cannot stand there.
    pub fn arguments(&self) -> Option<SyntaxError> {
        let items = self.call_items()?;
        let (&last, before) = items.split_last()?;
        let unpacks = before.iter().any(|&item| self.kind(item) == Some(Tok::DoubleStar));
        if !before.iter().any(|&item| self.is_keyword_item(item)) {
            return None;
        }
        if self.kind(last) == Some(Tok::Star) && self.failed == last + 1 {
            return Some(message::iterable_after_unpacking(self.range(last, last + 1)));
        }
        let is_whole = extent::expression(self.tokens, last, Level::Expression) == Some(self.failed);
        if !is_whole || self.token.kind == Tok::Equal {
            return None;
        }
        Some(match unpacks {
            true => message::positional_after_unpacking(self.here()),
            false => message::positional_after_keyword(self.here()),
        })
    }

    /// Behind a keyword argument only names and stars begin another.
    fn after_keyword(&self) -> Option<usize> {
        let items = self.call_items()?;
        let (&last, before) = items.split_last()?;
        let begins = matches!(self.kind(last), Some(Tok::Name | Tok::Star | Tok::DoubleStar));
        (!begins && before.iter().any(|&item| self.is_keyword_item(item))).then_some(last)
    }

    /// The `for` of a generator that is not alone in a call.
    fn bare_generator(&self) -> Option<usize> {
        let items = self.call_items()?;
        let alone = items.len() == 1 && self.kind(items[0]) != Some(Tok::Star);
        self.unfinished_for().filter(|_| !alone)
    }

    /// A `*` or `/` among parameters with nothing behind it, where none can stand.
    fn star_in_parameters(&self) -> Option<usize> {
        let at = self.failed.checked_sub(1)?;
        let lambda = (self.start..at).any(|at| self.kind(at) == Some(Tok::Lambda));
        if !lambda && !(self.start..at).any(|at| self.kind(at) == Some(Tok::Def)) {
            return None;
        }
        let before = at.checked_sub(1).and_then(|at| self.kind(at))?;
        match self.kind(at)? {
            Tok::Slash => (before == Tok::LParen || before == Tok::Lambda).then_some(at),
            Tok::Star if before == Tok::Comma => {
                let depth = self.depth(at);
                let first = (self.start..at).find(|&other| {
                    self.kind(other) == Some(Tok::Star)
                        && self.depth(other) == depth
                        && matches!(self.kind(other - 1), Some(Tok::Comma | Tok::LParen | Tok::Lambda))
                });
                first.map(|_| at)
            }
            _ => None,
        }
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
        let span = Span::new(self.node(item, equal).start, self.range(item, self.failed).end);
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
            | Await
    )
}
