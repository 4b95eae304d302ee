//! Source text: from bytes to text, and from byte offsets to lines and columns.
//!
//! Invariants: `line_starts` is sorted, begins with 0 and has one entry per line; a line ends with `\n`, `\r\n`
//! or `\r`.

use crate::ast::Span;
use crate::error::{SyntaxError, message};

/// A place in the text as people and tracebacks count: lines from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: u32,
    /// In bytes, as `ast` nodes have it.
    pub byte_column: u32,
    /// In code points, as `SyntaxError.offset` has it (which counts from 1).
    pub column: u32,
}

pub struct Source<'t> {
    text: &'t str,
    line_starts: Vec<u32>,
}

impl<'t> Source<'t> {
    pub fn new(text: &'t str) -> Source<'t> {
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || byte == b'\r' && bytes.get(i + 1) != Some(&b'\n') {
                line_starts.push(i as u32 + 1);
            }
        }
        Source { text, line_starts }
    }

    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The line, from 1, that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.line_starts[line as usize - 1];
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        Position { line, byte_column: offset - start, column: before.chars().count() as u32 }
    }

    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }

    /// The text of a line without its end; empty for a line that does not exist.
    pub fn line_text(&self, line: u32) -> &'t str {
        let Some(&start) = line.checked_sub(1).and_then(|i| self.line_starts.get(i as usize)) else { return "" };
        let end = self.line_starts.get(line as usize).map_or(self.text.len(), |&end| end as usize);
        self.text.get(start as usize..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }
}

/// Why bytes are no source text, and where.
#[derive(Clone, Debug)]
pub struct Undecodable {
    why: Why,
    /// Bytes of the input.
    span: Span,
}

#[derive(Clone, Debug)]
enum Why {
    UnknownEncoding(String),
    /// Another encoding than UTF-8 behind a byte order mark.
    WithBom(String),
    NotUtf8 {
        byte: u8,
        reason: &'static str,
        declared: bool,
    },
    NullByte,
}

impl Undecodable {
    /// What is said of bytes that are given to `compile`.
    pub fn of_bytes(&self) -> SyntaxError {
        match &self.why {
            Why::UnknownEncoding(name) => message::unknown_encoding(self.span, name),
            Why::WithBom(name) => message::encoding_with_bom(self.span, name),
            Why::NotUtf8 { byte, reason, .. } => {
                let position = self.span.start;
                let codec = format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {position}");
                SyntaxError::new(format!("(unicode error) {codec}: {reason}"), self.span)
            }
            Why::NullByte => SyntaxError::new("source code cannot contain null bytes", self.span),
        }
    }

    /// What is said of a file whose encoding is the problem; that has no place.
    pub fn of_file(&self, bytes: &[u8], filename: &str) -> Option<String> {
        match &self.why {
            Why::UnknownEncoding(name) => Some(format!("encoding problem: {name}")),
            Why::WithBom(name) => Some(format!("encoding problem: {name} with BOM")),
            Why::NotUtf8 { byte, declared: false, .. } => {
                let before = bytes.get(..self.span.start as usize).unwrap_or(bytes);
                let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
                Some(format!(
                    "Non-UTF-8 code starting with '\\x{byte:02x}' in file {filename} on line {line}, but no encoding declared; \
                     see https://peps.python.org/pep-0263/ for details"
                ))
            }
            Why::NotUtf8 { .. } | Why::NullByte => None,
        }
    }
}

/// Decodes a source: a byte order mark, then a PEP 263 declaration, then UTF-8.
pub fn decode(bytes: &[u8]) -> Result<String, Undecodable> {
    let (body, skipped) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, 3),
        None => (bytes, 0),
    };
    let declared = declared_encoding(body);
    if let Some((name, at)) = &declared {
        let span = Span::new((at + skipped) as u32, (at + skipped + name.len()) as u32);
        let encoding = normal_encoding_name(name);
        if skipped > 0 && encoding != "utf-8" {
            return Err(Undecodable { why: Why::WithBom(encoding), span });
        }
        match encoding.as_str() {
            "utf-8" => {}
            "ascii" | "us-ascii" if body.is_ascii() => {}
            "iso-8859-1" => return Ok(body.iter().map(|&b| b as char).collect()),
            _ => return Err(Undecodable { why: Why::UnknownEncoding(name.clone()), span }),
        }
    }
    match std::str::from_utf8(body) {
        Ok(text) => match text.find('\0') {
            None => Ok(text.to_owned()),
            Some(at) => {
                let at = (at + skipped) as u32;
                Err(Undecodable { why: Why::NullByte, span: Span::new(at, at) })
            }
        },
        Err(error) => {
            let at = error.valid_up_to();
            let byte = body.get(at).copied().unwrap_or(0);
            let reason = match (error.error_len(), byte) {
                (None, _) => "unexpected end of data",
                (Some(_), 0xc2..=0xf4) => "invalid continuation byte",
                (Some(_), _) => "invalid start byte",
            };
            let position = (at + skipped) as u32;
            let why = Why::NotUtf8 { byte, reason, declared: declared.is_some() || skipped > 0 };
            Err(Undecodable { why, span: Span::new(position, position + 1) })
        }
    }
}

/// As `decode`; the span of an error counts bytes of the input.
pub fn decode_source(bytes: &[u8]) -> Result<String, SyntaxError> {
    decode(bytes).map_err(|problem| problem.of_bytes())
}

/// The encoding that a comment in one of the first two lines declares, and where its name begins.
fn declared_encoding(bytes: &[u8]) -> Option<(String, usize)> {
    let mut start = 0;
    for _ in 0..2 {
        let rest = bytes.get(start..)?;
        let length = rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        let line = &rest[..length];
        let blank = line.iter().take_while(|b| matches!(b, b' ' | b'\t' | 0x0c)).count();
        match line.get(blank) {
            Some(b'#') => {
                if let Some((name, at)) = coding_cookie(line) {
                    return Some((name, start + at));
                }
            }
            Some(_) => return None,
            None => {}
        }
        let crlf = rest.get(length) == Some(&b'\r') && rest.get(length + 1) == Some(&b'\n');
        start += length + if crlf { 2 } else { 1 };
    }
    None
}

fn coding_cookie(line: &[u8]) -> Option<(String, usize)> {
    let text = line.iter().map(|&b| if b.is_ascii() { b as char } else { '\u{1a}' }).collect::<String>();
    for (at, word) in text.match_indices("coding") {
        let rest = &text[at + word.len()..];
        let Some(value) = rest.strip_prefix([':', '=']) else { continue };
        let value = value.trim_start_matches([' ', '\t']);
        let length = value.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b)).count();
        if length > 0 {
            return Some((value[..length].to_owned(), text.len() - value.len()));
        }
    }
    None
}

fn normal_encoding_name(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    if name == "utf8" || name == "utf-8" || name.starts_with("utf-8-") {
        return "utf-8".to_owned();
    }
    match name.as_str() {
        "latin1" | "latin-1" | "iso-latin-1" | "iso8859-1" | "iso-8859-1" => "iso-8859-1".to_owned(),
        _ => name,
    }
}
