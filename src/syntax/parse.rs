//! Entry points: text in, tree out.
//!
//! Invariant: no input panics, overflows the stack or hangs; brackets, blocks and the depth of expressions are
//! bounded, and the parser itself keeps its stack on the heap.

use crate::ast::{Expr, Module, Span};
use crate::check;
use crate::diagnose;
use crate::error::{End, Stage, SyntaxError, Warning, message};
use crate::extent;
use crate::layout::{self, Lexed};
use crate::soft;
use crate::source::Source;
use crate::token::{Tok, Token};
use crate::tree::{Builder, Parsed};
use lalrpop_util::{ParseError, lalrpop_mod};
use std::cell::Cell;

lalrpop_mod!(
    #[allow(clippy::all, clippy::pedantic, unused, missing_docs)]
    python
);

/// A tree with what its author should be warned about.
pub struct WithWarnings<T> {
    pub tree: T,
    pub warnings: Vec<Warning>,
}

/// What an interactive session does with its input so far.
#[derive(Debug)]
pub enum Interactive {
    Complete(Module),
    /// Another line is needed.
    Incomplete,
}

pub fn parse_module(text: &str) -> Result<Module, SyntaxError> {
    Ok(parse_module_with_warnings(text, 0)?.tree)
}

/// `future` are the features that are on from the start, as in `Module::future`.
pub fn parse_module_with_warnings(text: &str, future: u32) -> Result<WithWarnings<Module>, SyntaxError> {
    let cx = builder(text)?;
    match run(&cx, Tok::StartModule, &layout::lex_lines(text))? {
        Parsed::Module(mut tree) => {
            tree.future = check::module(&tree, future).map_err(|error| error.at_stage(Stage::Compiler))?;
            Ok(WithWarnings { tree, warnings: cx.warnings.into_inner() })
        }
        Parsed::Expression(e) => Err(message::invalid_syntax(e.span)),
    }
}

pub fn parse_expression(text: &str) -> Result<Expr, SyntaxError> {
    Ok(parse_expression_with_warnings(text)?.tree)
}

/// An expression, as `eval` takes it.
pub fn parse_expression_with_warnings(text: &str) -> Result<WithWarnings<Expr>, SyntaxError> {
    // `eval` skips blanks in front, which would otherwise indent.
    let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
    let cx = builder(text)?;
    let lexed = if blank == 0 {
        layout::lex_lines(text)
    } else {
        // Blanks become an empty line, so offsets stay.
        let shifted = format!("{}\n{}", " ".repeat(blank - 1), &text[blank..]);
        layout::lex_lines(&shifted)
    };
    match run(&cx, Tok::StartExpression, &lexed)? {
        Parsed::Expression(tree) => {
            check::expression(&tree).map_err(|error| error.at_stage(Stage::Compiler))?;
            Ok(WithWarnings { tree, warnings: cx.warnings.into_inner() })
        }
        Parsed::Module(_) => Err(message::invalid_syntax(Span::default())),
    }
}

/// The expression of an f-string's field, in place.
pub fn nested(cx: &Builder, range: Span) -> Result<Expr, SyntaxError> {
    let lexed = layout::lex_group(cx.text, range);
    let from_parser = |error: SyntaxError| {
        let lexical = lexed.stop.as_ref().is_some_and(|stop| stop.hard && stop.error == error);
        let known = lexical || error.message.starts_with("f-string") || error.message.starts_with('(');
        let text = if known { error.message } else { message::fstring(error.span, &error.message).message };
        let stage = match () {
            () if error.end == End::NextToken => Stage::Parser,
            () if lexical => Stage::FieldLexer(range),
            () => Stage::Field(range),
        };
        SyntaxError { message: text, incomplete: false, stage, ..error }
    };
    match run(cx, Tok::StartGroup, &lexed).map_err(from_parser)? {
        Parsed::Expression(e) => Ok(e),
        Parsed::Module(_) => Err(message::invalid_syntax(range)),
    }
}

/// The tree of an expression that stands within other text, if it is one.
pub fn part(text: &str, tokens: &[Token]) -> Option<Expr> {
    let tokens = std::iter::once(Ok((0, Tok::StartGroup, 0)))
        .chain(tokens.iter().map(|token| Ok((token.span.start, token.kind, token.span.end))))
        .chain(std::iter::once(Ok((text.len() as u32, Tok::End, text.len() as u32))));
    match python::TopParser::new().parse(&Builder::new(text), tokens) {
        Ok(Parsed::Expression(e)) => Some(e),
        _ => None,
    }
}

