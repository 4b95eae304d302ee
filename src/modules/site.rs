//! What CPython's module `site` adds to the builtins: `exit` and `quit`.

use crate::heap::Value;
use crate::natives;
use crate::objects::dict;
use crate::vm::{Decl, E, Res, T, Vm};

/// The key that ends the input.
const END_KEY: &str = if cfg!(windows) { "Ctrl-Z plus Return" } else { "Ctrl-D (i.e. EOF)" };

static QUITTER: &[Decl] = natives![
    "__init__(self, name, eof)" |vm, [this, name, eof]| {
        for (key, value) in [("name", name), ("eof", eof)] {
            let key = vm.intern(key);
            vm.set_attr(this, &key, value.clone())?;
        }
        Ok(Value::NONE)
    };
    "__repr__(self)" |vm, [this]| {
        let mut text = b"Use ".to_vec();
        for (key, after) in [("name", "() or "), ("eof", " to exit")] {
            let key = vm.intern(key);
            let value = vm.get_attr(this, &key)?;
            text.extend_from_slice(&vm.str_of_bytes(&value)?);
            text.extend_from_slice(after.as_bytes());
        }
        vm.str_bytes(&text)
    };
    "__call__(self, code=None)" |vm, [_this, code]| {
        let code = if code.is_empty() { Value::NONE } else { code.clone() };
        Err(vm.raise_with(E::SystemExit, vec![code]))
    };
];

/// Adds them.
pub fn install(vm: &mut Vm) -> Res<()> {
    let namespace = dict::new_dict();
    let module = vm.intern("_sitebuiltins");
    vm.dict_set_str(&namespace, "__module__", module)?;
    let (metaclass, base, name) = (vm.type_object(T::Type), vm.type_object(T::Object), vm.intern("Quitter"));
    let class = vm.new_class(metaclass, name, vec![base], namespace, Vec::new())?;
    vm.add_methods(&class, QUITTER)?;
    let builtins = vm.builtins.clone();
    for name in ["exit", "quit"] {
        let arguments = [vm.intern(name), vm.intern(END_KEY)];
        let quitter = vm.call(&class, &arguments)?;
        vm.dict_set_str(&builtins, name, quitter)?;
    }
    Ok(())
}
