//! Rules of `diagnose` for the headers of statements: handlers, missing colons, annotations, imports, parameters.

use super::Place;
use crate::error::{SyntaxError, message};
use crate::extent::{self, Level};
use crate::token::Tok;

impl Place<'_> {
    pub fn handlers(&self) -> Option<SyntaxError> {
        if self.kind(self.start) != Some(Tok::Except) {
            return None;
        }
        match (self.token.kind, self.before()) {
            (Tok::Comma, _) => {
                let first = self.start + if self.kind(self.start + 1) == Some(Tok::Star) { 2 } else { 1 };
                let only = extent::expression(self.tokens, first, Level::Expression)? == self.failed;
                let end = extent::list(self.tokens, self.failed + 1).filter(|_| only)?;
                let named = self.kind(end) == Some(Tok::As) && self.kind(end + 1) == Some(Tok::Name);
                let end = if named { end + 2 } else { end };
                let colon = self.kind(end) == Some(Tok::Colon);
                colon.then(|| message::multiple_exception_types(self.range(first, end)))
            }
            (Tok::Colon | Tok::Newline, Some(Tok::Star)) => Some(message::star_except_needs_type(self.here())),
            _ => None,
        }
    }

    pub fn colons(&self) -> Option<SyntaxError> {
        use Tok::*;
        let async_ = usize::from(self.kind(self.start) == Some(Async));
        let keyword = self.kind(self.start + async_)?;
        if keyword == Def && self.failed == self.start + async_ + 2 && self.before() == Some(Name) {
            return Some(message::expected(self.here(), "("));
        }
        if keyword == Def
            && let Some(arrow) =
                (self.start..=self.failed).find(|&at| self.kind(at) == Some(Arrow) && self.depth(at) == 0)
        {
            // The colon is missed behind the annotation, or in place of an arrow without one.
            let end = extent::expression(self.tokens, arrow + 1, Level::Expression).unwrap_or(arrow);
            let found = self.tokens.get(end).filter(|found| found.kind != Colon && end <= self.failed);
            return found.map(|found| message::expected(found.span, ":"));
        }
        let forced = matches!(keyword, Def | Try | Else | Finally);
        let before_line_end = self.token.kind == Newline
            && matches!(keyword, If | Elif | While | For | With | WithParen | Except | Class | Match | Case);
        let wanted = self.wants("\":\"") && !self.in_brackets(self.failed) && !self.behind_colon();
        (wanted && (forced || before_line_end)).then(|| message::expected(self.here(), ":"))
    }

    /// The header of a compound statement is over.
    fn behind_colon(&self) -> bool {
        let colons = (self.start..self.failed).filter(|&at| self.kind(at) == Some(Tok::Colon));
        colons.into_iter().any(|at| !self.in_brackets(at))
    }

    pub fn annotations(&self) -> Option<SyntaxError> {
        let end = extent::expression(self.tokens, self.start, Level::Expression)?;
        let annotated = self.kind(end) == Some(Tok::Colon)
            && extent::expression(self.tokens, end + 1, Level::Expression).is_some_and(|after| after <= self.failed);
        if !annotated || self.kind(self.start)?.opens() {
            return None;
        }
        let before_last = end.checked_sub(2).filter(|&at| at >= self.start).and_then(|at| self.kind(at));
        let fits = match self.kind(end - 1)? {
            Tok::Name => end == self.start + 1 || before_last == Some(Tok::Dot),
            last => last == Tok::RBracket,
        };
        (!fits).then(|| message::illegal_annotation(self.range(self.start, end)))
    }

    pub fn imports(&self) -> Option<SyntaxError> {
        let trailing = self.kind(self.start) == Some(Tok::From)
            && self.token.kind == Tok::Newline
            && self.before() == Some(Tok::Comma);
        trailing.then(|| message::import_trailing_comma(self.here()))
    }

    pub fn parameters(&self) -> Option<SyntaxError> {
        let header = &self.tokens[self.start..self.failed];
        let is_lambda = header.iter().any(|t| t.kind == Tok::Lambda);
        if !is_lambda && !header.iter().any(|t| t.kind == Tok::Def) {
            return None;
        }
        let before = *header.last()?;
        if before.kind == Tok::Slash && self.token.kind == Tok::Star {
            return Some(message::slash_before_star(self.token.span));
        }
        if before.kind == Tok::Equal && matches!(self.token.kind, Tok::RParen | Tok::Comma) && self.wants("name") {
            return Some(message::expected_default(before.span));
        }
        if self.token.kind != Tok::LParen || !matches!(before.kind, Tok::LParen | Tok::Comma | Tok::Lambda) {
            return None;
        }
        let close = extent::close(self.tokens, self.failed)?;
        let inner = &self.tokens[self.failed + 1..close];
        let names = !inner.is_empty() && inner.iter().all(|t| matches!(t.kind, Tok::Name | Tok::Comma));
        let span = self.range(self.failed, close + 1);
        names.then(|| if is_lambda { message::lambda_parentheses(span) } else { message::def_parentheses(span) })
    }
}