/// Input of an interactive session, all lines so far.
pub fn parse_interactive(text: &str) -> Result<Interactive, SyntaxError> {
    let lexed = layout::lex_lines(text);
    if lexed.stop.as_ref().is_some_and(|stop| stop.error.incomplete) {
        // Inside brackets and strings a mistake can still be plain before the end.
        return match parse_module(text) {
            Err(error) if !error.incomplete => Err(error),
            _ => Ok(Interactive::Incomplete),
        };
    }
    let blank_line = text.lines().next_back().is_none_or(|line| line.trim().is_empty());
    let parsed = parse_module(text);
    if let Some(second) = second_statement(&lexed)
        && parsed.as_ref().err().is_none_or(|error| error.span.start >= second.start)
    {
        return Err(message::invalid_syntax(second));
    }
    match parsed {
        Ok(_) if !blank_line && ends_in_block(&lexed.tokens) => Ok(Interactive::Incomplete),
        Ok(module) => Ok(Interactive::Complete(module)),
        Err(error) if error.incomplete && !blank_line => Ok(Interactive::Incomplete),
        Err(error) => Err(error),
    }
}

/// One interactive statement, as `compile` takes it in mode "single". With `needs_dedent` the end of the text does not
/// end the last line, and so no block.
pub fn parse_single(text: &str, future: u32, needs_dedent: bool) -> Result<WithWarnings<Module>, SyntaxError> {
    let lexed = layout::lex_lines(text);
    let parsed = parse_module_with_warnings(text, future);
    let second = second_statement(&lexed);
    let first_fails = |second: Span| parsed.as_ref().err().is_some_and(|error| error.span.start < second.start);
    if let Some(second) = second.filter(|&second| !first_fails(second)) {
        let end_of =
            |tokens: &[Token]| tokens.iter().find(|token| token.kind == Tok::Newline).map(|token| token.span.start);
        return Err(match end_of(&lexed.tokens) {
            Some(end) if !ends_in_block(&lexed.tokens[..1]) => message::multiple_statements(Span::new(end, end)),
            _ => message::invalid_syntax(second),
        });
    }
    let parsed = parsed?;
    let end = text.trim_end_matches('\n').len() as u32;
    if parsed.tree.body.is_empty() || needs_dedent && ends_in_block(&lexed.tokens) && !text.ends_with('\n') {
        return Err(message::invalid_syntax(Span::new(end, end)).incomplete());
    }
    Ok(parsed)
}

/// Where a second line of statements begins. An input is one line, or one compound statement with its clauses.
fn second_statement(lexed: &Lexed) -> Option<Span> {
    let mut depth = 0usize;
    let (mut statements, mut decorated, mut starts_line) = (0, false, true);
    for token in &lexed.tokens {
        match token.kind {
            Tok::Indent => depth += 1,
            Tok::Dedent => depth = depth.saturating_sub(1),
            Tok::Newline | Tok::End => {}
            kind if starts_line && depth == 0 => {
                let continues = matches!(kind, Tok::Elif | Tok::Else | Tok::Except | Tok::Finally) || decorated;
                statements += u32::from(!continues);
                if statements == 2 {
                    return Some(token.span);
                }
                decorated = kind == Tok::At;
            }
            _ => {}
        }
        starts_line = matches!(token.kind, Tok::Newline | Tok::Indent | Tok::Dedent);
    }
    None
}

/// Whether the last statement is compound, so that only a blank line ends it.
fn ends_in_block(tokens: &[Token]) -> bool {
    let mut depth = 0usize;
    let mut compound = false;
    let mut starts_statement = true;
    for token in tokens {
        match token.kind {
            Tok::Indent => depth += 1,
            Tok::Dedent => depth = depth.saturating_sub(1),
            Tok::Newline | Tok::End => {}
            kind if starts_statement && depth == 0 => compound = opens_block(kind),
            _ => {}
        }
        starts_statement = matches!(token.kind, Tok::Newline | Tok::Indent | Tok::Dedent);
    }
    compound
}

fn opens_block(kind: Tok) -> bool {
    use Tok::*;
    matches!(
        kind,
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
            | At
            | Match
            | Case
    )
}

