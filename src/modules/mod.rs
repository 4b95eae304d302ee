//! The modules that are written in Rust: one table, one file each.

pub mod builtins;
pub mod gc;
pub mod itertools;
pub mod math;
pub mod re;
pub mod streams;
pub mod structseq;
pub mod sys;
pub mod sys_info;
pub mod time;
pub mod weakref;

use crate::heap::Value;
use crate::objects::int;
use crate::vm::import::BuiltinModule;
use crate::vm::{E, Res, Vm};

/// The modules that an import finds without a file; `sys` and `builtins` are there from the start.
pub static MODULES: &[BuiltinModule] = &[
    BuiltinModule::rust("gc", gc::init),
    BuiltinModule::rust("itertools", itertools::init),
    BuiltinModule::rust("math", math::init),
    BuiltinModule::both("re", re::init, re::SOURCE),
    BuiltinModule::rust("time", time::init),
    BuiltinModule::both("weakref", weakref::init, include_str!("weakref.py")),
    BuiltinModule::both("_weakref", weakref::init, include_str!("weakref.py")),
    BuiltinModule::rust("sys", already_there),
    BuiltinModule::rust("builtins", already_there),
];

/// Only if a program has taken the module out of `sys.modules`: an empty one of this name would help nobody.
fn already_there(vm: &mut Vm) -> Res {
    Err(vm.raise(E::ImportError, "this module cannot be imported a second time"))
}

/// An argument that is a C `int`.
fn c_int(vm: &mut Vm, value: &Value) -> Res<i32> {
    let number = c_long(vm, value)?;
    match i32::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) if number > 0 => Err(vm.raise(E::OverflowError, "signed integer is greater than maximum")),
        Err(_) => Err(vm.raise(E::OverflowError, "signed integer is less than minimum")),
    }
}

/// An argument that is a C `long`.
fn c_long(vm: &mut Vm, value: &Value) -> Res<i64> {
    let number = vm.index(value)?;
    match int::to_i64(&number) {
        Some(number) => Ok(number),
        None => Err(vm.raise(E::OverflowError, "Python int too large to convert to C long")),
    }
}
