//! Classes.

use super::{Res, Vm};
use crate::heap::Value;

#[allow(unused_variables)]
impl Vm {
    pub fn type_of(&self, value: &Value) -> Value {
        unimplemented!()
    }

    pub fn type_name(&self, value: &Value) -> String {
        unimplemented!()
    }

    pub fn is_instance(&mut self, value: &Value, class: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn is_subclass(&mut self, class: &Value, of: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn is_instance_of(&self, value: &Value, which: super::T) -> bool {
        unimplemented!()
    }

    pub fn build_class(
        &mut self,
        function: Value,
        name: Value,
        bases: Vec<Value>,
        keywords: Vec<(Value, Value)>,
    ) -> Res {
        unimplemented!()
    }

    pub fn new_class(
        &mut self,
        metaclass: Value,
        name: Value,
        bases: Vec<Value>,
        namespace: Value,
        keywords: Vec<(Value, Value)>,
    ) -> Res {
        unimplemented!()
    }

    pub fn new_object(&mut self, class: &Value, wrapped: Option<Value>) -> Res {
        unimplemented!()
    }

    pub fn type_changed(&mut self, class: &Value) {
        unimplemented!()
    }

    pub fn type_call(&mut self, class: &Value, args: Vec<Value>, keywords: Vec<(Value, Value)>) -> Res {
        unimplemented!()
    }
}
