//! What a program finds without an import: one file for each type or family, each with its tables and an `install`.

pub mod code;
pub mod code_;
pub mod descriptors;
pub mod dict_;
pub mod exceptions;
pub mod family;
pub mod function;
pub mod functions;
pub mod io;
pub mod iterators;
pub mod list_;
pub mod object;
pub mod set_;
pub mod singletons;
pub mod sort;
pub mod type_;
pub mod union;

use crate::heap::Value;
use crate::vm::{Raised, Res, Vm};

/// Fills the builtin types and the builtins' namespace.
pub fn install(vm: &mut Vm) -> Res<()> {
    object::install(vm)?;
    type_::install(vm)?;
    union::install(vm)?;
    descriptors::install(vm)?;
    function::install(vm)?;
    code_::install(vm)?;
    singletons::install(vm)?;
    exceptions::install(vm)?;
    // str_::install(vm)?;
    // bytes_::install(vm)?;
    // int_::install(vm)?;
    // float_::install(vm)?;
    list_::install(vm)?;
    // tuple_::install(vm)?;
    dict_::install(vm)?;
    set_::install(vm)?;
    // range_::install(vm)?;
    iterators::install(vm)?;
    functions::install(vm)?;
    Ok(())
}

/// Refuses a value that is not the object that a method is for, as it may be when called through its class.
fn wrong_receiver(vm: &mut Vm, name: &str, wanted: &str, given: &Value) -> Raised {
    let given = vm.type_name(given);
    vm.type_error(format!("descriptor '{name}' for '{wanted}' objects doesn't apply to a '{given}' object"))
}
