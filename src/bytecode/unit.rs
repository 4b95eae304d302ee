//! The compiled unit: everything that the machine needs to run one function body, class body or module.
//!
//! Plain data without heap objects, so that it can be built, printed, checked and shared anywhere.
//! Registers of a frame: parameters, then other locals (`local_count` together), then temporaries.

use std::rc::Rc;

use num_bigint::BigInt;

use super::instr::Instr;
use super::tables::{Handler, SourceInfo};
use hoopsnake_syntax::ast::Span;

/// A constant of the source.
#[derive(Clone, Debug)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    BigInt(BigInt),
    Float(f64),
    /// The imaginary part.
    Complex(f64),
    /// WTF-8.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Vec<Const>),
    FrozenSet(Vec<Const>),
    Unit(Rc<Unit>),
}

/// What a unit is compiled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    Module,
    Class,
    Function,
    Lambda,
    /// The hidden function of a comprehension or generator expression.
    Comprehension,
}

/// One compiled body.
#[derive(Debug)]
pub struct Unit {
    pub kind: UnitKind,
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub source: Rc<SourceInfo>,
    /// Line of `def`, `class` or the first line, for `co_firstlineno`.
    pub first_line: u32,
    pub code: Vec<Instr>,
    /// The source span of each instruction.
    pub spans: Vec<Span>,
    /// Exception handlers; an inner one stands before the one around it.
    pub handlers: Vec<Handler>,
    pub constants: Vec<Const>,
    pub names: Vec<Box<str>>,
    /// Names of the locals by register: positional-only, positional, keyword-only, `*args`, `**kwargs`, others.
    pub local_names: Vec<Box<str>>,
    /// Locals that are held in cells, since an inner function uses them (registers, ascending).
    pub cell_locals: Vec<u16>,
    /// Names of the closure's cells, in the order of the closure tuple.
    pub free_names: Vec<Box<str>>,
    pub positional_only: u16,
    /// All positional parameters, positional-only ones included.
    pub positional: u16,
    pub keyword_only: u16,
    pub has_varargs: bool,
    pub has_varkw: bool,
    pub is_generator: bool,
    /// `async def`; not run yet by the machine.
    pub is_coroutine: bool,
    /// `== local_names.len()`; temporaries begin here.
    pub local_count: u16,
    pub register_count: u16,
    pub doc: Option<Box<[u8]>>,
    /// Names that this body stores as attributes of its first parameter (`self.x = ...`), each once.
    pub self_attributes: Vec<Box<str>>,
}
