//! What the heap asks of the machine: safepoints.

use crate::heap::Value;
use super::{Res, Vm};

pub struct GcState {}

#[allow(unused_variables)]
impl Vm {
    pub fn attend(&mut self) -> Res<()> {
        unimplemented!()
    }
}
