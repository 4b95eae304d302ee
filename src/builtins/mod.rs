//! What a program finds without an import: one file for each type or family, each with its tables and an `install`.

pub mod code;
pub mod codec;
pub mod common;
pub mod dict_;
pub mod dict_views;
pub mod exceptions;
pub mod family;
pub mod float_;
pub mod functions;
pub mod int_;
pub mod io;
pub mod iterators;
pub mod list_;
pub mod set_;
pub mod sort;
pub mod str_;
pub mod str_format;
pub mod tuple_;

use crate::vm::{Res, Vm};

/// Fills the builtin types and the namespace of the builtins module.
pub fn install(vm: &mut Vm) -> Res<()> {
    exceptions::install(vm)?;
    int_::install(vm)?;
    float_::install(vm)?;
    str_::install(vm)?;
    list_::install(vm)?;
    tuple_::install(vm)?;
    dict_::install(vm)?;
    dict_views::install(vm)?;
    set_::install(vm)?;
    iterators::install(vm)?;
    functions::install(vm)
}
