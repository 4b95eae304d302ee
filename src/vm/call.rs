//! Calls.

use crate::heap::Value;
use super::{Res, Vm};


#[allow(unused_variables)]
impl Vm {
    pub fn call(&mut self, callable: &Value, args: &[Value]) -> Res {
        unimplemented!()
    }

    pub fn call_kw(&mut self, callable: &Value, args: Vec<Value>, keywords: Vec<(Value, Value)>) -> Res {
        unimplemented!()
    }

    pub fn call_method(&mut self, object: &Value, name: &str, args: &[Value]) -> Res {
        unimplemented!()
    }

    pub fn enter_native(&mut self) -> Res<()> {
        unimplemented!()
    }

    pub fn leave_native(&mut self) {
        unimplemented!()
    }

    pub fn is_callable(&mut self, value: &Value) -> bool {
        unimplemented!()
    }
}
