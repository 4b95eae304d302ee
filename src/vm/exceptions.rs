//! Exception objects.

use super::{Res, Vm};
use crate::heap::Value;

#[allow(unused_variables)]
impl Vm {
    pub fn set_context(&mut self, exception: &Value) {
        unimplemented!()
    }

    pub fn make_exception(&mut self, value: &Value) -> Res {
        unimplemented!()
    }

    pub fn handled_exception(&self) -> Value {
        unimplemented!()
    }

    pub fn raise_name_error(&mut self, name: &Value) -> super::Raised {
        unimplemented!()
    }

    pub fn raise_attribute_error(&mut self, object: &Value, name: &Value) -> super::Raised {
        unimplemented!()
    }
}
