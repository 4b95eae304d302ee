//! Imports.

use super::{Res, Vm};
use crate::heap::Value;

pub struct Imports {}

#[allow(unused_variables)]
impl Vm {
    pub fn import(&mut self, name: &Value, from_list: &Value, level: u32) -> Res {
        unimplemented!()
    }

    pub fn import_from(&mut self, module: &Value, name: &Value) -> Res {
        unimplemented!()
    }

    pub fn new_module(&mut self, name: &str, doc: Option<&str>) -> Res {
        unimplemented!()
    }

    pub fn import_star(&mut self, module: &Value) -> Res<()> {
        unimplemented!()
    }
}
