//! Layout: from text to the tokens that the grammar reads, with line ends, blocks and soft keywords.
//!
//! Invariants: every `Indent` has its `Dedent` and the last token is `End`, unless `stop` says where and why the
//! tokens break off; spans are in order and lie within the range. Source: `Parser/tokenizer.c` of CPython 3.11.

use crate::ast::Span;
use crate::error::{End, Stage, SyntaxError, Warning, message};
use crate::literal;
use crate::soft;
use crate::source::Source;
use crate::token::{Tok, Token};
use logos::{Lexer, Logos};

const MAX_INDENTS: usize = 100;
const MAX_BRACKETS: usize = 200;
const TAB: u32 = 8;

pub struct Lexed {
    pub tokens: Vec<Token>,
    /// Read as if it stood in brackets.
    pub grouped: bool,
    pub stop: Option<Stop>,
    pub warnings: Vec<Warning>,
}

/// Why the tokens break off.
#[derive(Clone)]
pub struct Stop {
    pub error: SyntaxError,
    /// Takes precedence over errors of the grammar before it, as in CPython.
    pub hard: bool,
    /// The innermost open bracket.
    pub open: Option<Bracket>,
}

#[derive(Clone, Copy)]
pub struct Bracket {
    pub kind: Tok,
    pub at: u32,
}

impl Bracket {
    pub fn never_closed(self) -> SyntaxError {
        message::never_closed(Span::new(self.at, self.at), bracket_char(self.kind))
            .incomplete()
            .with_end(End::Offset(0))
    }
}

/// A whole source: lines, blocks.
pub fn lex_lines(text: &str) -> Lexed {
    let mut layout = Layout::new(text, Span::new(0, text.len() as u32), true);
    let result = layout.run();
    let mut lexed = layout.finish(result);
    soft::mark_keywords(text, &mut lexed.tokens);
    lexed
}

/// A part of a source, read as if it stood in brackets.
pub fn lex_group(text: &str, range: Span) -> Lexed {
    let mut layout = Layout::new(text, range, false);
    let result = layout.run();
    layout.finish(result)
}

struct Layout<'t> {
    /// Ends where the range ends.
    text: &'t str,
    lexer: Lexer<'t, Tok>,
    /// False inside an f-string's field, where line ends mean nothing.
    lines: bool,
    tokens: Vec<Token>,
    /// Columns of the open blocks: with tabs to multiples of eight, and with tabs as one.
    indents: Vec<(u32, u32)>,
    brackets: Vec<Bracket>,
    warnings: Vec<Warning>,
}

/// A reason to stop: an error that CPython's tokenizer raises itself, or one that it leaves to the parser to raise when it gets
/// there.
enum Halt {
    Hard(SyntaxError),
    Soft(SyntaxError),
}

impl From<SyntaxError> for Halt {
    fn from(error: SyntaxError) -> Halt {
        Halt::Hard(error)
    }
}

