//! What the heap asks of the machine: safepoints.

use super::{Res, Vm};
use crate::heap::Value;

pub struct GcState {}

#[allow(unused_variables)]
impl Vm {
    pub fn attend(&mut self) -> Res<()> {
        unimplemented!()
    }
}
