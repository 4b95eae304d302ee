//! Subscription; dictionaries and sets with keys that need `__eq__`.

use super::{Res, Vm};
use crate::heap::Value;

#[allow(unused_variables)]
impl Vm {
    pub fn get_item(&mut self, object: &Value, index: &Value) -> Res {
        unimplemented!()
    }

    pub fn set_item(&mut self, object: &Value, index: &Value, value: Value) -> Res<()> {
        unimplemented!()
    }

    pub fn del_item(&mut self, object: &Value, index: &Value) -> Res<()> {
        unimplemented!()
    }

    pub fn slice_bounds(&mut self, slice: &Value, len: usize) -> Res<(i64, i64, i64, usize)> {
        unimplemented!()
    }

    pub fn dict_get(&mut self, dict: &Value, key: &Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn dict_get_number_form(&mut self, dict: &Value, key: &Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn dict_find(&mut self, dict: &Value, key: &Value, hash: i64) -> Res<Option<usize>> {
        unimplemented!()
    }

    pub fn dict_set(&mut self, dict: &Value, key: Value, value: Value) -> Res<()> {
        unimplemented!()
    }

    pub fn dict_remove(&mut self, dict: &Value, key: &Value) -> Res<Option<Value>> {
        unimplemented!()
    }

    pub fn dict_update(&mut self, dict: &Value, other: &Value) -> Res<()> {
        unimplemented!()
    }

    pub fn dict_get_str(&mut self, dict: &Value, key: &str) -> Option<Value> {
        unimplemented!()
    }

    pub fn dict_set_str(&mut self, dict: &Value, key: &str, value: Value) -> Res<()> {
        unimplemented!()
    }

    pub fn set_find(&mut self, set: &Value, item: &Value, hash: i64) -> Res<Option<usize>> {
        unimplemented!()
    }

    pub fn set_contains(&mut self, set: &Value, item: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn set_add(&mut self, set: &Value, item: Value) -> Res<()> {
        unimplemented!()
    }

    pub fn set_discard(&mut self, set: &Value, item: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn set_update(&mut self, set: &Value, iterable: &Value) -> Res<()> {
        unimplemented!()
    }
}