impl<'t> Layout<'t> {
    fn new(text: &'t str, range: Span, lines: bool) -> Layout<'t> {
        let text = text.get(..range.end as usize).unwrap_or(text);
        let mut lexer = Tok::lexer(text);
        lexer.bump(range.start as usize);
        Layout {
            text,
            lexer,
            lines,
            tokens: Vec::new(),
            indents: Vec::new(),
            brackets: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn push(&mut self, kind: Tok, start: usize, end: usize) {
        self.tokens.push(Token { kind, span: Span::new(start as u32, end as u32) });
    }

    /// Where the next token is looked for.
    fn here(&self) -> usize {
        self.lexer.span().end
    }

    fn line(&self, at: usize) -> u32 {
        Source::new(&self.text[..at]).line_count()
    }

    fn run(&mut self) -> Result<(), Halt> {
        if self.lines {
            self.begin_line()?;
        }
        let mut comment = None;
        while let Some(result) = self.lexer.next() {
            let span = self.lexer.span();
            let Ok(kind) = result else {
                self.stray(span.start)?;
                self.push(Tok::Stray, span.start, span.end);
                continue;
            };
            match kind {
                Tok::Comment => comment = Some(span.start),
                Tok::Continuation if span.end == self.text.len() => {
                    return Err(Halt::Soft(message::unexpected_eof(self.end_span()).with_end(End::Offset(-1))));
                }
                Tok::Continuation => {}
                Tok::Backslash if span.end == self.text.len() => {
                    return Err(Halt::Soft(message::unexpected_eof(self.end_span()).with_end(End::Offset(-1))));
                }
                Tok::Backslash => {
                    let at = span.end as u32;
                    return Err(Halt::Soft(message::after_continuation(Span::new(at, at)).with_end(End::Offset(0))));
                }
                Tok::LineBreak if !self.lines || !self.brackets.is_empty() => comment = None,
                Tok::LineBreak => {
                    // A comment belongs to the end of its line.
                    self.push(Tok::Newline, comment.take().unwrap_or(span.start), span.start);
                    self.begin_line()?;
                }
                Tok::Name => {
                    self.check_name(span.start, span.end)?;
                    self.push(kind, span.start, span.end);
                }
                Tok::Number => {
                    let number = literal::number_end(self.text, span.start)?;
                    self.lexer.bump(number.end - span.end);
                    self.push(kind, span.start, number.end);
                    if let Some(base) = number.crowded {
                        let place = Span::new(span.start as u32, number.end as u32);
                        self.warnings.push(Warning::syntax(message::invalid_number(place, base).message, place));
                    }
                }
                Tok::String => {
                    let end = self.string(span.start, span.end)?;
                    self.lexer.bump(end - span.end);
                    self.push(kind, span.start, end);
                }
                _ => {
                    if kind.opens() {
                        self.open(kind, span.start)?;
                    } else if kind.closes() {
                        self.close(kind, span.start)?;
                    }
                    self.push(kind, span.start, span.end);
                }
            }
        }
        match self.brackets.last() {
            Some(bracket) => Err(Halt::Soft(bracket.never_closed())),
            None => Ok(()),
        }
    }

    /// The end, on the last line that has text.
    fn end_span(&self) -> Span {
        let end = self.text.strip_suffix('\n').unwrap_or(self.text).len() as u32;
        Span::new(end, end)
    }

    /// Closes the last line and the open blocks, or notes why that cannot be.
    fn finish(mut self, result: Result<(), Halt>) -> Lexed {
        let open = self.brackets.last().copied();
        let stop = match result {
            Ok(()) => None,
            Err(Halt::Hard(error)) => Some(Stop { error: error.at_stage(Stage::Lexer), hard: true, open }),
            Err(Halt::Soft(error)) => Some(Stop { error, hard: false, open }),
        };
        if stop.is_none() {
            let end = self.text.len();
            let last = self.tokens.last().map(|token| token.kind);
            if self.lines && !matches!(last, None | Some(Tok::Newline | Tok::Dedent)) {
                self.push(Tok::Newline, end, end);
            }
            for _ in 0..self.indents.len() {
                self.push(Tok::Dedent, end, end);
            }
            self.push(Tok::End, end, end);
        }
        Lexed { tokens: self.tokens, grouped: !self.lines, stop, warnings: self.warnings }
    }

    /// Skips blank lines, then compares the indentation of the next with the open blocks.
    fn begin_line(&mut self) -> Result<(), Halt> {
        let bytes = self.text.as_bytes();
        let start = self.here();
        let mut at = start;
        let (mut column, mut narrow) = (0, 0);
        // Of a line that is continued by backslashes, the indentation of its first part counts.
        let mut first_part: Option<(u32, u32)> = None;
        loop {
            match bytes.get(at) {
                Some(b' ') => (column, narrow) = (column + 1, narrow + 1),
                Some(b'\t') => (column, narrow) = ((column / TAB + 1) * TAB, narrow + 1),
                Some(0x0c) => (column, narrow) = (0, 0),
                Some(b'\\') if matches!(bytes.get(at + 1), Some(b'\n' | b'\r')) => {
                    first_part.get_or_insert((column, narrow));
                    (column, narrow) = (0, 0);
                    at += if bytes.get(at + 1..at + 3) == Some(b"\r\n") { 2 } else { 1 };
                    if at + 1 >= bytes.len() {
                        return Err(Halt::Soft(message::unexpected_eof(self.end_span()).with_end(End::Offset(-1))));
                    }
                }
                Some(b'#') => {
                    let rest = &bytes[at..];
                    at += rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
                    continue;
                }
                Some(b'\n' | b'\r') => (column, narrow, first_part) = (0, 0, None),
                None => {
                    self.lexer.bump(at - start);
                    return Ok(());
                }
                Some(_) => break,
            }
            at += 1;
        }
        self.lexer.bump(at - start);
        let (column, narrow) = first_part.unwrap_or((column, narrow));
        self.indent(column, narrow, at)
    }

    fn indent(&mut self, column: u32, narrow: u32, at: usize) -> Result<(), Halt> {
        let inconsistent = || Halt::Soft(message::inconsistent_tabs(self.line_span(at)).with_end(End::Offset(0)));
        let (open, open_narrow) = self.indents.last().copied().unwrap_or_default();
        if column == open {
            return if narrow == open_narrow { Ok(()) } else { Err(inconsistent()) };
        }
        if column > open {
            if narrow <= open_narrow {
                return Err(inconsistent());
            }
            if self.indents.len() + 1 >= MAX_INDENTS {
                return Err(Halt::Soft(message::too_many_indents(self.line_span(at)).with_end(End::Offset(0))));
            }
            self.indents.push((column, narrow));
            self.push(Tok::Indent, at, at);
            return Ok(());
        }
        let kept = self.indents.iter().rposition(|&(open, _)| open <= column).map_or(0, |at| at + 1);
        let (open, open_narrow) = kept.checked_sub(1).map_or((0, 0), |last| self.indents[last]);
        if column != open {
            let end = self.line_span(at).end;
            return Err(Halt::Soft(message::unindent_mismatch(Span::new(end, end)).with_end(End::Offset(-1))));
        }
        for _ in kept..self.indents.len() {
            self.push(Tok::Dedent, at, at);
        }
        self.indents.truncate(kept);
        if narrow != open_narrow {
            return Err(Halt::Soft(message::inconsistent_tabs(self.line_span(at)).with_end(End::Offset(0))));
        }
        Ok(())
    }

    /// The line that holds `at`, without its end.
    fn line_span(&self, at: usize) -> Span {
        let start = self.text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let end = self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |i| at + i);
        Span::new(start as u32, end as u32)
    }

    fn open(&mut self, kind: Tok, at: usize) -> Result<(), Halt> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(message::too_many_parentheses(Span::new(at as u32, at as u32)).into());
        }
        self.brackets.push(Bracket { kind, at: at as u32 });
        Ok(())
    }

