//! What a program finds without an import: one file for each type or family, each with its tables and an `install`.

pub mod code;
pub mod dict_;
pub mod exceptions;
pub mod family;
pub mod functions;
pub mod io;
pub mod iterators;
pub mod list_;
pub mod set_;
pub mod sort;

use crate::vm::world::{EXCEPTIONS, TYPES};
use crate::vm::{Res, T, Vm};

/// Types whose names a program knows without import.
const NAMED: &[T] = &[
    T::Object,
    T::Type,
    T::Int,
    T::Bool,
    T::Float,
    T::Str,
    T::Bytes,
    T::Tuple,
    T::List,
    T::Dict,
    T::Set,
    T::FrozenSet,
    T::Range,
    T::Slice,
    T::Property,
    T::ClassMethod,
    T::StaticMethod,
    T::Super,
    T::Reversed,
    T::Enumerate,
    T::Zip,
    T::Map,
    T::Filter,
];

/// Fills the builtin types and the namespace of builtins.
pub fn install(vm: &mut Vm) -> Res<()> {
    for fill in [
        exceptions::install,
        functions::install,
        iterators::install,
        list_::install,
        dict_::install,
        set_::install,
    ] {
        fill(vm)?;
    }
    let builtins = vm.builtins.clone();
    for row in TYPES.iter().filter(|row| NAMED.contains(&row.which)) {
        let class = vm.type_object(row.which);
        vm.dict_set_str(&builtins, row.name, class)?;
    }
    for (name, which, _) in EXCEPTIONS {
        let class = vm.exception_class(*which);
        vm.dict_set_str(&builtins, name, class)?;
    }
    for alias in ["EnvironmentError", "IOError"] {
        let class = vm.exception_class(crate::vm::E::OSError);
        vm.dict_set_str(&builtins, alias, class)?;
    }
    for (name, value) in [
        ("Ellipsis", crate::heap::Value::ELLIPSIS),
        ("NotImplemented", crate::heap::Value::NOT_IMPLEMENTED),
    ] {
        vm.dict_set_str(&builtins, name, value)?;
    }
    Ok(())
}
