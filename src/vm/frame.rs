//! Frames.

use crate::heap::Value;
use super::{Res, Vm};

pub struct Stack {}
pub struct Frame {}

#[allow(unused_variables)]
impl Vm {
}
