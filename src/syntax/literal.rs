//! Literals: where they end, what they are worth.
//!
//! Invariants: `number_end` accepts exactly CPython's numbers, so `number` need not judge again; text comes out as
//! WTF-8, line ends in it as `\n`. Source: `Parser/tokenizer.c`, `Parser/string_parser.c` of CPython 3.11.

use crate::ast::{Constant, Span};
use crate::error::{End, SyntaxError, message};
use num_bigint::BigInt;

/// Decimal digits that CPython converts unless told otherwise.
const MAX_DECIMAL_DIGITS: usize = 4300;

// ---- Numbers ----

/// Reads a number from left to right; `at` is the next byte.
struct NumberScan<'t> {
    bytes: &'t [u8],
    at: usize,
    /// What the number is, where a keyword follows it without a blank.
    crowded: Option<&'static str>,
}

impl NumberScan<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn error(&self, make: impl FnOnce(Span) -> SyntaxError) -> SyntaxError {
        let at = self.at.saturating_sub(1) as u32;
        make(Span::new(at, at))
    }

    fn invalid(&self, base: &str) -> SyntaxError {
        self.error(|span| message::invalid_number(span, base))
    }

    /// Digits with single underscores between them.
    fn decimal_tail(&mut self) -> Result<(), SyntaxError> {
        loop {
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return Err(self.invalid("decimal"));
            }
        }
    }

    /// After `0x`, `0o` or `0b`.
    fn based_tail(&mut self, radix: u32, base: &'static str) -> Result<(), SyntaxError> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
            }
            if !(self.peek() as char).is_digit(radix) {
                return Err(self.bad_digit(base));
            }
            while (self.peek() as char).is_digit(radix) {
                self.at += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        if self.peek().is_ascii_digit() {
            return Err(self.bad_digit(base));
        }
        self.finish(base)
    }

    fn bad_digit(&mut self, base: &str) -> SyntaxError {
        let digit = self.peek();
        if !digit.is_ascii_digit() {
            return self.invalid(base);
        }
        self.at += 1;
        self.error(|span| message::invalid_digit(span, digit as char, base))
    }

    /// The exponent, if there is one, and the imaginary unit. A letter that only begins a keyword ends the number.
    fn fraction_end(&mut self, base: &'static str) -> Result<(), SyntaxError> {
        if matches!(self.peek(), b'e' | b'E') {
            let sign = matches!(self.bytes.get(self.at + 1), Some(b'+' | b'-'));
            let digit = self.at + if sign { 2 } else { 1 };
            if self.bytes.get(digit).is_some_and(u8::is_ascii_digit) {
                self.at = digit;
                self.decimal_tail()?;
            } else if sign {
                self.at += 2;
                return Err(self.invalid("decimal"));
            } else {
                return self.finish(base);
            }
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.at += 1;
            return self.finish("imaginary");
        }
        self.finish(base)
    }

    fn number(&mut self, start: usize) -> Result<(), SyntaxError> {
        if self.peek() == b'0' {
            let based = match self.bytes.get(start + 1) {
                Some(b'x' | b'X') => Some((16, "hexadecimal")),
                Some(b'o' | b'O') => Some((8, "octal")),
                Some(b'b' | b'B') => Some((2, "binary")),
                _ => None,
            };
            if let Some((radix, base)) = based {
                self.at += 2;
                return self.based_tail(radix, base);
            }
        }
        if self.peek() != b'.' {
            let leading_zero = self.peek() == b'0';
            self.decimal_tail()?;
            let digits = &self.bytes[start..self.at];
            let zeros = digits.iter().take_while(|b| matches!(b, b'0' | b'_')).count();
            if leading_zero && zeros < digits.len() && !matches!(self.peek(), b'.' | b'e' | b'E' | b'j' | b'J') {
                let span = Span::new(start as u32, (start + zeros) as u32);
                return Err(message::leading_zeros(span));
            }
            if self.peek() != b'.' {
                return self.fraction_end("decimal");
            }
        }
        self.at += 1;
        if self.peek().is_ascii_digit() {
            self.decimal_tail()?;
        }
        self.fraction_end("decimal")
    }

    /// No name may begin right after a number; a keyword may, with a warning.
    fn finish(&mut self, base: &'static str) -> Result<(), SyntaxError> {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let goes_on = |byte: Option<&u8>| byte.is_some_and(|&b| b.is_ascii_alphanumeric() || b == b'_');
        const WORDS: [&[u8]; 5] = [b"and", b"else", b"for", b"or", b"not"];
        const BEGINNINGS: [&[u8]; 3] = [b"if", b"in", b"is"];
        if WORDS.iter().any(|word| rest.starts_with(word) && !goes_on(rest.get(word.len())))
            || BEGINNINGS.iter().any(|word| rest.starts_with(word))
        {
            self.crowded = Some(base);
            return Ok(());
        }
        if goes_on(rest.first()) { Err(self.invalid(base)) } else { Ok(()) }
    }
}

