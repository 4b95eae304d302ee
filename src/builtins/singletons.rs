//! `None`, `Ellipsis` and `NotImplemented`.

use crate::heap::Value;
use crate::natives;
use crate::vm::{Decl, Res, T, Vm};

/// Puts methods into the types of the singletons.
pub fn install(vm: &mut Vm) -> Res<()> {
    for (which, methods) in [(T::NoneType, NONE), (T::Ellipsis, ELLIPSIS), (T::NotImplemented, NOT_IMPLEMENTED)] {
        let class = vm.type_object(which);
        vm.add_methods(&class, methods)?;
    }
    Ok(())
}

static NONE: &[Decl] = natives![
    "__new__(cls, /)" |_vm, [_cls]| Ok(Value::NONE);
    "__repr__(self, /)" |vm, [_this]| Ok(vm.intern("None"));
    "__bool__(self, /)" |_vm, [_this]| Ok(Value::FALSE);
];

static ELLIPSIS: &[Decl] = natives![
    "__new__(cls, /)" |_vm, [_cls]| Ok(Value::ELLIPSIS);
    "__repr__(self, /)" |vm, [_this]| Ok(vm.intern("Ellipsis"));
    "__reduce__(self, /)" |vm, [_this]| Ok(vm.intern("Ellipsis"));
];

static NOT_IMPLEMENTED: &[Decl] = natives![
    "__new__(cls, /)" |_vm, [_cls]| Ok(Value::NOT_IMPLEMENTED);
    "__repr__(self, /)" |vm, [_this]| Ok(vm.intern("NotImplemented"));
    "__bool__(self, /)" |vm, [this]| vm.truth(this).map(Value::bool);
    "__reduce__(self, /)" |vm, [_this]| Ok(vm.intern("NotImplemented"));
];
