//! Complex numbers.

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Value, alloc};
use crate::num::complex_ops::Complex;

/// A complex number.
pub struct ComplexObject(pub Complex);

impl Payload for ComplexObject {
    fn trace<V: Visitor>(&self, _: &mut V) {}
}

/// A complex object.
pub fn new_complex(number: Complex) -> Value {
    alloc::new(ComplexObject(number))
}

/// The number of a complex object or an instance of a subclass.
pub fn to_complex(value: &Value) -> Option<Complex> {
    value.cast::<ComplexObject>().map(|object| object.0)
}
