//! `exit`, `quit` and `help`: for the prompt, where their names alone tell what to type.
//!
//! Each of the first two is an instance with one member, its own name. What `help` prints is made by the module `_help`, which
//! is imported when it is first called.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Str, Tuple};
use crate::vm::{Decl, E, Res, T, Vm};

/// Puts methods and the member into the type, and makes the two objects.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Quitter);
    vm.add_methods(&class, METHODS)?;
    vm.add_member_slot(&class, "name", false)?;
    let builtins = vm.builtins.clone();
    for name in ["exit", "quit"] {
        let quitter = vm.new_object(&class, None)?;
        let text = vm.intern(name);
        vm.set_member(&quitter, 0, &Value::EMPTY, Some(text))?;
        vm.dict_set_str(&builtins, name, quitter)?;
    }
    let class = vm.type_object(T::Helper);
    vm.add_methods(&class, HELPER_METHODS)?;
    let helper = vm.new_object(&class, None)?;
    vm.dict_set_str(&builtins, "help", helper)?;
    Ok(())
}

static METHODS: &[Decl] = natives![
    "__repr__(self, /)" |vm, [this]| {
        let name = vm.member_value(this, 0, &Value::EMPTY);
        let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
        Ok(vm.str(&format!("Use {name}() or Ctrl-D (i.e. EOF) to exit")))
    };
    "__call__(self, /, code=None)" |vm, [_this, code]| {
        let args = if code.is_empty() { Value::NONE } else { code.clone() };
        Err(vm.raise_with(E::SystemExit, vec![args]))
    };
];

static HELPER_METHODS: &[Decl] = natives![
    "__repr__(self, /)" |vm, [_this]| {
        Ok(vm.str("Type help() for interactive help, or help(object) for help about object."))
    };
    "__call__(self, /, *args)" |vm, [_this, args]| {
        let module = vm.import_module("_help")?;
        let name = vm.intern("help");
        let function = vm.get_attr(&module, &name)?;
        let args = args.cast::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
        vm.call(&function, &args)
    };
];
