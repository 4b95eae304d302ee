//! Tokens for colouring a line while it is typed: never fails, whatever the text.

use crate::ast::Span;
use crate::literal;
use crate::token::Tok;
use logos::Logos;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenClass {
    Keyword,
    Name,
    Number,
    String,
    Comment,
    Operator,
    /// A character that no token begins with.
    Unknown,
}

/// The tokens of `text` in order; blanks and line ends lie between them.
pub fn highlight_tokens(text: &str) -> Vec<(Span, TokenClass)> {
    let mut lexer = Tok::lexer(text);
    let mut tokens = Vec::new();
    while let Some(result) = lexer.next() {
        let span = lexer.span();
        let (class, end) = match result {
            Err(()) | Ok(Tok::Backslash) => (TokenClass::Unknown, span.end),
            Ok(Tok::LineBreak | Tok::Continuation) => continue,
            Ok(Tok::Name) => (TokenClass::Name, span.end),
            Ok(Tok::Comment) => (TokenClass::Comment, span.end),
            Ok(Tok::Number) => {
                let end = literal::number_end(text, span.start).map_or(span.end, |number| number.end);
                (TokenClass::Number, end)
            }
            Ok(Tok::String) => {
                let end = literal::string_end(text, span.start, span.end).unwrap_or_else(|stopped| stopped);
                (TokenClass::String, end)
            }
            Ok(kind) if kind.is_keyword() => (TokenClass::Keyword, span.end),
            Ok(_) => (TokenClass::Operator, span.end),
        };
        lexer.bump(end.saturating_sub(span.end));
        tokens.push((Span::new(span.start as u32, end as u32), class));
    }
    tokens
}
