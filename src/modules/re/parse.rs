//! Reads a pattern: Python's syntax, with the reference's messages and the places that it gives in them.

use super::charset::CharSet;
use super::escapes::Item;
use super::syntax::{Failure, Fold, Greed, GroupName, Node, Parsed, Place, Width, flag, width};
use super::tokens::{Token, Tokens, is_digit, number, text};
use crate::text::{class, repr, wtf8};

/// How deeply groups may be nested.
const MAX_DEPTH: usize = 200;

/// Reading ended where the pattern asks for the verbose syntax: it begins again.
const VERBOSE_ASKED: Failure = Failure::Value("verbose");

/// The state of reading.
pub struct Parser<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) is_text: bool,
    /// Those in force where reading is.
    pub(super) flags: i64,
    /// Those of the whole pattern.
    global: i64,
    /// The width of each group; `None` while it is open. The first is the whole pattern.
    widths: Vec<Option<Width>>,
    names: Vec<GroupName>,
    closing: Vec<usize>,
    /// Numbers of groups in conditions, which may come before the group, and where the first such is.
    conditions: Vec<(usize, usize)>,
    /// Number of groups before the outermost look-behind that reading is in.
    behind: Option<usize>,
    depth: usize,
    /// Whether a look-behind can match texts of different lengths, an error if there is no other.
    uneven: bool,
}

/// Reads a pattern. Bytes come as the code points of the same numbers.
pub fn parse(points: &[u32], is_text: bool, flags: i64) -> Result<Parsed, Failure> {
    match Parser::new(points, is_text, flags)?.whole() {
        Err(failure) if failure == VERBOSE_ASKED => Parser::new(points, is_text, flags | flag::VERBOSE)?.whole(),
        result => result,
    }
}

/// A name as messages show it.
pub fn shown_name(name: &[u32]) -> String {
    wtf8::to_str_lossy(&repr::repr_str(&wtf8::encode(name.iter().copied()))).into_owned()
}

/// Whether this is the name of a group, and not a number.
pub fn is_name(name: &[u32]) -> bool {
    class::is_identifier(&wtf8::encode(name.iter().copied()))
}

/// The flags as they are to hold, or why they cannot.
fn checked_flags(flags: i64, is_text: bool) -> Result<i64, Failure> {
    let has = |wanted: i64| flags & wanted != 0;
    let problem = match is_text {
        true if has(flag::LOCALE) => "cannot use LOCALE flag with a str pattern",
        true if has(flag::ASCII) && has(flag::UNICODE) => "ASCII and UNICODE flags are incompatible",
        true if has(flag::ASCII) => return Ok(flags),
        true => return Ok(flags | flag::UNICODE),
        false if has(flag::UNICODE) => "cannot use UNICODE flag with a bytes pattern",
        false if has(flag::LOCALE) && has(flag::ASCII) => "ASCII and LOCALE flags are incompatible",
        false => return Ok(flags),
    };
    Err(Failure::Value(problem))
}

fn is_place(node: &Node) -> bool {
    matches!(node, Node::At(_))
}

