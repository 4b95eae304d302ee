//! The compiled unit: everything that the machine needs to run one function body, class body or module.
//!
//! Plain data without heap objects, so that it can be built, printed, checked and shared anywhere.
//! Registers of a frame: parameters, then other locals (`local_count` together), then temporaries.

use std::hash::{Hash, Hasher};
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
    /// The real and the imaginary part.
    Complex(f64, f64),
    /// WTF-8.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Vec<Const>),
    FrozenSet(Vec<Const>),
    Unit(Rc<Unit>),
}

/// Equality is that of CPython's constant keys: type and value, floats by their bits, tuples item by item,
/// units by identity. Constants that are equal in this sense are one object in all units of a compilation
/// (and as items of its constant tuples), so a machine keeps one map of constants for each tree of units.
impl PartialEq for Const {
    fn eq(&self, other: &Const) -> bool {
        match (self, other) {
            (Const::Int(one), Const::Int(two)) => one == two,
            (Const::BigInt(one), Const::BigInt(two)) => one == two,
            (Const::Float(one), Const::Float(two)) => one.to_bits() == two.to_bits(),
            (Const::Complex(re, im), Const::Complex(real, imaginary)) => {
                (re.to_bits(), im.to_bits()) == (real.to_bits(), imaginary.to_bits())
            }
            (Const::Str(one), Const::Str(two)) | (Const::Bytes(one), Const::Bytes(two)) => one == two,
            (Const::Tuple(one), Const::Tuple(two)) | (Const::FrozenSet(one), Const::FrozenSet(two)) => one == two,
            (Const::Unit(one), Const::Unit(two)) => Rc::ptr_eq(one, two),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other) && self.is_single(),
        }
    }
}

impl Eq for Const {}

impl Hash for Const {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Const::None | Const::True | Const::False | Const::Ellipsis => {}
            Const::Int(value) => value.hash(state),
            Const::BigInt(value) => value.hash(state),
            Const::Float(value) => value.to_bits().hash(state),
            Const::Complex(re, im) => (re.to_bits(), im.to_bits()).hash(state),
            Const::Str(value) | Const::Bytes(value) => value.hash(state),
            Const::Tuple(items) | Const::FrozenSet(items) => items.hash(state),
            Const::Unit(unit) => Rc::as_ptr(unit).hash(state),
        }
    }
}

impl Const {
    /// Whether there is only one value of this type.
    fn is_single(&self) -> bool {
        matches!(self, Const::None | Const::True | Const::False | Const::Ellipsis)
    }

    /// Whether it is an int or float, so that `LoadNum` may load it.
    pub fn is_number(&self) -> bool {
        matches!(self, Const::Int(_) | Const::BigInt(_) | Const::Float(_))
    }
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
#[derive(Clone, Debug)]
pub struct Unit {
    pub kind: UnitKind,
    /// Features of `__future__` that are on, as in `co_flags`.
    pub future: u32,
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
    /// A generator that may be awaited, by `types.coroutine`.
    pub is_iterable_coroutine: bool,
    /// `async def`, or a comprehension that awaits; with `is_generator` an asynchronous generator.
    pub is_coroutine: bool,
    /// `== local_names.len()`; temporaries begin here.
    pub local_count: u16,
    pub register_count: u16,
    pub doc: Option<Box<[u8]>>,
    /// Names that this body stores as attributes of its first parameter (`self.x = ...`), each once.
    pub self_attributes: Vec<Box<str>>,
}

impl Unit {
    /// Whether a call makes an object that holds the frame, instead of running it.
    pub fn is_suspendable(&self) -> bool {
        self.is_generator || self.is_coroutine
    }
}
