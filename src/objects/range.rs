//! Ranges and slices.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

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
    #[allow(clippy::len_without_is_empty, reason = "a range whose length does not fit is not empty, either")]
    pub fn len(&self) -> Option<i64> {
        match self {
            Range::Small { start, stop, step } => range_len(*start, *stop, *step),
            Range::Big(_) => BigRange::of(self).len().to_i64(),
        }
    }
}

/// Ranges are equal if their items are.
impl PartialEq for Range {
    fn eq(&self, other: &Range) -> bool {
        let (one, two) = (BigRange::of(self), BigRange::of(other));
        let len = one.len();
        let few = len.to_u8();
        len == two.len() && (few == Some(0) || one.start == two.start && (few == Some(1) || one.step == two.step))
    }
}

/// A range in big integers: for whatever does not fit 64 bits.
pub struct BigRange {
    pub start: BigInt,
    pub stop: BigInt,
    pub step: BigInt,
}

impl BigRange {
    pub fn of(range: &Range) -> BigRange {
        match range {
            Range::Small { start, stop, step } => {
                BigRange { start: (*start).into(), stop: (*stop).into(), step: (*step).into() }
            }
            Range::Big(parts) => BigRange { start: parts.0.clone(), stop: parts.1.clone(), step: parts.2.clone() },
        }
    }

    /// The range in its narrowest form.
    pub fn narrow(self) -> Range {
        match (self.start.to_i64(), self.stop.to_i64(), self.step.to_i64()) {
            (Some(start), Some(stop), Some(step)) => Range::Small { start, stop, step },
            _ => Range::Big(Box::new((self.start, self.stop, self.step))),
        }
    }

    pub fn len(&self) -> BigInt {
        let (distance, step) = if self.step.sign() == Sign::Minus {
            (&self.start - &self.stop, -&self.step)
        } else {
            (&self.stop - &self.start, self.step.clone())
        };
        if distance.sign() == Sign::Plus { (distance - 1) / step + 1 } else { BigInt::default() }
    }

    /// The item at an index, which counts from the end if it is negative.
    pub fn item(&self, index: &BigInt) -> Option<BigInt> {
        let len = self.len();
        let at = if index.sign() == Sign::Minus { index + &len } else { index.clone() };
        if at.sign() == Sign::Minus || at >= len { None } else { Some(&self.start + at * &self.step) }
    }

    /// The range of the items that a slice picks; its step is not zero.
    pub fn slice(&self, start: Option<BigInt>, stop: Option<BigInt>, step: BigInt) -> BigRange {
        let len = self.len();
        let down = step.sign() == Sign::Minus;
        let (lower, upper) = if down { (BigInt::from(-1), &len - 1) } else { (BigInt::default(), len.clone()) };
        let fit = |bound: BigInt| {
            let bound = if bound.sign() == Sign::Minus { bound + &len } else { bound };
            bound.clamp(lower.clone(), upper.clone().max(lower.clone()))
        };
        let start = start.map_or_else(|| if down { upper.clone() } else { lower.clone() }, fit);
        let stop = stop.map_or_else(|| if down { lower.clone() } else { upper.clone() }, fit);
        BigRange {
            start: &self.start + start * &self.step,
            stop: &self.start + stop * &self.step,
            step: &self.step * step,
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
