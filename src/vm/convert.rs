//! Conversions.

use super::{Res, Vm};
use crate::heap::Value;

#[allow(unused_variables)]
impl Vm {
    pub fn repr(&mut self, value: &Value) -> Res {
        unimplemented!()
    }

    pub fn repr_bytes(&mut self, value: &Value) -> Res<Vec<u8>> {
        unimplemented!()
    }

    pub fn ascii(&mut self, value: &Value) -> Res {
        unimplemented!()
    }

    pub fn str_of(&mut self, value: &Value) -> Res {
        unimplemented!()
    }

    pub fn str_of_bytes(&mut self, value: &Value) -> Res<Vec<u8>> {
        unimplemented!()
    }

    pub fn truth(&mut self, value: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn hash(&mut self, value: &Value) -> Res<i64> {
        unimplemented!()
    }

    pub fn format(&mut self, value: &Value, spec: &Value) -> Res {
        unimplemented!()
    }

    pub fn index(&mut self, value: &Value) -> Res {
        unimplemented!()
    }

    pub fn index_i64(&mut self, value: &Value, overflow: super::E) -> Res<i64> {
        unimplemented!()
    }

    pub fn text_of<'a>(&mut self, value: &'a Value, what: &str) -> Res<&'a [u8]> {
        unimplemented!()
    }

    pub fn to_float(&mut self, value: &Value) -> Res<f64> {
        unimplemented!()
    }
}
