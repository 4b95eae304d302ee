//! Output, tracebacks.

use super::{Res, Vm};
use crate::heap::Value;

pub struct Output {}

#[allow(unused_variables)]
impl Vm {
    pub fn write_out(&mut self, text: &[u8]) -> Res<()> {
        unimplemented!()
    }

    pub fn write_err(&mut self, text: &[u8]) {
        unimplemented!()
    }

    pub fn flush_out(&mut self) -> Res<()> {
        unimplemented!()
    }

    pub fn print_exception(&mut self, exception: &Value) {
        unimplemented!()
    }

    pub fn render_exception(&mut self, exception: &Value) -> String {
        unimplemented!()
    }

    pub fn report_unraisable(&mut self, exception: Value, context: &str, object: &Value) {
        unimplemented!()
    }
}
