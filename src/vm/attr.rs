//! Attributes.

use super::N;
use super::{Res, Vm};
use crate::heap::Value;

#[allow(unused_variables)]
impl Vm {
    pub fn get_attr(&mut self, object: &Value, name: &Value) -> Res {
        unimplemented!()
    }

    pub fn get_attr_opt(&mut self, object: &Value, name: &Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn get_attr_name(&mut self, object: &Value, name: N) -> Res {
        unimplemented!()
    }

    pub fn set_attr(&mut self, object: &Value, name: &Value, value: Value) -> Res<()> {
        unimplemented!()
    }

    pub fn del_attr(&mut self, object: &Value, name: &Value) -> Res<()> {
        unimplemented!()
    }

    pub fn generic_get_attr(&mut self, object: &Value, name: &Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn generic_set_attr(&mut self, object: &Value, name: &Value, value: Option<Value>) -> Res<()> {
        unimplemented!()
    }

    pub fn load_method(&mut self, object: Value, name: &Value) -> Res<(Value, Value)> {
        unimplemented!()
    }

    pub fn special(&mut self, object: &Value, name: N) -> Option<Value> {
        unimplemented!()
    }

    pub fn call_special(&mut self, object: &Value, name: N, args: &[Value]) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn instance_dict(&mut self, object: &Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn attribute_names(&mut self, object: &Value) -> Res<Vec<Value>> {
        unimplemented!()
    }
}
