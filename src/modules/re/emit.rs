//! Writes a pattern in the engine's syntax, for the kind of texts that it is to be searched in.

use std::fmt::Write;

use super::charset::{self, CharSet, Class};
use super::syntax::{Fold, Greed, Node, Parsed, Place};
use crate::text::wtf8::MAX_POINT;

/// What is known of a text, and what is asked of a match. Each combination has a program of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Variant {
    /// The text is a string that is not ASCII. All others are bytes to the engine.
    pub wide: bool,
    /// The last character is a newline; of interest to `$` only.
    pub final_newline: bool,
    /// The text is empty; of interest to `\B` only.
    pub empty: bool,
    /// The match must end where the text does.
    pub full: bool,
    /// The match must not be empty.
    pub nonempty: bool,
}

/// The pattern for the engine.
pub fn emit(parsed: &Parsed, variant: Variant) -> String {
    let mut writer = Writer { variant, is_text: parsed.is_text, out: String::new() };
    if variant.full {
        writer.grouped(&parsed.node);
        writer.out.push_str("\\z");
    } else {
        writer.node(&parsed.node);
    }
    writer.out
}

struct Writer {
    variant: Variant,
    is_text: bool,
    out: String,
}

impl Writer {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Set { set, negated, fold } => self.set(set, *negated, *fold),
            Node::At(place) => self.place(*place),
            Node::Capture(node) => self.enclosed("(", node),
            Node::Group(node) => self.grouped(node),
            Node::Atomic(node) => self.enclosed("(?>", node),
            Node::Look { behind, negated, node } => {
                let open = match (behind, negated) {
                    (false, false) => "(?=",
                    (false, true) => "(?!",
                    (true, false) => "(?<=",
                    (true, true) => "(?<!",
                };
                self.enclosed(open, node);
            }
            Node::BackRef { group, fold } => {
                let open = if *fold == Fold::None { "(?:" } else { "(?i:" };
                let _ = write!(self.out, "{open}\\{group})");
            }
            Node::Conditional { group, yes, no } => {
                let _ = write!(self.out, "(?({group})");
                self.grouped(yes);
                self.out.push('|');
                if let Some(no) = no {
                    self.grouped(no);
                }
                self.out.push(')');
            }
            Node::Repeat { node, min, max, greed } => self.repeat(node, *min, *max, *greed),
            Node::Sequence(nodes) => {
                for node in nodes {
                    // Only a group has alternatives here; it writes its own parentheses.
                    self.node(node);
                }
            }
            Node::Either(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    if index > 0 {
                        self.out.push('|');
                    }
                    self.node(node);
                }
            }
        }
    }

    fn enclosed(&mut self, open: &str, node: &Node) {
        self.out.push_str(open);
        self.node(node);
        self.out.push(')');
    }

    fn grouped(&mut self, node: &Node) {
        self.enclosed("(?:", node);
    }

    /// A repetition of what takes no text: once is enough.
    fn repeat_nothing(&mut self, node: &Node, min: u32, greed: Greed) {
        let branches = match (min, greed) {
            (0, Greed::Lazy) => ["(?:|", ")"],
            (0, Greed::Greedy) => ["(?:", "|)"],
            (0, Greed::Possessive) => ["(?>", "|)"],
            (_, Greed::Possessive) => ["(?>", ")"],
            _ => ["(?:", ")"],
        };
        self.out.push_str(branches[0]);
        self.grouped(node);
        self.out.push_str(branches[1]);
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, greed: Greed) {
        if node.takes_nothing() && max != Some(0) {
            return self.repeat_nothing(node, min, greed);
        }
        if greed == Greed::Possessive {
            self.out.push_str("(?>");
        }
        match node {
            Node::Set { .. } | Node::Capture(_) | Node::Group(_) => self.node(node),
            _ => self.grouped(node),
        }
        let _ = match (min, max) {
            (0, None) => write!(self.out, "*"),
            (1, None) => write!(self.out, "+"),
            (0, Some(1)) => write!(self.out, "?"),
            (min, None) => write!(self.out, "{{{min},}}"),
            (min, Some(max)) if min == max => write!(self.out, "{{{min}}}"),
            (min, Some(max)) => write!(self.out, "{{{min},{max}}}"),
        };
        match greed {
            Greed::Greedy => {}
            Greed::Lazy => self.out.push('?'),
            Greed::Possessive => self.out.push(')'),
        }
    }

    fn place(&mut self, place: Place) {
        self.out.push_str(match place {
            Place::TextStart => "\\A",
            Place::LineStart => "(?m:^)",
            Place::TextEnd => "\\z",
            Place::LastLineEnd if self.variant.final_newline => "(?=\\n?\\z)",
            Place::LastLineEnd => "\\z",
            Place::LineEnd => "(?m:$)",
            Place::WordEdge { ascii, negated } => return self.word_edge(ascii, negated),
        });
    }

    fn word_edge(&mut self, ascii: bool, negated: bool) {
        if negated && self.variant.empty {
            return self.out.push_str(charset::NEVER);
        }
        if !self.variant.wide {
            return self.out.push_str(if negated { "\\B" } else { "\\b" });
        }
        let mut word = String::new();
        charset::class(Class::Word, ascii).write_chars(&mut word);
        let (same, other) = if negated { ("=", "!") } else { ("!", "=") };
        let _ = write!(self.out, "(?:(?<={word})(?{same}{word})|(?<!{word})(?{other}{word}))");
    }

    fn set(&mut self, set: &CharSet, negated: bool, fold: Fold) {
        let folded = match fold {
            Fold::None => None,
            Fold::Unicode if self.variant.wide || !set.is_ascii() => Some(set.fold()),
            Fold::Ascii | Fold::Unicode => Some(set.fold_ascii()),
        };
        let set = folded.as_ref().unwrap_or(set);
        let max = if self.is_text { MAX_POINT } else { 0xff };
        let opposite = negated.then(|| set.negated(max));
        let set = opposite.as_ref().unwrap_or(set);
        if self.variant.wide {
            set.write_chars(&mut self.out);
        } else {
            set.write_bytes(if self.is_text { 0x7f } else { 0xff }, &mut self.out);
        }
    }
}
