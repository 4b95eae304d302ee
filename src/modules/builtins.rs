//! The module `builtins`: the namespace itself is filled by `crate::builtins`.

use crate::objects::function::new_module;
use crate::vm::{Res, Vm};

/// Makes the module of the machine's namespace of builtins.
pub fn install(vm: &mut Vm) -> Res<()> {
    let dict = vm.builtins.clone();
    let (name, package) = (vm.intern("builtins"), vm.str(""));
    vm.dict_set_str(&dict, "__name__", name)?;
    vm.dict_set_str(&dict, "__package__", package)?;
    for absent in ["__doc__", "__loader__", "__spec__"] {
        vm.dict_set_str(&dict, absent, crate::heap::Value::NONE)?;
    }
    vm.dict_set_str(&dict, "__debug__", crate::heap::Value::TRUE)?;
    let modules = vm.modules.clone();
    vm.dict_set_str(&modules, "builtins", new_module(dict))
}
