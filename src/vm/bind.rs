//! Arguments to parameters.

use crate::heap::Value;
use super::{Res, Vm};


#[allow(unused_variables)]
impl Vm {
}