/// Where a number ends.
pub struct NumberEnd {
    pub end: usize,
    /// What the number is, where a keyword follows it without a blank.
    pub crowded: Option<&'static str>,
}

/// Where the number that begins at `start` ends.
pub fn number_end(text: &str, start: usize) -> Result<NumberEnd, SyntaxError> {
    let mut scan = NumberScan { bytes: text.as_bytes(), at: start, crowded: None };
    scan.number(start)?;
    Ok(NumberEnd { end: scan.at, crowded: scan.crowded })
}

/// The value of a number that `number_end` has accepted.
pub fn number(text: &str, span: Span) -> Result<Constant, SyntaxError> {
    let plain: String = text.chars().filter(|&c| c != '_').collect::<String>().to_ascii_lowercase();
    let integer = |digits: &str, radix| BigInt::parse_bytes(digits.as_bytes(), radix);
    let value = if let Some(hex) = plain.strip_prefix("0x") {
        integer(hex, 16).map(Constant::Int)
    } else if let Some(octal) = plain.strip_prefix("0o") {
        integer(octal, 8).map(Constant::Int)
    } else if let Some(binary) = plain.strip_prefix("0b") {
        integer(binary, 2).map(Constant::Int)
    } else if let Some(imaginary) = plain.strip_suffix('j') {
        imaginary.parse().ok().map(Constant::Complex)
    } else if plain.contains(['.', 'e']) {
        plain.parse().ok().map(Constant::Float)
    } else if plain.len() > MAX_DECIMAL_DIGITS {
        return Err(message::too_many_digits(span, MAX_DECIMAL_DIGITS, plain.len()));
    } else {
        integer(&plain, 10).map(Constant::Int)
    };
    value.ok_or_else(|| message::invalid_number(span, "decimal"))
}

// ---- Strings ----

/// What stands before the opening quote, and where the text lies.
#[derive(Clone, Copy, Debug)]
pub struct StringShape {
    pub raw: bool,
    pub bytes: bool,
    pub formatted: bool,
    /// The text between the quotes.
    pub body: Span,
}

/// Takes apart the string token at `span`.
pub fn string_shape(text: &str, span: Span) -> StringShape {
    let bytes = text.as_bytes().get(span.start as usize..span.end as usize).unwrap_or(b"");
    let prefix = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let has = |letter: u8| bytes[..prefix].iter().any(|b| b.eq_ignore_ascii_case(&letter));
    let quoted = &bytes[prefix..];
    let triple = quoted.len() >= 6 && quoted[1] == quoted[0] && quoted[2] == quoted[0];
    let quotes = if triple { 3 } else { 1 };
    let start = span.start + (prefix + quotes) as u32;
    let body = Span::new(start, span.end.saturating_sub(quotes as u32).max(start));
    StringShape { raw: has(b'r'), bytes: has(b'b'), formatted: has(b'f'), body }
}

/// Where the string opened by `text[start..body]` ends, or where it breaks off.
pub fn string_end(text: &str, start: usize, body: usize) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let quote = bytes[body - 1];
    let triple = body - start >= 3 && bytes[body - 3..body].iter().all(|&b| b == quote);
    let mut at = body;
    loop {
        match bytes.get(at) {
            None => return Err(at),
            Some(b'\\') => {
                let crlf = bytes.get(at + 1) == Some(&b'\r') && bytes.get(at + 2) == Some(&b'\n');
                at = (at + if crlf { 3 } else { 2 }).min(bytes.len());
            }
            Some(b'\n' | b'\r') if !triple => return Err(at),
            Some(&b) if b == quote && !triple => return Ok(at + 1),
            Some(&b) if b == quote && bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote) => {
                return Ok(at + 3);
            }
            Some(_) => at += 1,
        }
    }
}

/// Decodes the escapes in a part of a string's body. `token_end` is behind it: CPython points at the token that follows.
pub struct Decoder<'a> {
    pub shape: StringShape,
    pub token_end: u32,
    pub warn: &'a mut dyn FnMut(String, Span),
}

