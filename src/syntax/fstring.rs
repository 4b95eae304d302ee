//! Strings as the grammar sees them: concatenation, and the parts of f-strings.
//!
//! Invariants: a nested expression is parsed in place, so its spans are those of the source; nesting is bounded,
//! as an expression can hold neither a backslash nor the quotes around it. Source: `Parser/string_parser.c` of
//! CPython 3.11 (`fstring_find_literal`, `fstring_find_expr`).

use crate::ast::*;
use crate::error::{End, SyntaxError, Warning, WarningKind, message};
use crate::literal::{Decoder, StringShape, string_shape};
use crate::parse;
use crate::tree::Builder;

/// Format specifications may nest this deep.
const MAX_SPEC_DEPTH: u32 = 2;
const MAX_BRACKETS: usize = 200;

/// The value of adjacent string tokens.
pub fn concatenate(cx: &Builder, pieces: &[Span]) -> Result<ExprKind, SyntaxError> {
    let shapes: Vec<StringShape> = pieces.iter().map(|&span| string_shape(cx.text, span)).collect();
    let is_bytes = shapes.first().is_some_and(|shape| shape.bytes);
    let mut parts = Parts::default();
    for (&token, &shape) in pieces.iter().zip(&shapes) {
        if shape.bytes && !cx.slice(shape.body).is_ascii() {
            return Err(message::non_ascii_bytes(token));
        }
        if shape.bytes != is_bytes {
            let end = pieces.last().map_or(0, |span| span.end);
            return Err(message::mixed_bytes(Span::new(end, end)).with_end(End::NextToken));
        }
        let mut reader = Reader { cx, shape, token, at: shape.body.start as usize };
        if shape.formatted {
            reader.parts(0, &mut parts)?;
        } else {
            reader.decode(shape.body, &mut parts.literal)?;
        }
    }
    if shapes.iter().any(|shape| shape.formatted) {
        return Ok(ExprKind::FString(parts.finish()));
    }
    let value = parts.literal.into_boxed_slice();
    Ok(ExprKind::Constant(if is_bytes { Constant::Bytes(value) } else { Constant::Str(value) }))
}

/// Parts so far; adjacent literals merge.
#[derive(Default)]
struct Parts {
    done: Vec<FStringPart>,
    literal: Vec<u8>,
}

impl Parts {
    fn flush(&mut self) {
        if !self.literal.is_empty() {
            let literal = std::mem::take(&mut self.literal);
            self.done.push(FStringPart::Literal(literal.into_boxed_slice()));
        }
    }

    fn finish(mut self) -> Vec<FStringPart> {
        self.flush();
        self.done
    }
}

/// Reads one string token; `at` is the next byte of the source.
struct Reader<'a, 's> {
    cx: &'a Builder<'s>,
    shape: StringShape,
    token: Span,
    at: usize,
}

impl Reader<'_, '_> {
    fn end(&self) -> usize {
        self.shape.body.end as usize
    }

    fn peek(&self) -> Option<u8> {
        self.cx.text.as_bytes().get(..self.end())?.get(self.at).copied()
    }

    fn decode(&self, part: Span, out: &mut Vec<u8>) -> Result<(), SyntaxError> {
        let mut warn = |message, _| {
            self.cx.warn(Warning { kind: WarningKind::Deprecation, message, span: self.token });
        };
        let mut decoder = Decoder { shape: self.shape, token_end: self.token.end, warn: &mut warn };
        decoder.decode(self.cx.slice(part), part.start, out)
    }

    /// CPython points behind the string, at the last token that it has read.
    fn fail(&self, inner: &str) -> SyntaxError {
        message::fstring(Span::new(self.token.end, self.token.end), inner).with_end(End::NextToken)
    }

    fn expect_more(&self) -> Result<u8, SyntaxError> {
        self.peek().ok_or_else(|| self.fail("expecting '}'"))
    }

    /// Literals and fields up to the end of the string, or of the specification that holds them (`depth` > 0).
    fn parts(&mut self, depth: u32, parts: &mut Parts) -> Result<(), SyntaxError> {
        loop {
            self.literal(depth, parts)?;
            match self.peek() {
                Some(b'{') => self.field(depth, parts)?,
                _ => return Ok(()),
            }
        }
    }

    fn literal(&mut self, depth: u32, parts: &mut Parts) -> Result<(), SyntaxError> {
        let mut start = self.at;
        while let Some(mut byte) = self.peek() {
            if byte == b'\\' && !self.shape.raw && self.at + 1 < self.end() {
                self.at += 1;
                byte = self.peek().unwrap_or(b'\\');
                if byte == b'N' && self.cx.text.as_bytes().get(self.at + 1) == Some(&b'{') {
                    let skipped = self.cx.text[self.at..self.end()].find('}');
                    self.at = skipped.map_or(self.end(), |length| self.at + length + 1);
                    continue;
                }
            }
            if byte != b'{' && byte != b'}' {
                self.at += 1;
                continue;
            }
            if depth > 0 {
                break;
            }
            let doubled = self.at + 1 < self.end() && self.cx.text.as_bytes()[self.at + 1] == byte;
            if doubled {
                self.literal_part(start, self.at + 1, parts)?;
                self.at += 2;
                start = self.at;
            } else if byte == b'}' {
                return Err(self.fail("single '}' is not allowed"));
            } else {
                break;
            }
        }
        self.literal_part(start, self.at, parts)
    }