fn builder(text: &str) -> Result<Builder<'_>, SyntaxError> {
    if u32::try_from(text.len()).is_err() {
        return Err(message::source_too_long(Span::default()));
    }
    if let Some(at) = text.find('\0') {
        return Err(message::null_byte(Span::new(at as u32, at as u32)));
    }
    Ok(Builder::new(text))
}

/// Runs the tables over the tokens, and finds the right words if they are refused.
fn run(cx: &Builder, start: Tok, lexed: &Lexed) -> Result<Parsed, SyntaxError> {
    cx.warnings.borrow_mut().extend(lexed.warnings.iter().cloned());
    let (failed_at, error) = match attempt(cx, start, lexed) {
        Ok(parsed) => return Ok(parsed),
        Err(failure) => failure,
    };
    // A `match` that begins no statement may still be meant as one: whichever reading comes further.
    let soft = failed_at.checked_sub(1).filter(|&at| soft::may_begin_match(cx.text, &lexed.tokens, at));
    if let Some(at) = soft {
        let mut tokens = lexed.tokens.clone();
        tokens[at].kind = Tok::Match;
        let meant = Lexed { tokens, grouped: lexed.grouped, stop: lexed.stop.clone(), warnings: Vec::new() };
        if let Err((further, error)) = attempt(cx, start, &meant)
            && further > failed_at
        {
            return Err(with_line(cx.text, &meant, further, prefer_lexical(cx.text, &meant, further, error)));
        }
    }
    Err(with_line(cx.text, lexed, failed_at, prefer_lexical(cx.text, lexed, failed_at, error)))
}

/// The tree, or the number of the token that cannot stand where it does and what is wrong with it.
fn attempt(cx: &Builder, start: Tok, lexed: &Lexed) -> Result<Parsed, (usize, SyntaxError)> {
    let read = Cell::new(0usize);
    let first = std::iter::once(Ok((0, start, 0)));
    let rest = lexed.tokens.iter().map(|token| {
        read.set(read.get() + 1);
        match cx.too_deep.get() {
            Some(span) => Err(message::too_deep(span)),
            None => Ok((token.span.start, token.kind, token.span.end)),
        }
    });
    let stop = lexed.stop.iter().map(|stop| Err(stop.error.clone()));
    let result = python::TopParser::new().parse(cx, first.chain(rest).chain(stop));
    let failed_at = read.get().saturating_sub(1);
    if let Some(span) = cx.too_deep.get() {
        return Err((failed_at, message::too_deep(span)));
    }
    let error = match result {
        Ok(parsed) => return Ok(parsed),
        Err(error) => error,
    };
    let (error, expected) = match error {
        ParseError::User { error } => (Some(error), Vec::new()),
        ParseError::UnrecognizedToken { expected, .. } | ParseError::UnrecognizedEof { expected, .. } => {
            (None, expected)
        }
        ParseError::InvalidToken { .. } | ParseError::ExtraToken { .. } => (None, Vec::new()),
    };
    let error = match error {
        Some(error) => diagnose::reconsider(cx.text, lexed, at_next(error, &lexed.tokens, failed_at)),
        None => {
            bad_string(cx, lexed, failed_at).unwrap_or_else(|| diagnose::diagnose(cx.text, lexed, failed_at, &expected))
        }
    };
    Err((failed_at, error))
}

/// The error with the place of the token behind what is wrong, if that stands for it.
fn at_next(error: SyntaxError, tokens: &[Token], next: usize) -> SyntaxError {
    match tokens.get(next) {
        Some(next) if error.end == End::NextToken => SyntaxError { span: next.span, end: End::Span, ..error },
        _ => error,
    }
}

/// What is wrong with the strings in front of the failed token: CPython decodes strings as soon as it has read them.
fn bad_string(cx: &Builder, lexed: &Lexed, failed: usize) -> Option<SyntaxError> {
    let tokens = &lexed.tokens;
    let is_string = |token: &&Token| token.kind == Tok::String;
    let before = tokens.get(..failed)?.iter().rev().take_while(is_string).count();
    if before > 0 { strings_at(cx, lexed, failed - before) } else { None }
}

/// What is wrong with the strings that begin at a token.
pub fn strings_at(cx: &Builder, lexed: &Lexed, start: usize) -> Option<SyntaxError> {
    let tokens = &lexed.tokens;
    let count = tokens.get(start..)?.iter().take_while(|token| token.kind == Tok::String).count();
    let end = start + count;
    if count > 0 && end == tokens.len() {
        return lexed.stop.as_ref().map(|stop| stop.error.clone());
    }
    let pieces: Vec<Span> = tokens.get(start..end)?.iter().map(|token| token.span).collect();
    match cx.strings(&pieces) {
        Err(ParseError::User { error }) if count > 0 => Some(at_next(error, tokens, end)),
        _ => None,
    }
}

