//! Iterators over builtin containers, and the lazy builtins (`zip`, `map`, ...): one layout, one enum.
//!
//! How each advances is the machine's business (`vm/iterate.rs`), since most may run Python code.

use std::cell::{Cell, RefCell};

use num_bigint::BigInt;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

use super::dict::ViewKind;

/// Which iterator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IterKind {
    List,
    ListReverse,
    Tuple,
    Str,
    /// Of a string of ASCII characters, which CPython gives a type of its own.
    StrAscii,
    Bytes,
    ByteArray,
    /// Of a view of memory with one dimension.
    Memory,
    Range,
    BigRange,
    Set,
    Dict(ViewKind),
    DictReverse(ViewKind),
    /// By `__getitem__` from 0.
    Sequence,
    /// `reversed()` by `__len__` and `__getitem__`.
    SequenceReverse,
    /// `iter(callable, sentinel)`
    Sentinel,
    Enumerate,
    Zip,
    Map,
    Filter,
}

/// An iterator: what it runs over, where it is, where it ends.
pub struct Iter {
    pub kind: IterKind,
    /// The container, or the source iterator; empty when exhausted.
    pub source: Slot,
    /// Sentinel, function of map/filter, ...
    pub extra: Slot,
    /// Sources of zip and map.
    pub sources: Vec<Value>,
    pub position: Cell<i64>,
    /// End of a range; expected size of a dict or set; 1 for a `zip` whose sources must be of one length.
    pub end: Cell<i64>,
    pub step: Cell<i64>,
    /// Next, stop and step of a range beyond 64 bits.
    pub big: RefCell<Option<Box<(BigInt, BigInt, BigInt)>>>,
}

impl Payload for Iter {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.source.trace(visitor);
        self.extra.trace(visitor);
        for source in &self.sources {
            visitor.visit(source);
        }
    }

    fn clear(&self) {
        self.source.set(Value::EMPTY);
        self.extra.set(Value::EMPTY);
    }
}

impl Iter {
    pub fn new(kind: IterKind, source: Value) -> Iter {
        Iter {
            kind,
            source: Slot::new(source),
            extra: Slot::default(),
            sources: Vec::new(),
            position: Cell::new(0),
            end: Cell::new(0),
            step: Cell::new(1),
            big: RefCell::new(None),
        }
    }

    /// Whether all sources of a `zip` must end together.
    pub fn is_strict(&self) -> bool {
        self.end.get() != 0
    }

    /// An iterator over `start, start + step, ...` below (or above) `stop`.
    pub fn range(start: i64, stop: i64, step: i64) -> Iter {
        let iter = Iter::new(IterKind::Range, Value::EMPTY);
        iter.position.set(start);
        iter.end.set(stop);
        iter.step.set(step);
        iter
    }
}

pub fn new_iter(iter: Iter) -> Value {
    alloc::new(iter)
}
