//! Words for what the grammar refuses: the `invalid_*` rules of CPython, found from the tokens around the place.

use crate::ast::Span;
use crate::error::{SyntaxError, message};
use crate::layout::Lexed;
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
    let context = Context { text, tokens, failed, token, expected };
    let error = context.explain();
    // The end of input: an interactive session may go on.
    let at_end = tokens[failed..].iter().all(|t| matches!(t.kind, Tok::Newline | Tok::Dedent | Tok::End));
    let needs_block = context.wants("indent") || context.wants("\"except\"");
    SyntaxError { incomplete: at_end && needs_block, ..error }
}

struct Context<'a> {
    text: &'a str,
    tokens: &'a [Token],
    failed: usize,
    token: Token,
    expected: &'a [String],
}

impl Context<'_> {
    fn wants(&self, what: &str) -> bool {
        self.expected.iter().any(|word| word == what)
    }

    fn explain(&self) -> SyntaxError {
        let kind = self.token.kind;
        let span = self.token.span;
        if self.wants("indent") {
            if let Some((after, line)) = self.block_owner() {
                return message::expected_block(span, &after, line);
            }
        }
        match kind {
            Tok::Indent => return message::unexpected_indent(span),
            Tok::Dedent if !self.wants("\"except\"") => {
                return SyntaxError::indentation("unexpected unindent", span);
            }
            _ => {}
        }
        message::invalid_syntax(span)
    }

    /// What the block that is missing belongs to, in CPython's words, and the line of its keyword.
    fn block_owner(&self) -> Option<(String, u32)> {
        // Before the failed token stands the line end, before that the line of the keyword.
        let before = &self.tokens[..self.failed.saturating_sub(1)];
        let start = before.iter().rposition(|t| matches!(t.kind, Tok::Newline | Tok::Indent | Tok::Dedent));
        let line = &before[start.map_or(0, |i| i + 1)..];
        let keyword = line.iter().find(|t| t.kind != Tok::Async)?;
        let word = self.text.get(keyword.span.start as usize..keyword.span.end as usize)?;
        let after = match keyword.kind {
            Tok::Def => "function definition".to_owned(),
            Tok::Class => "class definition".to_owned(),
            Tok::Except if line.get(1).is_some_and(|t| t.kind == Tok::Star) => "'except*' statement".to_owned(),
            _ => format!("'{word}' statement"),
        };
        Some((after, Source::new(self.text).line(keyword.span.start)))
    }
}