/// The error as CPython shows its line: without its end, where the tokenizer has gone on to another line already.
fn with_line(text: &str, lexed: &Lexed, failed_at: usize, error: SyntaxError) -> SyntaxError {
    if error.stage != Stage::Parser {
        return error;
    }
    let unclosed = lexed.stop.as_ref().and_then(|stop| stop.open).is_some_and(|open| open.never_closed() == error);
    let end = text.strip_suffix('\n').unwrap_or(text).len() as u32;
    let read = if unclosed {
        end
    } else {
        let tokens = &lexed.tokens;
        // A reason may have been found by reading behind the token that cannot stand there.
        let failed = tokens.get(failed_at).map_or(u32::MAX, |token| token.span.start);
        let spans = error.span.start < failed && error.span.end > failed;
        let refused = error.span.start > failed;
        let last = match tokens.partition_point(|t| t.span.start < error.span.end) {
            behind if spans => behind,
            _ if refused || error.stage == Stage::Compiler => failed_at,
            behind => failed_at.min(behind.max(1)),
        };
        let last = tokens.get(last).or(tokens.last());
        last.map_or(0, |token| if token.kind == Tok::Dedent { token.span.start } else { token.span.end })
    };
    let source = Source::new(text);
    let line = source.line(error.span.start);
    if source.line(read.min(end)) > line {
        return error.at_stage(Stage::Lexer);
    }
    match first_line(text, &source, &lexed.tokens, line) {
        first if first < line => {
            let start = error.span.start - source.position(error.span.start).byte_column;
            let before: usize = (first..line).map(|line| source.line_text(line).len() + 1).sum();
            error.at_stage(Stage::Continued(start.saturating_sub(before as u32)))
        }
        _ => error,
    }
}

/// The line in which a line begins that goes on behind a backslash or within a string.
fn first_line(text: &str, source: &Source, tokens: &[Token], line: u32) -> u32 {
    let mut first = line;
    loop {
        let before = first.saturating_sub(1);
        let is_code = |line: &str| line.ends_with('\\') && !line.contains('#');
        let string = tokens.iter().find(|token| {
            token.kind == Tok::String
                && text.get(token.span.start as usize..token.span.end as usize).is_some_and(|text| text.contains('\n'))
                && source.line(token.span.end) == first
                && source.line(token.span.start) < first
        });
        first = match string {
            Some(string) => source.line(string.span.start),
            None if before > 0 && is_code(source.line_text(before)) => before,
            None => return first,
        };
    }
}

/// Where the items break off that a bracket holds.
fn items_end(tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while let Some(end) = extent::list(tokens, at) {
        match tokens.get(end).map(|token| token.kind) {
            Some(Tok::Colon) => at = end + 1,
            _ => return end,
        }
    }
    at
}

/// CPython reads on after an error of the grammar, and reports what its tokenizer then stumbles over instead.
fn prefer_lexical(text: &str, lexed: &Lexed, failed_at: usize, error: SyntaxError) -> SyntaxError {
    let Some(stop) = &lexed.stop else { return error };
    let failed_token = lexed.tokens.get(failed_at).filter(|_| error != stop.error);
    if failed_token.is_some_and(|token| token.kind == Tok::Indent) {
        return error;
    }
    if stop.hard {
        return stop.error.clone();
    }
    let Some(open) = stop.open else {
        return error;
    };
    let source = Source::new(text);
    let failed = if error == stop.error {
        error.span.start
    } else {
        // What a bracket behind an operand holds has been read before it is refused.
        let tokens = &lexed.tokens;
        let follows_operand = failed_at.checked_sub(1).is_some_and(|before| tokens[before].kind.ends_operand());
        let read_on = follows_operand && failed_token.is_some_and(|token| token.kind.opens());
        let last = if read_on { items_end(tokens, failed_at + 1) } else { failed_at };
        // A reason was found by reading behind what it is about.
        let behind = tokens.partition_point(|token| token.span.start < error.span.end);
        let last = if error.is_generic() { last } else { last.max(behind) };
        tokens.get(last).or(failed_token).map_or(0, |token| token.span.start)
    };
    if source.line(failed) > source.line(open.at) { open.never_closed() } else { error }
}
