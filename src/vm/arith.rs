//! Arithmetic.

use super::{Res, Vm};
use crate::heap::Value;
use hoopsnake_syntax::ast::{BinOp, UnaryOp};

#[allow(unused_variables)]
impl Vm {
    pub fn binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        unimplemented!()
    }

    pub fn inplace(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        unimplemented!()
    }

    pub fn unary(&mut self, op: UnaryOp, a: &Value) -> Res {
        unimplemented!()
    }

    pub fn pow_mod(&mut self, a: &Value, b: &Value, modulus: &Value) -> Res {
        unimplemented!()
    }

    pub fn divmod(&mut self, a: &Value, b: &Value) -> Res {
        unimplemented!()
    }
}