    fn literal_part(&self, start: usize, end: usize, parts: &mut Parts) -> Result<(), SyntaxError> {
        self.decode(Span::new(start as u32, end as u32), &mut parts.literal)
    }

    /// A replacement field, from `{` to `}`.
    fn field(&mut self, depth: u32, parts: &mut Parts) -> Result<(), SyntaxError> {
        if depth >= MAX_SPEC_DEPTH {
            return Err(self.fail("expressions nested too deeply"));
        }
        self.at += 1;
        let start = self.at;
        self.skip_expression()?;
        let expression = Span::new(start as u32, self.at as u32);
        let delimiter = self.expect_more()?;
        if self.cx.slice(expression).trim().is_empty() {
            return Err(match delimiter {
                b'}' => self.fail("empty expression not allowed"),
                other => self.fail(&format!("expression required before '{}'", other as char)),
            });
        }
        let value = parse::nested(self.cx, expression)?;
        let documented = self.peek() == Some(b'=');
        if documented {
            self.at += 1;
            while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)) {
                self.at += 1;
            }
            let text = Span::new(expression.start, self.at as u32);
            parts.literal.extend_from_slice(self.cx.slice(text).replace("\r\n", "\n").as_bytes());
        }
        let mut conversion = Conversion::None;
        if self.expect_more()? == b'!' {
            self.at += 1;
            conversion = match self.expect_more()? {
                b's' => Conversion::Str,
                b'r' => Conversion::Repr,
                b'a' => Conversion::Ascii,
                _ => return Err(self.fail("invalid conversion character: expected 's', 'r', or 'a'")),
            };
            self.at += 1;
        }
        let mut spec = None;
        if self.expect_more()? == b':' {
            self.at += 1;
            let mut inner = Parts::default();
            self.parts(depth + 1, &mut inner)?;
            spec = Some(inner.finish());
        }
        if self.expect_more()? != b'}' {
            return Err(self.fail("expecting '}'"));
        }
        self.at += 1;
        if documented && conversion == Conversion::None && spec.is_none() {
            conversion = Conversion::Repr;
        }
        parts.flush();
        parts.done.push(FStringPart::Field { value, conversion, spec });
        Ok(())
    }

    /// Moves to the `!`, `:`, `=` or `}` that ends the expression.
    fn skip_expression(&mut self) -> Result<(), SyntaxError> {
        let mut open: Vec<u8> = Vec::new();
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => return Err(self.plain_fail(message::fstring_backslash)),
                b'#' => return Err(self.plain_fail(message::fstring_hash)),
                b'\'' | b'"' => {
                    self.skip_string(byte)?;
                    continue;
                }
                b'(' | b'[' | b'{' if open.len() >= MAX_BRACKETS => {
                    return Err(self.fail("too many nested parenthesis"));
                }
                b'(' | b'[' | b'{' => open.push(byte),
                b'!' | b'=' | b'<' | b'>' if open.is_empty() => {
                    let compares = self.at + 1 < self.end() && self.cx.text.as_bytes()[self.at + 1] == b'=';
                    match byte {
                        _ if compares => self.at += 1,
                        b'<' | b'>' => {}
                        _ => return Ok(()),
                    }
                }
                b':' | b'}' if open.is_empty() => return Ok(()),
                b')' | b']' | b'}' => self.close(byte, open.pop())?,
                _ => {}
            }
            self.at += 1;
        }
        match open.pop() {
            Some(bracket) => Err(self.fail(&format!("unmatched '{}'", bracket as char))),
            None => Ok(()),
        }
    }

    fn plain_fail(&self, make: fn(Span) -> SyntaxError) -> SyntaxError {
        make(Span::new(self.token.end, self.token.end)).with_end(End::NextToken)
    }

    fn close(&self, close: u8, open: Option<u8>) -> Result<(), SyntaxError> {
        let close = close as char;
        match open {
            None => Err(self.fail(&format!("unmatched '{close}'"))),
            Some(b'(') if close == ')' => Ok(()),
            Some(b'[') if close == ']' => Ok(()),
            Some(b'{') if close == '}' => Ok(()),
            Some(open) => {
                let open = open as char;
                let inner = format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
                Err(self.fail(&inner))
            }
        }
    }

    /// Moves behind a string inside an expression.
    fn skip_string(&mut self, quote: u8) -> Result<(), SyntaxError> {
        let rest = &self.cx.text.as_bytes()[self.at..self.end()];
        let triple = rest.get(1) == Some(&quote) && rest.get(2) == Some(&quote);
        let quotes = if triple { 3 } else { 1 };
        let mut at = quotes;
        while let Some(&byte) = rest.get(at) {
            if byte == b'\\' {
                return Err(self.plain_fail(message::fstring_backslash));
            }
            let closes =
                byte == quote && (!triple || rest.get(at + 1) == Some(&quote) && rest.get(at + 2) == Some(&quote));
            if closes {
                self.at += at + quotes;
                return Ok(());
            }
            at += 1;
        }
        Err(self.fail("unterminated string"))
    }
}
