//! Generators.

use crate::heap::Value;
use super::{Res, Vm};


#[allow(unused_variables)]
impl Vm {
    pub fn generator_send(&mut self, generator: &Value, value: Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn generator_throw(&mut self, generator: &Value, exception: Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn generator_close(&mut self, generator: &Value) -> Res<()> {
        unimplemented!()
    }
}
