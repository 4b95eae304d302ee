//! Comparison.

use super::{Res, Vm};
use crate::heap::Value;
use hoopsnake_syntax::ast::CmpOp;

#[allow(unused_variables)]
impl Vm {
    pub fn compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        unimplemented!()
    }

    pub fn compare_truth(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn equals(&mut self, a: &Value, b: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn less(&mut self, a: &Value, b: &Value) -> Res<bool> {
        unimplemented!()
    }

    pub fn contains(&mut self, container: &Value, item: &Value) -> Res<bool> {
        unimplemented!()
    }
}
