//! Words for what the grammar refuses: the `invalid_*` rules of CPython, found from the tokens around the place.
//!
//! The place is the first token that cannot stand where it does; the rules look back over its statement. They
//! come in CPython's order, outer expressions before inner ones, and the first that applies speaks.

mod expressions;
mod headers;
mod targets;

use crate::ast::Span;
use crate::error::{End, SyntaxError, message};
use crate::extent::{self, Level};
use crate::layout::{Bracket, Lexed};
use crate::source::Source;
use crate::token::{Tok, Token};

/// Explains why the token at `failed` cannot stand there; `expected` names what could, as the grammar spells it.
pub fn diagnose(text: &str, lexed: &Lexed, failed: usize, expected: &[String]) -> SyntaxError {
    let tokens = &lexed.tokens;
    let Some(&token) = tokens.get(failed) else {
        return match &lexed.stop {
            Some(stop) => stop.error.clone(),
            None => message::invalid_syntax(Span::new(text.len() as u32, text.len() as u32)),
        };
    };
    let place = Place {
        text,
        lexed,
        tokens,
        failed,
        token,
        expected,
        start: simple_start(tokens, statement_start(tokens, failed), failed),
        grouped: lexed.grouped,
        unclosed: lexed.stop.as_ref().and_then(|stop| stop.open),
    };
    let error = place.explain();
    // At the end of input an interactive session may go on.
    let at_end = tokens[failed..].iter().all(|t| matches!(t.kind, Tok::Newline | Tok::Dedent | Tok::End));
    let wants_more = place.wants("indent") || place.wants("\"except\"") || place.tokens_since_decorator();
    SyntaxError { incomplete: at_end && wants_more, ..error }
}

/// What CPython says of an error that was found while the tree was built, where it would have spoken earlier.
pub fn reconsider(text: &str, lexed: &Lexed, error: SyntaxError) -> SyntaxError {
    let tokens = &lexed.tokens;
    let at = tokens.partition_point(|token| token.span.start < error.span.start);
    let Some(&token) = tokens.get(at) else { return error };
    let start = simple_start(tokens, statement_start(tokens, at), at);
    let unclosed = lexed.stop.as_ref().and_then(|stop| stop.open);
    let place =
        Place { text, lexed, tokens, failed: at, token, expected: &[], start, grouped: lexed.grouped, unclosed };
    place.earlier(&error).unwrap_or(error)
}

/// The index of the first token of the statement that holds `failed`.
fn statement_start(tokens: &[Token], failed: usize) -> usize {
    let ends = |t: &Token| matches!(t.kind, Tok::Newline | Tok::Indent | Tok::Dedent | Tok::Semicolon);
    tokens[..failed].iter().rposition(ends).map_or(0, |i| i + 1)
}

/// Where the statement begins that stands behind a header in the same line; `start`, if the header goes on.
fn simple_start(tokens: &[Token], start: usize, failed: usize) -> usize {
    use Tok::*;
    let header = tokens.get(start).is_some_and(|first| {
        matches!(
            first.kind,
            If | Elif
                | Else
                | While
                | For
                | With
                | WithParen
                | Try
                | Except
                | Finally
                | Def
                | Class
                | Async
                | Match
                | Case
        )
    });
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().take(failed).skip(start) {
        match token.kind {
            kind if kind.opens() => depth += 1,
            kind if kind.closes() => depth = depth.saturating_sub(1),
            Lambda if depth == 0 => return start,
            Colon if depth == 0 && header && at + 1 < failed => return at + 1,
            _ => {}
        }
    }
    start
}

struct Place<'a> {
    text: &'a str,
    lexed: &'a Lexed,
    tokens: &'a [Token],
    failed: usize,
    token: Token,
    expected: &'a [String],
    /// Where the statement begins.
    start: usize,
    /// Brackets that stand around the whole text.
    grouped: bool,
    /// The innermost bracket that is open where the text ends.
    unclosed: Option<Bracket>,
}

