//! Units to code objects.

use crate::heap::Value;
use super::{Res, Vm};
use std::rc::Rc;
use crate::bytecode::unit::Unit;


#[allow(unused_variables)]
impl Vm {
    pub fn load_unit(&mut self, unit: &Rc<Unit>) -> Res {
        unimplemented!()
    }

    pub fn run_code(&mut self, code: &Value, globals: &Value, locals: &Value) -> Res {
        unimplemented!()
    }
}