    fn close(&mut self, kind: Tok, at: usize) -> Result<(), Halt> {
        let span = Span::new(at as u32, at as u32);
        let close = bracket_char(kind);
        let Some(bracket) = self.brackets.pop() else {
            return Err(message::unmatched(span, close).into());
        };
        let open = bracket_char(bracket.kind);
        if matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}')) {
            return Ok(());
        }
        let line = self.line(bracket.at as usize);
        if line == self.line(at) {
            return Err(message::mismatched(span, close, open).into());
        }
        Err(message::mismatched_on_line(span, close, open, line).into())
    }

    fn string(&self, start: usize, body: usize) -> Result<usize, Halt> {
        let at = Span::new(start as u32, start as u32);
        literal::string_end(self.text, start, body).map_err(|stopped| {
            let triple = body - start >= 3 && self.text.as_bytes()[body - 2] == self.text.as_bytes()[body - 1];
            Halt::Hard(if triple {
                let text = self.text.strip_suffix('\n').unwrap_or(self.text);
                message::unterminated_triple_quoted(at, Source::new(text).line_count()).incomplete()
            } else {
                let text = self.text.strip_suffix('\n').unwrap_or(self.text);
                message::unterminated_string(at, self.line(stopped.min(text.len())))
            })
        })
    }

    /// A name may hold characters that no identifier allows; the first of them is the error.
    fn check_name(&self, start: usize, end: usize) -> Result<(), Halt> {
        let text = &self.text[start..end];
        if text.is_ascii() {
            return Ok(());
        }
        for (i, c) in text.char_indices() {
            let allowed =
                c == '_' || if i == 0 { unicode_ident::is_xid_start(c) } else { unicode_ident::is_xid_continue(c) };
            if !allowed {
                let at = (start + i) as u32;
                let span = Span::new(at, at);
                return Err(Halt::Hard(if is_printable(c) {
                    message::invalid_character(span, c)
                } else {
                    message::invalid_non_printable(span, c)
                }));
            }
        }
        Ok(())
    }

    /// An ASCII character that begins no token: the grammar refuses those that can be printed.
    fn stray(&self, at: usize) -> Result<(), Halt> {
        let c = self.text[at..].chars().next().unwrap_or('\0');
        let here = Span::new(at as u32, at as u32);
        match c {
            '\0' => Err(Halt::Hard(message::null_byte(here))),
            c if c.is_control() => Err(Halt::Hard(message::invalid_non_printable(here, c))),
            _ => Ok(()),
        }
    }
}

fn bracket_char(kind: Tok) -> char {
    match kind {
        Tok::LParen => '(',
        Tok::RParen => ')',
        Tok::LBracket => '[',
        Tok::RBracket => ']',
        Tok::LBrace => '{',
        _ => '}',
    }
}

/// As `str.isprintable`, for the characters that turn up in sources.
fn is_printable(c: char) -> bool {
    let hidden = c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..);
    !hidden
}