impl Place<'_> {
    fn wants(&self, what: &str) -> bool {
        self.expected.iter().any(|word| word == what)
    }

    fn kind(&self, at: usize) -> Option<Tok> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn before(&self) -> Option<Tok> {
        self.kind(self.failed.checked_sub(1)?)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| self.slice(t.span))
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// From the token at `from` to the one before `end`.
    fn range(&self, from: usize, end: usize) -> Span {
        let last = self.tokens.get(end.saturating_sub(1)).map_or(self.token.span, |t| t.span);
        self.tokens.get(from).map_or(last, |t| t.span.to(last))
    }

    /// The failed token.
    fn here(&self) -> Span {
        self.token.span
    }

    /// An expression from the token at `from` to the one before `end`, where CPython has it: parentheses around it do not count.
    fn node(&self, from: usize, end: usize) -> Span {
        let (mut from, mut end) = (from, end);
        while end > from + 2
            && self.kind(from) == Some(Tok::LParen)
            && extent::close(self.tokens, from) == Some(end - 1)
            && !self.is_compound(from + 1, end - 1)
        {
            (from, end) = (from + 1, end - 1);
        }
        self.range(from, end)
    }

    /// Whether what stands in parentheses makes a tuple or a generator.
    fn is_compound(&self, from: usize, end: usize) -> bool {
        let mut depth = 0usize;
        self.tokens[from..end].iter().any(|token| {
            match token.kind {
                kind if kind.opens() => depth += 1,
                kind if kind.closes() => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(token.kind, Tok::Comma | Tok::For)
        })
    }

    /// From the first expression to the end of the second; each is given by its first token and the one behind it.
    fn both(&self, first: (usize, usize), second: (usize, usize)) -> Span {
        Span::new(self.node(first.0, first.1).start, self.node(second.0, second.1).end)
    }

    /// The keyword of the statement.
    fn keyword_kind(&self) -> Option<Tok> {
        let start = self.start + usize::from(self.kind(self.start) == Some(Tok::Async));
        self.kind(start)
    }

    /// The end of input as CPython sees it: the last line that it has read.
    fn here_or_last_line(&self) -> Span {
        let at = self.token.span.start;
        let at_end = at as usize == self.text.len() && self.text.ends_with('\n');
        if at_end { Span::new(at - 1, at - 1) } else { self.token.span }
    }

    /// A decorator still lacks what it decorates.
    fn tokens_since_decorator(&self) -> bool {
        let before = &self.tokens[..self.start.saturating_sub(1)];
        self.kind(statement_start(self.tokens, before.len())) == Some(Tok::At)
    }

    fn explain(&self) -> SyntaxError {
        let near: [fn(&Self) -> Option<SyntaxError>; 10] = [
            Self::dictionaries,
            Self::walrus_target,
            Self::compared,
            Self::expressions,
            Self::groups,
            Self::class_patterns,
            Self::keyword,
            Self::arguments,
            Self::targets,
            Self::comprehension_targets,
        ];
        let headers: [fn(&Self) -> Option<SyntaxError>; 5] =
            [Self::handlers, Self::colons, Self::annotations, Self::imports, Self::parameters];
        let near = if self.is_long() { &[][..] } else { &near };
        self.blocks()
            .or_else(|| near.iter().chain(&headers).find_map(|rule| rule(self)))
            .unwrap_or_else(|| self.invalid_syntax())
    }

    /// Looking back over a very long statement would take time that grows with its square.
    fn is_long(&self) -> bool {
        const LONGEST: usize = 2_000;
        self.failed - self.start > LONGEST
    }

    /// The message without a reason, at the token that CPython reads last.
    fn invalid_syntax(&self) -> SyntaxError {
        let refused = if self.is_long() { None } else { self.refused_target() };
        if let Some(earlier) = refused.and_then(|at| self.tokens.get(at)) {
            return message::invalid_syntax(earlier.span);
        }
        match self.token.kind {
            // The parenthesis that CPython puts behind the expression.
            Tok::End if self.grouped => {
                let at = self.token.span.start;
                message::invalid_syntax(Span::new(at, at + 1))
            }
            Tok::End => message::invalid_syntax(self.here_or_last_line()).with_end(End::Nothing),
            _ => message::invalid_syntax(self.here()),
        }
    }

    // ---- Blocks ----

    fn blocks(&self) -> Option<SyntaxError> {
        if self.wants("indent") {
            let (after, line) = self.block_owner()?;
            return Some(self.at_block(message::expected_block(self.here_or_last_line(), &after, line)));
        }
        let at = self.token.span.start;
        if self.wants("\"except\"") && !self.wants("name") {
            let place = match self.token.kind {
                Tok::Indent => Span::new(at.saturating_sub(1), at.saturating_sub(1)),
                _ => self.here_or_last_line(),
            };
            return Some(self.at_block(message::expected_handler(place)));
        }
        match self.token.kind {
            Tok::Indent => {
                let before = at.saturating_sub(1);
                Some(message::unexpected_indent(Span::new(before, before)).with_end(End::Offset(-1)))
            }
            Tok::Dedent => {
                Some(self.at_block(SyntaxError::indentation("unexpected unindent", self.here_or_last_line())))
            }
            _ => None,
        }
    }

    /// The layout's own tokens have no width, and `Dedent` no place.
    fn at_block(&self, error: SyntaxError) -> SyntaxError {
        match self.token.kind {
            Tok::Dedent if (self.token.span.start as usize) < self.text.len() => {
                // CPython counts up to where it has read: the indentation of the next line.
                let at = self.token.span.start;
                match Source::new(self.text).position(at).column {
                    0 => error.with_end(End::NoPlace),
                    _ => SyntaxError { span: Span::new(at - 1, at - 1), ..error }.with_end(End::Offset(-1)),
                }
            }
            Tok::Dedent | Tok::Indent | Tok::End | Tok::Newline => error.with_end(End::Offset(-1)),
            _ => error,
        }
    }

    /// What the block that is missing belongs to, in CPython's words, and the line of its keyword.
    fn block_owner(&self) -> Option<(String, u32)> {
        // Before the failed token stands the line end, before that the line of the keyword.
        let end = self.failed.saturating_sub(1);
        let first = statement_start(self.tokens, end);
        let at = if self.kind(first) == Some(Tok::Async) { first + 1 } else { first };
        let keyword = self.tokens.get(at)?;
        let after = match keyword.kind {
            Tok::Def => "function definition".to_owned(),
            Tok::Class => "class definition".to_owned(),
            Tok::Except if self.kind(at + 1) == Some(Tok::Star) => "'except*' statement".to_owned(),
            _ => format!("'{}' statement", self.word(at)),
        };
        Some((after, Source::new(self.text).line(keyword.span.start)))
    }

    // ---- Displays ----

    /// The innermost bracket of the statement that is open in front of a token.
    fn opened_before(&self, end: usize) -> Option<usize> {
        let mut depth = 0usize;
        for at in (self.start..end).rev() {
            match self.kind(at)? {
                kind if kind.closes() => depth += 1,
                kind if kind.opens() && depth == 0 => return Some(at),
                kind if kind.opens() => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Whether a parenthesis holds arguments.
    fn is_call(&self, open: usize) -> bool {
        let callee = open.checked_sub(1).and_then(|at| self.kind(at));
        self.kind(open) == Some(Tok::LParen)
            && callee.is_some_and(Tok::ends_operand)
            && !matches!(self.keyword_kind(), Some(Tok::Def | Tok::Case))
    }

    /// The bracket around the failed token and the commas directly in it.
    fn enclosing(&self) -> Option<(usize, Vec<usize>)> {
        let mut depth = 0usize;
        let mut commas = Vec::new();
        for at in (self.start..self.failed).rev() {
            match self.kind(at)? {
                kind if kind.closes() => depth += 1,
                kind if kind.opens() && depth == 0 => return Some((at, commas)),
                kind if kind.opens() => depth -= 1,
                Tok::Comma if depth == 0 => commas.push(at),
                _ => {}
            }
        }
        None
    }

    fn dictionaries(&self) -> Option<SyntaxError> {
        let (open, commas) = self.enclosing()?;
        if self.kind(open) != Some(Tok::LBrace) || self.guard().is_none_or(|guard| open < guard) {
            return None;
        }
        let item = commas.first().map_or(open + 1, |comma| comma + 1);
        let key = extent::expression(self.tokens, item, Level::Expression)?;
        if self.kind(key) == Some(Tok::Colon) && self.failed == key + 1 {
            return match self.token.kind {
                Tok::RBrace | Tok::Comma => Some(message::dict_value_missing(self.range(key, key + 1))),
                Tok::Star => {
                    let end = extent::expression(self.tokens, self.failed + 1, Level::Operand)?;
                    Some(message::dict_value_starred(self.range(self.failed, end)))
                }
                _ => None,
            };
        }
        let in_dict = self.kind(open + 1) == Some(Tok::DoubleStar)
            || extent::expression(self.tokens, open + 1, Level::Expression)
                .is_some_and(|first| self.kind(first) == Some(Tok::Colon));
        let depth = self.depth(self.failed);
        let in_dict =
            in_dict && !(open..self.failed).any(|at| self.kind(at) == Some(Tok::For) && self.depth(at) == depth);
        if key <= self.failed && self.kind(key) != Some(Tok::Colon) && in_dict && item > open + 1 {
            let node = self.node(item, key);
            let end = node.end;
            let last = self.slice(node).chars().next_back().map_or(1, char::len_utf8);
            return Some(
                message::dict_key_colon(Span::new(end.saturating_sub(last as u32), end)).with_end(End::Offset(0)),
            );
        }
        None
    }

    fn comprehension_targets(&self) -> Option<SyntaxError> {
        let (open, commas) = self.enclosing().filter(|_| self.token.kind == Tok::For)?;
        let items = extent::list(self.tokens, open + 1) == Some(self.failed);
        let guarded = self.guard().is_some_and(|guard| guard <= open);
        let depth = self.depth(self.failed);
        let clause =
            (self.failed + 1..self.tokens.len()).find(|&at| self.kind(at) == Some(Tok::In) && self.depth(at) == depth);
        let complete = clause.is_some_and(|at| {
            at > self.failed + 1 && extent::expression(self.tokens, at + 1, Level::Disjunction).is_some()
        });
        let bare = guarded
            && items
            && complete
            && !commas.is_empty()
            && matches!(self.kind(open), Some(Tok::LBracket | Tok::LBrace));
        let first = extent::expression(self.tokens, open + 1, Level::Expression)?;
        let start = self.node(open + 1, first).start;
        bare.then(|| message::comprehension_target(Span::new(start, self.range(open + 1, self.failed).end)))
    }
}

/// Whether what follows this token is an `expression` of the grammar, not merely an operand.
fn precedes_expression(kind: Tok) -> bool {
    use Tok::*;
    kind.opens()
        || kind.is_augmented_assignment()
        || matches!(
            kind,
            Comma
                | Equal
                | Colon
                | ColonEqual
                | Else
                | Return
                | Yield
                | Assert
                | While
                | Elif
                | Except
                | Raise
                | From
                | With
                | Arrow
                | Semicolon
                | Match
                | At
        )
}
