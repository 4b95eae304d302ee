//! What a program finds without an import: one file for each type or family, each with its tables and an `install`.

pub mod alias;
pub mod bytearray_;
pub mod bytes_;
pub mod bytes_more;
pub mod code;
pub mod code_;
mod code_more;
pub mod codec;
pub mod common;
pub mod complex_;
pub mod coroutines;
pub mod descriptors;
pub mod dict_;
pub mod dict_views;
pub mod exception_groups;
pub mod exceptions;
pub mod family;
pub mod float_;
pub mod frame;
pub mod function;
pub mod functions;
pub mod int_;
pub mod io;
mod iterator_state;
pub mod iterators;
pub mod list_;
pub mod memoryview_;
pub mod object;
mod quitter;
mod redefined;
pub mod set_;
pub mod singletons;
pub mod sort;
pub mod str_;
pub mod str_format;
pub mod str_more;
pub mod text_args;
pub mod tuple_;
pub mod type_;
pub mod union;

use crate::vm::{Res, Vm};

/// Fills the builtin types and the namespace of the builtins module.
pub fn install(vm: &mut Vm) -> Res<()> {
    object::install(vm)?;
    type_::install(vm)?;
    union::install(vm)?;
    alias::install(vm)?;
    quitter::install(vm)?;
    descriptors::install(vm)?;
    function::install(vm)?;
    code_::install(vm)?;
    frame::install(vm)?;
    singletons::install(vm)?;
    exceptions::install(vm)?;
    exception_groups::install(vm)?;
    int_::install(vm)?;
    float_::install(vm)?;
    complex_::install(vm)?;
    str_::install(vm)?;
    bytes_::install(vm)?;
    bytearray_::install(vm)?;
    memoryview_::install(vm)?;
    list_::install(vm)?;
    tuple_::install(vm)?;
    dict_::install(vm)?;
    dict_views::install(vm)?;
    set_::install(vm)?;
    iterators::install(vm)?;
    iterator_state::install(vm)?;
    coroutines::install(vm)?;
    functions::install(vm)?;
    redefined::install(vm)
}

/// Refuses a value that is not the object that a method is for, as it may be when called through its class.
fn wrong_receiver(vm: &mut Vm, name: &str, wanted: &str, given: &crate::heap::Value) -> crate::vm::Raised {
    let given = vm.type_name(given);
    vm.type_error(format!("descriptor '{name}' for '{wanted}' objects doesn't apply to a '{given}' object"))
}