impl Decoder<'_> {
    /// Appends the value of `text`, which begins at byte `start` of the source, to `out`.
    pub fn decode(&mut self, text: &str, start: u32, out: &mut Vec<u8>) -> Result<(), SyntaxError> {
        let at_end = Span::new(self.token_end, self.token_end);
        if self.shape.bytes && !text.is_ascii() {
            return Err(message::non_ascii_bytes(at_end).with_end(End::NextToken));
        }
        let mut rest = text;
        // Position as CPython counts it in its messages: other than ASCII takes ten bytes in its buffer.
        let mut position = 0;
        loop {
            let plain = rest.find(['\\', '\r']).unwrap_or(rest.len());
            out.extend_from_slice(&rest.as_bytes()[..plain]);
            position += rest[..plain].chars().map(|c| if c.is_ascii() { 1 } else { 10 }).sum::<usize>();
            rest = &rest[plain..];
            let used = match rest.as_bytes() {
                [] => return Ok(()),
                [b'\r', b'\n', ..] => {
                    out.push(b'\n');
                    2
                }
                [b'\r', ..] => {
                    out.push(b'\n');
                    1
                }
                _ if self.shape.raw => {
                    out.push(b'\\');
                    1
                }
                _ => {
                    let offset = start + (text.len() - rest.len()) as u32;
                    self.escape(rest, offset, position, out)?
                }
            };
            position += used;
            rest = &rest[used..];
        }
    }

    /// Decodes the escape at the start of `rest`; how many bytes it takes.
    fn escape(&mut self, rest: &str, offset: u32, position: usize, out: &mut Vec<u8>) -> Result<usize, SyntaxError> {
        let bytes = rest.as_bytes();
        let simple = match bytes.get(1) {
            None => {
                out.push(b'\\');
                return Ok(1);
            }
            Some(b'\r') if bytes.get(2) == Some(&b'\n') => return Ok(3),
            Some(b'\n' | b'\r') => return Ok(2),
            Some(b'\\') => b'\\',
            Some(b'\'') => b'\'',
            Some(b'"') => b'"',
            Some(b'a') => 7,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 11,
            Some(b'0'..=b'7') => {
                let length = bytes[1..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
                let value = bytes[1..=length].iter().fold(0, |n, b| n * 8 + u32::from(b - b'0'));
                self.push(value, out);
                return Ok(1 + length);
            }
            Some(b'x') => return self.hex(bytes, 2, position, out),
            Some(b'u') if !self.shape.bytes => return self.hex(bytes, 4, position, out),
            Some(b'U') if !self.shape.bytes => return self.hex(bytes, 8, position, out),
            Some(b'N') if !self.shape.bytes => return self.named(rest, position, out),
            Some(_) => {
                let c = rest[1..].chars().next().unwrap_or('\\');
                let span = Span::new(offset, offset + 2);
                (self.warn)(format!("invalid escape sequence '\\{c}'"), span);
                out.push(b'\\');
                return Ok(1);
            }
        };
        out.push(simple);
        Ok(2)
    }

    /// A code point, or in bytes a byte.
    fn push(&self, value: u32, out: &mut Vec<u8>) {
        if self.shape.bytes {
            out.push(value as u8);
        } else {
            push_wtf8(value, out);
        }
    }

    fn fail(&self, start: usize, length: usize, why: &str) -> SyntaxError {
        let at_end = Span::new(self.token_end, self.token_end);
        message::bad_escape(at_end, start, start + length - 1, why).with_end(End::NextToken)
    }

    fn hex(&self, bytes: &[u8], count: usize, position: usize, out: &mut Vec<u8>) -> Result<usize, SyntaxError> {
        let found = bytes[2..].iter().take(count).take_while(|b| b.is_ascii_hexdigit()).count();
        if found < count {
            let at_end = Span::new(self.token_end, self.token_end);
            let why = match count {
                2 if self.shape.bytes => {
                    return Err(message::bad_byte_escape(at_end, position).with_end(End::NextToken));
                }
                2 => "truncated \\xXX escape",
                4 => "truncated \\uXXXX escape",
                _ => "truncated \\UXXXXXXXX escape",
            };
            return Err(self.fail(position, 2 + found, why));
        }
        let digit = |b: &u8| (*b as char).to_digit(16).unwrap_or(0);
        let value = bytes[2..2 + count].iter().fold(0, |n, b| n << 4 | digit(b));
        if value > 0x10ffff {
            return Err(self.fail(position, 2 + count, "illegal Unicode character"));
        }
        self.push(value, out);
        Ok(2 + count)
    }

    fn named(&self, rest: &str, position: usize, out: &mut Vec<u8>) -> Result<usize, SyntaxError> {
        let malformed = "malformed \\N character escape";
        let Some(braced) = rest[2..].strip_prefix('{') else {
            return Err(self.fail(position, 2, malformed));
        };
        let Some(length) = braced.find('}').filter(|&length| length > 0) else {
            let length = if braced.starts_with('}') { 3 } else { rest.len() };
            return Err(self.fail(position, length, malformed));
        };
        let Some(c) = unicode_names2::character(&braced[..length]) else {
            return Err(self.fail(position, length + 4, "unknown Unicode character name"));
        };
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(length + 4)
    }
}

/// UTF-8, with a lone surrogate in three bytes as if it were a character.
pub fn push_wtf8(value: u32, out: &mut Vec<u8>) {
    match char::from_u32(value) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend([0xe0 | (value >> 12) as u8, 0x80 | (value >> 6 & 0x3f) as u8, 0x80 | (value & 0x3f) as u8]),
    }
}
