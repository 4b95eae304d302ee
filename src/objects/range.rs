//! Ranges and slices.

use num_bigint::BigInt;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

/// A range; bounds that do not fit 64 bits make the big form.
pub enum Range {
    Small { start: i64, stop: i64, step: i64 },
    Big(Box<(BigInt, BigInt, BigInt)>),
}

impl Payload for Range {
    fn trace<V: Visitor>(&self, _: &mut V) {}
}

impl Range {
    /// Number of items, where it fits.
    #[allow(clippy::len_without_is_empty, reason = "the length of a big range is not known")]
    pub fn len(&self) -> Option<i64> {
        match self {
            Range::Small { start, stop, step } => range_len(*start, *stop, *step),
            Range::Big(_) => None,
        }
    }
}

/// Number of items of `range(start, stop, step)`; `None` if it does not fit 64 bits.
pub fn range_len(start: i64, stop: i64, step: i64) -> Option<i64> {
    let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
    let len = match step {
        0 => 0,
        1.. => (stop - start + step - 1).div_euclid(step),
        _ => (start - stop - step - 1).div_euclid(-step),
    };
    i64::try_from(len.max(0)).ok()
}

/// A slice object.
pub struct SliceObject {
    pub start: Slot,
    pub stop: Slot,
    pub step: Slot,
}

impl Payload for SliceObject {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.start.trace(visitor);
        self.stop.trace(visitor);
        self.step.trace(visitor);
    }
}

pub fn new_slice(start: Value, stop: Value, step: Value) -> Value {
    alloc::new(SliceObject { start: Slot::new(start), stop: Slot::new(stop), step: Slot::new(step) })
}
