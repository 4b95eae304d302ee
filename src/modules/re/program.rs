//! A pattern ready for searches: programs of the engine, each made when a text first needs it.

use std::cell::RefCell;
use std::rc::Rc;

use fancy_regex::{BytesMode, CompileError, Error, ParseError, Regex, RegexInput, RegexOptionsBuilder, RuntimeError};

use super::emit::{Variant, emit};
use super::syntax::{Failure, Parsed, Place};
use crate::text::wtf8;

/// How often the engine may go back in one search; some seconds' work.
const BACKTRACKS: usize = 20_000_000;

/// Bytes that the tables of a program may take, and the steps that it may have.
const MAX_TABLES: usize = 64 << 20;
const MAX_STEPS: usize = 1 << 20;

/// Where a match may begin and end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    Search,
    /// Only at the start.
    Match,
    /// Only at the start, and only up to the end.
    Full,
}

/// Where the match and its groups are, in bytes. The first is the match.
pub type Spans = Vec<Option<(usize, usize)>>;

/// What to search in.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// Up to where the search may go.
    pub bytes: &'a [u8],
    /// A string that is not ASCII.
    pub wide: bool,
}

/// A pattern and its programs.
pub struct Program {
    pub parsed: Parsed,
    asks_last_line: bool,
    asks_no_edge: bool,
    repeats_captures: bool,
    /// `None` if the variant matches nowhere.
    variants: RefCell<Vec<(Variant, Option<Rc<Regex>>)>>,
}

impl Program {
    /// Prepares a pattern; its program for ASCII texts is made at once, so that what the engine cannot do is known.
    pub fn new(parsed: Parsed) -> Result<Program, Failure> {
        let program = Program {
            asks_last_line: parsed.node.asks_for(|place| place == Place::LastLineEnd),
            asks_no_edge: parsed.node.asks_for(|place| matches!(place, Place::WordEdge { negated: true, .. })),
            repeats_captures: parsed.node.repeats_captures(),
            parsed,
            variants: RefCell::default(),
        };
        program.variant(Variant::default())?;
        Ok(program)
    }

    fn variant(&self, variant: Variant) -> Result<Option<Rc<Regex>>, Failure> {
        if let Some((_, found)) = self.variants.borrow().iter().find(|(known, _)| *known == variant) {
            return Ok(found.clone());
        }
        let made = self.compile(variant)?.map(Rc::new);
        self.variants.borrow_mut().push((variant, made.clone()));
        Ok(made)
    }

    fn compile(&self, variant: Variant) -> Result<Option<Regex>, Failure> {
        let mut options = RegexOptionsBuilder::new();
        options
            .bytes_mode(if variant.wide { BytesMode::Unicode } else { BytesMode::Ascii })
            .backtrack_limit(BACKTRACKS)
            .delegate_size_limit(MAX_TABLES)
            .max_prog_size(MAX_STEPS)
            .find_not_empty(variant.nonempty);
        match options.build(emit(&self.parsed, variant)) {
            Ok(regex) => Ok(Some(regex)),
            Err(Error::CompileError(error)) if matches!(*error, CompileError::PatternCanNeverMatch) => Ok(None),
            Err(error) => Err(Failure::Pattern(refusal(&error), None)),
        }
    }

    /// Searches from a place on. Without `groups` only the match itself is found.
    pub fn find(&self, text: Text<'_>, from: usize, how: How, groups: bool) -> Result<Option<Spans>, Failure> {
        self.run(text, from, how, groups, false)
    }

    /// Searches from where the last match ended, or for one that is not empty there (`advance`).
    pub fn find_next(
        &self,
        text: Text<'_>,
        from: usize,
        how: How,
        groups: bool,
        advance: bool,
    ) -> Result<Option<Spans>, Failure> {
        if !advance {
            return self.run(text, from, how, groups, false);
        }
        let anchored = if how == How::Search { How::Match } else { how };
        if let Some(found) = self.run(text, from, anchored, groups, true)? {
            return Ok(Some(found));
        }
        let step = match text.bytes.get(from..) {
            Some(rest) if text.wide => wtf8::decode_first(rest).map_or(1, |(_, len)| len),
            _ => 1,
        };
        if how != How::Search || from + step > text.bytes.len() {
            return Ok(None);
        }
        self.run(text, from + step, how, groups, false)
    }

    fn run(
        &self,
        text: Text<'_>,
        from: usize,
        how: How,
        groups: bool,
        nonempty: bool,
    ) -> Result<Option<Spans>, Failure> {
        let variant = Variant {
            wide: text.wide,
            final_newline: self.asks_last_line && text.bytes.last() == Some(&b'\n'),
            empty: self.asks_no_edge && text.bytes.is_empty(),
            full: how == How::Full,
            nonempty,
        };
        let Some(regex) = self.variant(variant)? else { return Ok(None) };
        let input = RegexInput::new(text.bytes).from_pos(from).anchored(how != How::Search);
        if !groups || self.parsed.groups == 0 {
            let found = regex.find_input(input).map_err(limit)?;
            return Ok(found.map(|found| vec![Some((found.start(), found.end()))]));
        }
        let found = regex.captures_input(input).map_err(limit)?;
        Ok(found.map(|found| {
            (0..=self.parsed.groups).map(|group| found.get(group).map(|part| (part.start(), part.end()))).collect()
        }))
    }

    /// The group that ended last in a match.
    pub fn last_group(&self, spans: &Spans) -> Option<usize> {
        let span = |group: usize| spans.get(group).copied().flatten();
        let mut matched = self.parsed.closing.iter().copied().filter(|&group| span(group).is_some());
        if self.repeats_captures {
            // The later iteration counts, and that is the one further on in the text.
            matched.max_by_key(|&group| span(group).map(|(_, end)| end))
        } else {
            matched.next_back()
        }
    }
}

/// Why the engine does not take a pattern.
fn refusal(error: &Error) -> String {
    match error {
        Error::CompileError(error)
            if matches!(**error, CompileError::InnerError(_) | CompileError::PatternTooComplex) =>
        {
            "the pattern is too large for the engine".into()
        }
        Error::ParseError(_, ParseError::RecursionExceeded) => "the pattern is nested too deeply for the engine".into(),
        Error::ParseError(_, error) => format!("not supported by the engine: {error}"),
        error => format!("not supported by the engine: {error}"),
    }
}

fn limit(error: Error) -> Failure {
    Failure::Limit(match error {
        Error::RuntimeError(RuntimeError::StackOverflow) => {
            "the regular expression needs too much memory for this text"
        }
        Error::RuntimeError(RuntimeError::BacktrackLimitExceeded) => {
            "the regular expression goes back too often in this text"
        }
        _ => "the regular expression engine failed",
    })
}
