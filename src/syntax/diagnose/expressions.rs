//! Rules of `diagnose` for expressions: two that follow each other, a condition without `else`, `=` for `==`, groups.

use super::{Place, precedes_expression};
use crate::error::{SyntaxError, message};
use crate::extent::{self, Level};
use crate::parse;
use crate::token::Tok;
use crate::tree::Builder;

impl Place<'_> {
    /// Places in the statement, before the failed token, where an expression begins.
    pub fn expression_starts(&self) -> impl Iterator<Item = usize> {
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
    pub fn guard(&self) -> Option<usize> {
        match self.kind(self.start) {
            Some(Tok::Case) => {
                let guard = self.tokens[self.start..self.failed].iter().position(|t| t.kind == Tok::If)?;
                Some(self.start + guard + 1)
            }
            _ => Some(self.start),
        }
    }

    pub fn may_precede_expression(&self, at: usize) -> bool {
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

    pub fn expressions(&self) -> Option<SyntaxError> {
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
    pub fn followed(&self) -> Option<SyntaxError> {
        let end = extent::expression(self.tokens, self.failed, Level::Disjunction)?;
        let after = extent::expression(self.tokens, end, Level::Expression)?;
        parse::part(self.text, self.tokens.get(end..after)?)?;
        let comma = message::forgot_comma(self.both((self.failed, end), (end, after)));
        self.in_brackets(end).then_some(comma)
    }

    pub fn judged(&self, at: usize) -> Option<SyntaxError> {
        self.adjacent(at).map(|(error, _)| error).or_else(|| self.assignment(at))
    }

    /// Whether a bracket opens at a token, and the failed one stands in it.
    pub fn contains_failed(&self, open: usize) -> bool {
        self.kind(open).is_some_and(Tok::opens)
            && open < self.failed
            && extent::close(self.tokens, open).is_none_or(|close| close >= self.failed)
    }

    /// Whether a token stands between a `for` and its `in`.
    pub fn is_loop_target(&self, at: usize) -> bool {
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
    pub fn legacy(&self, at: usize) -> Option<SyntaxError> {
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
    pub fn adjacent(&self, at: usize) -> Option<(SyntaxError, usize)> {
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
    pub fn neighbours(&self, at: usize, end: usize) -> Option<SyntaxError> {
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
    pub fn is_name_only(&self, at: usize) -> bool {
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
    pub fn open_to_end(&self, at: usize) -> bool {
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
    pub fn groups(&self) -> Option<SyntaxError> {
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
    pub fn earlier(&self, error: &SyntaxError) -> Option<SyntaxError> {
        if error.message.starts_with("cannot use assignment expressions with") {
            // In a call only a name is tried with `:=`.
            let (open, _) = self.enclosing()?;
            let walrus = self.tokens[self.failed..].iter().find(|token| token.kind == Tok::ColonEqual)?;
            let begins = matches!(self.before(), Some(Tok::LParen | Tok::Comma));
            return (begins && self.is_call(open)).then(|| message::invalid_syntax(walrus.span));
        }
        if error.message.starts_with("cannot assign to ")
            && let Some(error) = self.legacy(self.start)
        {
            return Some(error);
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
    pub fn depth(&self, end: usize) -> usize {
        let count = |of: fn(Tok) -> bool| self.tokens[self.start..end].iter().filter(|t| of(t.kind)).count();
        count(Tok::opens).saturating_sub(count(Tok::closes))
    }

    pub fn in_brackets(&self, end: usize) -> bool {
        self.grouped || self.depth(end) > 0
    }

    /// `a = b` where only an expression may stand.
    pub fn assignment(&self, at: usize) -> Option<SyntaxError> {
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
    pub fn assignment_at(&self, at: usize) -> Option<SyntaxError> {
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
    pub fn describe(&self, at: usize, end: usize) -> Option<&'static str> {
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
}
