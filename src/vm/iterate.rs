//! Iteration.

use super::{Res, Vm};
use crate::heap::Value;

#[allow(unused_variables)]
impl Vm {
    pub fn iter(&mut self, value: &Value) -> Res {
        unimplemented!()
    }

    pub fn next(&mut self, iterator: &Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn collect(&mut self, iterable: &Value) -> Res<Vec<Value>> {
        unimplemented!()
    }

    pub fn length(&mut self, value: &Value) -> Res<usize> {
        unimplemented!()
    }

    pub fn length_hint(&mut self, value: &Value, default: usize) -> Res<usize> {
        unimplemented!()
    }

    pub fn unpack(&mut self, iterable: &Value, count: usize) -> Res<Vec<Value>> {
        unimplemented!()
    }

    pub fn unpack_ex(&mut self, iterable: &Value, before: usize, after: usize) -> Res<Vec<Value>> {
        unimplemented!()
    }
}
