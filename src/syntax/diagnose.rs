//! Words for what the grammar refuses: the `invalid_*` rules of CPython, found from the tokens around the place.
//!
//! The place is the first token that cannot stand where it does; the rules look back over its statement. They
//! come in CPython's order, outer expressions before inner ones, and the first that applies speaks.

mod headers;
mod targets;

use crate::ast::Span;
use crate::error::{End, SyntaxError, message};
use crate::extent::{self, Level};
use crate::layout::{Bracket, Lexed};
use crate::parse;
use crate::source::Source;
use crate::token::{Tok, Token};
use crate::tree::Builder;

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

    // ---- Expressions ----

    /// Places in the statement, before the failed token, where an expression begins.
    fn expression_starts(&self) -> impl Iterator<Item = usize> {
        let begins = |&at: &usize| {
            if self.is_loop_target(at) {
                return false;
            }
            at == self.start
                || at == self.start + 1 && self.kind(self.start) == Some(Tok::If)
                || at.checked_sub(1).is_some_and(|before| self.may_precede_expression(before))
        };
        (self.start..self.failed).filter(begins)
    }

    /// Where the expressions of the statement begin; a `case` has none before its guard.
    fn guard(&self) -> Option<usize> {
        match self.kind(self.start) {
            Some(Tok::Case) => {
                let guard = self.tokens[self.start..self.failed].iter().position(|t| t.kind == Tok::If)?;
                Some(self.start + guard + 1)
            }
            _ => Some(self.start),
        }
    }

    fn may_precede_expression(&self, at: usize) -> bool {
        match self.kind(at) {
            // Tried where no target can be read.
            Some(Tok::For) => self.unfinished_for() == Some(at),
            Some(Tok::As) => matches!(self.kind(self.start), Some(Tok::With | Tok::WithParen)),
            // Unpacked by a call.
            Some(Tok::Star | Tok::DoubleStar) => {
                let before = at.checked_sub(1).and_then(|at| self.kind(at));
                let first = before.is_some_and(|kind| kind == Tok::LParen || kind == Tok::Comma);
                first && self.opened_before(at).is_some_and(|open| self.is_call(open))
            }
            Some(kind) => precedes_expression(kind),
            None => false,
        }
    }

    fn expressions(&self) -> Option<SyntaxError> {
        let guard = self.guard()?;
        let starts: Vec<usize> = self.expression_starts().filter(|&at| at >= guard).collect();
        for (number, &at) in starts.iter().enumerate() {
            if let Some((error, read)) = self.adjacent(at) {
                // What stands in a bracket that breaks off is read before what stands around it is judged.
                let inner = starts[number..].iter().filter(|&&inner| inner > read && self.contains_failed(read));
                let within = inner.into_iter().find_map(|&at| self.judged(at));
                return Some(within.unwrap_or(error));
            }
            if let Some(error) = self.assignment(at) {
                return Some(error);
            }
        }
        // What follows a name is tried as the argument of a statement of Python 2.
        let named = self.failed > self.start.max(guard) && self.before() == Some(Tok::Name);
        if named && starts.contains(&(self.failed - 1)) && !self.is_name_only(self.failed) {
            return self.legacy(self.failed).or_else(|| self.followed());
        }
        None
    }

    /// Two expressions behind a name in brackets.
    fn followed(&self) -> Option<SyntaxError> {
        let end = extent::expression(self.tokens, self.failed, Level::Disjunction)?;
        let after = extent::expression(self.tokens, end, Level::Expression)?;
        parse::part(self.text, self.tokens.get(end..after)?)?;
        let comma = message::forgot_comma(self.both((self.failed, end), (end, after)));
        self.in_brackets(end).then_some(comma)
    }

    fn judged(&self, at: usize) -> Option<SyntaxError> {
        self.adjacent(at).map(|(error, _)| error).or_else(|| self.assignment(at))
    }

    /// Whether a bracket opens at a token, and the failed one stands in it.
    fn contains_failed(&self, open: usize) -> bool {
        self.kind(open).is_some_and(Tok::opens)
            && open < self.failed
            && extent::close(self.tokens, open).is_none_or(|close| close >= self.failed)
    }

    /// Whether a token stands between a `for` and its `in`.
    fn is_loop_target(&self, at: usize) -> bool {
        let mut depth = 0usize;
        for before in (self.start..at).rev() {
            match self.tokens[before].kind {
                kind if kind.closes() => depth += 1,
                kind if kind.opens() && depth == 0 => return false,
                kind if kind.opens() => depth -= 1,
                Tok::In if depth == 0 => return false,
                Tok::For if depth == 0 => return self.unfinished_for() != Some(before),
                _ => {}
            }
        }
        false
    }

    /// `print x`
    fn legacy(&self, at: usize) -> Option<SyntaxError> {
        if self.kind(at) != Some(Tok::Name) || !matches!(self.word(at), "print" | "exec") {
            return None;
        }
        if self.kind(at + 1) == Some(Tok::LParen) {
            return None;
        }
        let after = extent::list(self.tokens, at + 1)?;
        Some(message::missing_print_parentheses(self.range(at, after), self.word(at)))
    }

    /// `a b`: a comma forgotten, a Python 2 statement, or `a if b` without `else`. With the error comes the token at which the
    /// expressions before it break off.
    fn adjacent(&self, at: usize) -> Option<(SyntaxError, usize)> {
        let read = &self.tokens[..self.failed];
        let end = extent::expression(read, at, Level::Disjunction)?;
        if self.kind(end) == Some(Tok::If) {
            let read = if end == self.failed { self.tokens } else { read };
            let test = extent::expression(read, end + 1, Level::Disjunction)?;
            let goes_on = matches!(self.kind(test), Some(Tok::Else | Tok::Colon));
            return (!goes_on).then(|| (message::expected_else(self.both((at, end), (end + 1, test))), test));
        }
        let begun = matches!(self.kind(end), Some(Tok::LBracket | Tok::Not)) && end + 1 == self.failed;
        if end == self.failed || begun {
            return self.neighbours(at, end).map(|error| (error, end));
        }
        None
    }

    /// `a b`, where `b` begins at `end`.
    fn neighbours(&self, at: usize, end: usize) -> Option<SyntaxError> {
        if self.is_name_only(at) {
            return None;
        }
        if end == at + 1
            && let Some(error) = self.legacy(at)
        {
            return Some(error);
        }
        if let Some(error) = parse::strings_at(&Builder::new(self.text), self.lexed, end) {
            return Some(error);
        }
        if self.open_to_end(end) {
            return self.lexed.stop.as_ref().map(|stop| stop.error.clone());
        }
        let excluded = self.kind(at) == Some(Tok::Name)
            && (self.kind(at + 1) == Some(Tok::String) || matches!(self.word(at), "match" | "case" | "_"));
        if excluded {
            return None;
        }
        let after = extent::expression(self.tokens, end, Level::Expression)?;
        let after = match parse::part(self.text, self.tokens.get(end..after)?) {
            Some(_) => after,
            // What follows it is wrong itself.
            None if self.kind(end).is_some_and(Tok::ends_operand) && !self.kind(end).is_some_and(Tok::closes) => {
                end + 1
            }
            None => return None,
        };
        self.in_brackets(end).then(|| message::forgot_comma(self.both((at, end), (end, after))))
    }

    /// Where only a name may stand: a parameter, what is imported.
    fn is_name_only(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.kind(at));
        match self.kind(self.start) {
            Some(Tok::From | Tok::Import) => true,
            Some(Tok::Def | Tok::Async) if self.keyword_kind() == Some(Tok::Def) => {
                !matches!(before, Some(Tok::Equal | Tok::Colon | Tok::Arrow))
            }
            _ => false,
        }
    }

    /// Whether an expression that begins here reads on until the text ends, within a bracket that is never closed.
    fn open_to_end(&self, at: usize) -> bool {
        let mut at = at;
        loop {
            match self.kind(at) {
                None => return self.unclosed.is_some(),
                Some(kind) if kind.opens() && extent::close(self.tokens, at).is_none() => at += 1,
                Some(_) => match extent::list(self.tokens, at) {
                    Some(end) => at = end,
                    None => return false,
                },
            }
        }
    }

    /// `(**a)`: what only a call or a dictionary can unpack.
    fn groups(&self) -> Option<SyntaxError> {
        let opened = match self.failed.checked_sub(1).filter(|&before| before >= self.start) {
            Some(before) => {
                let called = before.checked_sub(1).and_then(|at| self.kind(at)).is_some_and(Tok::ends_operand);
                self.kind(before) == Some(Tok::LParen) && !called && self.kind(self.start) != Some(Tok::Def)
            }
            None => self.grouped,
        };
        let end = extent::expression(self.tokens, self.failed + 1, Level::Expression)?;
        let closed = matches!(self.kind(end), Some(Tok::RParen | Tok::End));
        (self.token.kind == Tok::DoubleStar && opened && closed)
            .then(|| message::double_starred_in_group(self.token.span))
    }

    /// What precedes an error of the tree's builder at the failed token.
    fn earlier(&self, error: &SyntaxError) -> Option<SyntaxError> {
        if error.message.starts_with("cannot use assignment expressions with") {
            // In a call only a name is tried with `:=`.
            let (open, _) = self.enclosing()?;
            let walrus = self.tokens[self.failed..].iter().find(|token| token.kind == Tok::ColonEqual)?;
            let begins = matches!(self.before(), Some(Tok::LParen | Tok::Comma));
            return (begins && self.is_call(open)).then(|| message::invalid_syntax(walrus.span));
        }
        if error.message.starts_with("cannot assign to ")
            && !error.message.contains(" here.")
            && self.depth(self.failed) == 0
        {
            let first = extent::expression(self.tokens, self.start, Level::Expression)?;
            let listed = self.kind(first) == Some(Tok::Comma);
            return if listed { self.assigned_item() } else { None };
        }
        None
    }

    /// How many brackets of the statement are open in front of a token.
    fn depth(&self, end: usize) -> usize {
        let count = |of: fn(Tok) -> bool| self.tokens[self.start..end].iter().filter(|t| of(t.kind)).count();
        count(Tok::opens).saturating_sub(count(Tok::closes))
    }

    fn in_brackets(&self, end: usize) -> bool {
        self.grouped || self.depth(end) > 0
    }

    /// `a = b` where only an expression may stand.
    fn assignment(&self, at: usize) -> Option<SyntaxError> {
        if self.token.kind != Tok::Equal || extent::expression(self.tokens, at, Level::Operand)? != self.failed {
            return None;
        }
        let tested = matches!(self.kind(self.start), Some(Tok::If | Tok::Elif | Tok::While | Tok::Match | Tok::At));
        let outermost = self.enclosing().is_none_or(|(open, _)| self.depth(open) == 0);
        let unpacked = at.checked_sub(1).and_then(|at| self.kind(at));
        let plain = match self.kind(self.start) {
            _ if matches!(unpacked, Some(Tok::Star | Tok::DoubleStar)) => true,
            // The value of a key, or of a keyword.
            _ if unpacked == Some(Tok::Colon) && self.in_brackets(at) => true,
            _ if unpacked == Some(Tok::Equal) && self.enclosing().is_some_and(|(open, _)| self.is_call(open)) => true,
            Some(Tok::From | Tok::Import) => true,
            // Defaults, and what `with` opens.
            Some(Tok::Def) => outermost,
            Some(Tok::WithParen) => outermost && self.tokens[self.start..at].iter().any(|t| t.kind == Tok::As),
            _ => false,
        };
        if plain || !tested && !self.in_brackets(self.failed) {
            return None;
        }
        self.assignment_at(at)
    }

    /// What CPython says of `a = b` from a token on, unless another `=` follows.
    fn assignment_at(&self, at: usize) -> Option<SyntaxError> {
        let equal = extent::expression(self.tokens, at, Level::Operand)?;
        if self.kind(equal) != Some(Tok::Equal) {
            return None;
        }
        if self.open_to_end(equal + 1) {
            return self.lexed.stop.as_ref().map(|stop| stop.error.clone());
        }
        let end = extent::expression(self.tokens, equal + 1, Level::Operand)?;
        if matches!(self.kind(end), Some(Tok::Equal | Tok::ColonEqual)) {
            return None;
        }
        parse::part(self.text, self.tokens.get(equal + 1..end)?)?;
        if equal == at + 1 && self.kind(at) == Some(Tok::Name) {
            return Some(message::maybe_equality_or_walrus(self.both((at, equal), (equal + 1, end))));
        }
        let what = self.describe(at, equal)?;
        Some(message::cannot_assign_here(self.node(at, equal), what))
    }

    /// CPython's word for the operand from `at` to the token at `end`, unless it is one that the rule leaves out.
    fn describe(&self, at: usize, end: usize) -> Option<&'static str> {
        let last = end.checked_sub(1)?;
        let single = at == last;
        match self.kind(at)? {
            Tok::True | Tok::False | Tok::None if single => return None,
            Tok::Number if single => return Some("literal"),
            Tok::Ellipsis if single => return Some("ellipsis"),
            Tok::String if self.tokens[at..=last].iter().all(|t| t.kind == Tok::String) => return Some("literal"),
            Tok::Minus | Tok::Plus | Tok::Tilde => return Some("expression"),
            Tok::Await => return Some("await expression"),
            opening if opening.opens() && extent::close(self.tokens, at) == Some(last) => return None,
            _ => {}
        }
        let mut depth = 0usize;
        let mut opened = at;
        for i in at..=last {
            match self.kind(i)? {
                kind if kind.opens() => {
                    if depth == 0 {
                        opened = i;
                    }
                    depth += 1;
                }
                kind if kind.closes() => depth = depth.saturating_sub(1),
                Tok::Name | Tok::Number | Tok::String | Tok::Dot => {}
                _ if depth == 0 => return Some("expression"),
                _ => {}
            }
        }
        match (self.kind(last)?, self.kind(opened)?) {
            (Tok::RParen, Tok::LParen) => Some("function call"),
            (Tok::RBracket, Tok::LBracket) => Some("subscript"),
            (Tok::Name, _) => Some("attribute"),
            _ => Some("expression"),
        }
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
