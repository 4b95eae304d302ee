//! The tree of a pattern, its flags, and how much text a part of it can match.

use super::charset::CharSet;

/// The flags, with the reference's numbers.
pub mod flag {
    pub const IGNORECASE: i64 = 2;
    pub const LOCALE: i64 = 4;
    pub const MULTILINE: i64 = 8;
    pub const DOTALL: i64 = 16;
    pub const UNICODE: i64 = 32;
    pub const VERBOSE: i64 = 64;
    pub const ASCII: i64 = 256;
    /// Those of which only one can hold.
    pub const TYPES: i64 = LOCALE | UNICODE | ASCII;
}

/// How case is ignored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fold {
    None,
    Ascii,
    Unicode,
}

/// A place that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    TextStart,
    LineStart,
    TextEnd,
    /// The end, or before a newline that is the last character.
    LastLineEnd,
    LineEnd,
    /// Between a word and what is no word.
    WordEdge {
        ascii: bool,
        negated: bool,
    },
}

/// How much a repetition takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// A part of a pattern.
#[derive(Debug)]
pub enum Node {
    /// One character: a literal, a class, a dot.
    Set {
        set: CharSet,
        negated: bool,
        fold: Fold,
    },
    At(Place),
    /// A group that captures.
    Capture(Box<Node>),
    /// A group that does not.
    Group(Box<Node>),
    Atomic(Box<Node>),
    Look {
        behind: bool,
        negated: bool,
        node: Box<Node>,
    },
    BackRef {
        group: usize,
        fold: Fold,
    },
    Conditional {
        group: usize,
        yes: Box<Node>,
        no: Option<Box<Node>>,
    },
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        greed: Greed,
    },
    Sequence(Vec<Node>),
    Either(Vec<Node>),
}

impl Node {
    /// Whether the node is a capturing group or has one in it.
    pub fn captures(&self) -> bool {
        match self {
            Node::Capture(_) => true,
            Node::Set { .. } | Node::At(_) | Node::BackRef { .. } => false,
            Node::Group(node) | Node::Atomic(node) | Node::Look { node, .. } | Node::Repeat { node, .. } => {
                node.captures()
            }
            Node::Conditional { yes, no, .. } => yes.captures() || no.as_ref().is_some_and(|no| no.captures()),
            Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().any(Node::captures),
        }
    }

    /// Whether the node only asks where it is, and takes no text.
    pub fn takes_nothing(&self) -> bool {
        match self {
            Node::At(_) | Node::Look { .. } => true,
            Node::Set { .. } | Node::BackRef { .. } | Node::Conditional { .. } => false,
            Node::Capture(node) | Node::Group(node) | Node::Atomic(node) | Node::Repeat { node, .. } => {
                node.takes_nothing()
            }
            Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().all(Node::takes_nothing),
        }
    }

    /// Whether this place is asked for in the node.
    pub fn asks_for(&self, wanted: fn(Place) -> bool) -> bool {
        match self {
            Node::At(place) => wanted(*place),
            Node::Set { .. } | Node::BackRef { .. } => false,
            Node::Capture(node)
            | Node::Group(node)
            | Node::Atomic(node)
            | Node::Look { node, .. }
            | Node::Repeat { node, .. } => node.asks_for(wanted),
            Node::Conditional { yes, no, .. } => {
                yes.asks_for(wanted) || no.as_ref().is_some_and(|no| no.asks_for(wanted))
            }
            Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().any(|node| node.asks_for(wanted)),
        }
    }

    /// Whether a group that captures is in something that is repeated.
    pub fn repeats_captures(&self) -> bool {
        match self {
            Node::Repeat { node, .. } => node.captures(),
            Node::Set { .. } | Node::At(_) | Node::BackRef { .. } => false,
            Node::Capture(node) | Node::Group(node) | Node::Atomic(node) | Node::Look { node, .. } => {
                node.repeats_captures()
            }
            Node::Conditional { yes, no, .. } => {
                yes.repeats_captures() || no.as_ref().is_some_and(|no| no.repeats_captures())
            }
            Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().any(Node::repeats_captures),
        }
    }
}

/// Least and greatest number of characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Width {
    pub min: u64,
    pub max: u64,
}

impl Width {
    pub const NOTHING: Width = Width { min: 0, max: 0 };

    /// The width of one after the other.
    fn then(self, next: Width) -> Width {
        Width { min: cap(self.min.saturating_add(next.min)), max: cap(self.max.saturating_add(next.max)) }
    }

    fn or(self, other: Width) -> Width {
        Width { min: self.min.min(other.min), max: self.max.max(other.max) }
    }
}

/// What counts as "any number".
pub const MANY: u64 = u32::MAX as u64;

fn cap(width: u64) -> u64 {
    width.min(MANY)
}

/// The width of a node; `groups` has those of the groups that are complete.
pub fn width(node: &Node, groups: &[Option<Width>]) -> Width {
    match node {
        Node::Set { .. } => Width { min: 1, max: 1 },
        Node::At(_) | Node::Look { .. } => Width::NOTHING,
        Node::Capture(node) | Node::Group(node) | Node::Atomic(node) => width(node, groups),
        Node::BackRef { group, .. } => groups.get(*group).copied().flatten().unwrap_or(Width::NOTHING),
        Node::Conditional { yes, no, .. } => {
            let no = no.as_ref().map_or(Width::NOTHING, |no| width(no, groups));
            width(yes, groups).or(no)
        }
        Node::Repeat { node, min, max, .. } => {
            let once = width(node, groups);
            let times = |width: u64, count: u64| cap(width.saturating_mul(count));
            Width { min: times(once.min, u64::from(*min)), max: times(once.max, max.map_or(MANY, u64::from)) }
        }
        Node::Sequence(nodes) => nodes.iter().fold(Width::NOTHING, |sum, node| sum.then(width(node, groups))),
        Node::Either(nodes) => nodes.iter().map(|node| width(node, groups)).reduce(Width::or).unwrap_or(Width::NOTHING),
    }
}

/// Why a pattern is none, or why a search ended without an answer.
#[derive(Debug, PartialEq)]
pub enum Failure {
    /// `re.error`, with the place in the pattern if there is one.
    Pattern(String, Option<usize>),
    Overflow(&'static str),
    Value(&'static str),
    Index(String),
    /// Groups are nested too deeply.
    TooDeep,
    /// The engine gave up.
    Limit(&'static str),
}

/// A name of a group.
#[derive(Debug)]
pub struct GroupName {
    /// As WTF-8.
    pub name: Vec<u8>,
    pub group: usize,
}

/// A pattern that has been read.
#[derive(Debug)]
pub struct Parsed {
    pub node: Node,
    /// Of strings, not of bytes.
    pub is_text: bool,
    pub flags: i64,
    /// Number of capturing groups.
    pub groups: usize,
    pub names: Vec<GroupName>,
    /// The groups in the order in which they end.
    pub closing: Vec<usize>,
}