impl<'a> Parser<'a> {
    fn new(points: &'a [u32], is_text: bool, flags: i64) -> Result<Parser<'a>, Failure> {
        Ok(Parser {
            tokens: Tokens::new(points)?,
            is_text,
            flags,
            global: flags,
            widths: vec![None],
            names: Vec::new(),
            closing: Vec::new(),
            conditions: Vec::new(),
            behind: None,
            depth: 0,
            uneven: false,
        })
    }

    fn whole(mut self) -> Result<Parsed, Failure> {
        let node = self.either()?;
        let flags = checked_flags(self.global, self.is_text)?;
        if self.tokens.peek().is_some() {
            return Err(self.tokens.error("unbalanced parenthesis", 0));
        }
        if let Some(&(group, at)) = self.conditions.iter().find(|(group, _)| *group > self.groups()) {
            return Err(Failure::Pattern(format!("invalid group reference {group}"), Some(at)));
        }
        if self.uneven {
            return Err(Failure::Pattern("look-behind requires fixed-width pattern".into(), None));
        }
        let (groups, names, closing) = (self.groups(), self.names, self.closing);
        Ok(Parsed { node, is_text: self.is_text, flags, groups, names, closing })
    }

    /// Number of groups that have begun.
    pub(super) fn groups(&self) -> usize {
        self.widths.len() - 1
    }

    pub(super) fn is_open(&self, group: usize) -> bool {
        self.widths.get(group).is_none_or(Option::is_none)
    }

    /// The greatest character that the texts can have.
    pub(super) fn max_point(&self) -> u32 {
        if self.is_text { wtf8::MAX_POINT } else { 0xff }
    }

    pub(super) fn fold(&self) -> Fold {
        match self.flags & flag::IGNORECASE != 0 {
            false => Fold::None,
            true if self.is_ascii() => Fold::Ascii,
            true => Fold::Unicode,
        }
    }

    pub(super) fn set(&self, set: CharSet, negated: bool) -> Node {
        Node::Set { set, negated, fold: self.fold() }
    }

    pub(super) fn literal(&self, point: u32) -> Node {
        self.set(CharSet::of(vec![(point, point)]), false)
    }

    fn is_verbose(&self) -> bool {
        self.flags & flag::VERBOSE != 0
    }

    /// Within a look-behind, references to groups that begin in it are refused.
    pub(super) fn check_look_behind(&self, group: usize) -> Result<(), Failure> {
        match self.behind {
            Some(_) if self.is_open(group) => Err(self.tokens.error("cannot refer to an open group", 0)),
            Some(before) if group > before => {
                Err(self.tokens.error("cannot refer to group defined in the same lookbehind subpattern", 0))
            }
            _ => Ok(()),
        }
    }

    /// Alternatives, up to a closing parenthesis or the end.
    pub(super) fn either(&mut self) -> Result<Node, Failure> {
        if self.depth > MAX_DEPTH {
            return Err(Failure::TooDeep);
        }
        let mut branches = Vec::new();
        loop {
            let first = self.depth == 0 && branches.is_empty();
            branches.push(self.sequence(first)?);
            if !self.tokens.accept(b'|')? {
                break;
            }
        }
        match branches.pop() {
            Some(only) if branches.is_empty() => Ok(only),
            last => {
                branches.extend(last);
                Ok(Node::Either(branches))
            }
        }
    }

    /// A branch of a condition.
    pub(super) fn branch(&mut self) -> Result<Node, Failure> {
        if self.depth > MAX_DEPTH { Err(Failure::TooDeep) } else { self.sequence(false) }
    }

    /// What stands between two bars. Only the `first` may begin with flags for the whole pattern.
    fn sequence(&mut self, first: bool) -> Result<Node, Failure> {
        let mut nodes = Vec::new();
        while let Some(token) = self.tokens.peek() {
            let byte = match token {
                [point] => u8::try_from(*point).unwrap_or(0),
                _ => b'\\',
            };
            if matches!(byte, b'|' | b')') {
                break;
            }
            self.tokens.take()?;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c if self.is_verbose() => {}
                b'#' if self.is_verbose() => while self.tokens.take()?.is_some_and(|token| token != [0x0a]) {},
                b'\\' => {
                    let node = self.escape(token)?;
                    nodes.push(node);
                }
                b'[' => {
                    let node = self.brackets()?;
                    nodes.push(node);
                }
                b'*' | b'+' | b'?' | b'{' => self.repeat(byte, &mut nodes)?,
                b'.' => {
                    let all = self.flags & flag::DOTALL != 0;
                    let without = if all { CharSet::default() } else { CharSet::of(vec![(0x0a, 0x0a)]) };
                    nodes.push(Node::Set { set: without, negated: true, fold: Fold::None });
                }
                b'^' | b'$' => nodes.push(Node::At(self.place(byte))),
                b'(' => {
                    let may_have_flags = first && nodes.is_empty();
                    nodes.extend(self.group(may_have_flags)?);
                }
                _ => nodes.push(self.literal(token.first().copied().unwrap_or_default())),
            }
        }
        Ok(match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            last => {
                nodes.extend(last);
                Node::Sequence(nodes)
            }
        })
    }

    fn place(&self, byte: u8) -> Place {
        match (byte, self.flags & flag::MULTILINE != 0) {
            (b'^', false) => Place::TextStart,
            (b'^', true) => Place::LineStart,
            (_, false) => Place::LastLineEnd,
            (_, true) => Place::LineEnd,
        }
    }

    /// A repetition of the last node.
    fn repeat(&mut self, byte: u8, nodes: &mut Vec<Node>) -> Result<(), Failure> {
        let here = self.tokens.tell();
        let (min, max) = match byte {
            b'*' => (0, None),
            b'+' => (1, None),
            b'?' => (0, Some(1)),
            _ => match self.bounds(here)? {
                Some(bounds) => bounds,
                None => {
                    nodes.push(self.literal(u32::from(b'{')));
                    return Ok(());
                }
            },
        };
        let back = self.tokens.tell() - here + 1;
        if nodes.last().is_none_or(is_place) {
            return Err(self.tokens.error("nothing to repeat", back));
        }
        if matches!(nodes.last(), Some(Node::Repeat { .. })) {
            return Err(self.tokens.error("multiple repeat", back));
        }
        let greed = if self.tokens.accept(b'?')? {
            Greed::Lazy
        } else if self.tokens.accept(b'+')? {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        if let Some(node) = nodes.pop() {
            nodes.push(Node::Repeat { node: Box::new(node), min, max, greed });
        }
        Ok(())
    }

    /// The bounds within braces; `None` if the brace only is itself.
    fn bounds(&mut self, here: usize) -> Result<Option<(u32, Option<u32>)>, Failure> {
        if self.tokens.is_next(b'}') {
            return Ok(None);
        }
        let low = self.tokens.take_while(usize::MAX, is_digit)?;
        let high = if self.tokens.accept(b',')? { self.tokens.take_while(usize::MAX, is_digit)? } else { low };
        if !self.tokens.accept(b'}')? {
            self.tokens.seek(here)?;
            return Ok(None);
        }
        let bound = |digits: &[u32]| match digits {
            [] => Ok(None),
            _ => match u32::try_from(number(digits, 10)) {
                Ok(bound) if bound < u32::MAX => Ok(Some(bound)),
                _ => Err(Failure::Overflow("the repetition number is too large")),
            },
        };
        let (low, high) = (bound(low)?.unwrap_or(0), bound(high)?);
        if high.is_some_and(|high| high < low) {
            return Err(self.tokens.error("min repeat greater than max repeat", self.tokens.tell() - here));
        }
        Ok(Some((low, high)))
    }

    /// A set in brackets; the opening one has been read.
    fn brackets(&mut self) -> Result<Node, Failure> {
        let here = self.tokens.tell() - 1;
        let negated = self.tokens.accept(b'^')?;
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut is_first = true;
        loop {
            let low = self.member(here)?;
            if low == [u32::from(b']')] && !is_first {
                break;
            }
            is_first = false;
            let item = self.member_item(low)?;
            if !self.tokens.accept(b'-')? {
                add(&mut ranges, &item);
                continue;
            }
            let high = self.member(here)?;
            if high == [u32::from(b']')] {
                add(&mut ranges, &item);
                add(&mut ranges, &Item::Point(u32::from(b'-')));
                break;
            }
            match (item, self.member_item(high)?) {
                (Item::Point(low), Item::Point(high)) if low <= high => ranges.push((low, high)),
                _ => {
                    let message = format!("bad character range {}-{}", text(low), text(high));
                    return Err(self.tokens.error(message, low.len() + 1 + high.len()));
                }
            }
        }
        Ok(self.set(CharSet::of(ranges), negated))
    }

    fn member(&mut self, here: usize) -> Result<Token<'a>, Failure> {
        match self.tokens.take()? {
            Some(token) => Ok(token),
            None => Err(self.tokens.error("unterminated character set", self.tokens.tell() - here)),
        }
    }

    fn member_item(&mut self, token: Token<'_>) -> Result<Item, Failure> {
        match token {
            [point] => Ok(Item::Point(*point)),
            _ => self.class_escape(token),
        }
    }

    /// Opens a group that captures, with the name that has been read.
    pub(super) fn open_group(&mut self, name: Option<&[u32]>) -> Result<usize, Failure> {
        let group = self.widths.len();
        self.widths.push(None);
        if let Some(points) = name {
            let name = wtf8::encode(points.iter().copied());
            if let Some(known) = self.names.iter().find(|known| known.name == name) {
                let (shown, was) = (shown_name(points), known.group);
                let message = format!("redefinition of group name {shown} as group {group}; was group {was}");
                return Err(self.tokens.error(message, points.len() + 1));
            }
            self.names.push(GroupName { name, group });
        }
        Ok(group)
    }

    pub(super) fn close_group(&mut self, group: usize, node: &Node) {
        let width = width(node, &self.widths);
        if let Some(place) = self.widths.get_mut(group) {
            *place = Some(width);
        }
        self.closing.push(group);
    }

    pub(super) fn group_named(&self, name: &[u32]) -> Option<usize> {
        let name = wtf8::encode(name.iter().copied());
        self.names.iter().find(|known| known.name == name).map(|known| known.group)
    }

    pub(super) fn note_condition(&mut self, group: usize, at: usize) {
        if self.conditions.iter().all(|(known, _)| *known != group) {
            self.conditions.push((group, at));
        }
    }

    /// Notes the width of what a look-behind looks for.
    pub(super) fn check_width(&mut self, node: &Node) {
        let width = width(node, &self.widths);
        self.uneven |= width.min != width.max;
    }

    /// Reads something that is nested, within a look-behind or not.
    pub(super) fn nested<R>(
        &mut self,
        behind: bool,
        read: impl FnOnce(&mut Self) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let outer = self.behind;
        if behind {
            self.behind = outer.or(Some(self.groups()));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        self.behind = outer;
        result
    }

    /// Flags for the whole pattern.
    pub(super) fn set_global(&mut self, flags: i64) -> Result<(), Failure> {
        if flags & flag::VERBOSE != 0 && !self.is_verbose() {
            return Err(VERBOSE_ASKED);
        }
        self.global |= flags;
        self.flags |= flags;
        Ok(())
    }
}

fn add(ranges: &mut Vec<(u32, u32)>, item: &Item) {
    match item {
        Item::Point(point) => ranges.push((*point, *point)),
        Item::Set(set) => ranges.extend_from_slice(set.ranges()),
    }
}
