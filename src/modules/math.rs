//! The module `math`.

use crate::heap::Value;
use crate::vm::{Res, Vm};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("math", Some("This module provides access to the mathematical functions\ndefined by the C standard."))?;
    for (name, number) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.add_member(&module, name, Value::float(number))?;
    }
    Ok(module)
}
