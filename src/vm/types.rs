//! The builtin types.

use super::{Res, Vm};
use crate::heap::Value;

/// A computed attribute of a builtin type.
pub struct GetSetDecl {
    pub name: &'static str,
    pub get: fn(&mut Vm, &Value) -> Res,
    pub set: Option<fn(&mut Vm, &Value, Option<Value>) -> Res<()>>,
}

/// A declaration in use.
pub struct GetSetEntry(pub &'static GetSetDecl);

#[allow(unused_variables)]
impl Vm {
    pub fn install_types(&mut self) {
        unimplemented!()
    }

    pub fn add_methods(&mut self, class: &Value, methods: &'static [super::Decl]) -> Res<()> {
        unimplemented!()
    }

    pub fn add_getsets(&mut self, class: &Value, getsets: &'static [GetSetDecl]) -> Res<()> {
        unimplemented!()
    }

    pub fn native_function(&mut self, decl: &'static super::Decl, receiver: Value, module: Value) -> Value {
        unimplemented!()
    }
}
