//! Tuples whose items have names too: `sys.version_info`, `time.struct_time`.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Str, Tuple, dict};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, N, Res, T, Vm};

/// Reads item `I` of a tuple.
pub fn item<const I: usize>(vm: &mut Vm, this: &Value) -> Res {
    match this.cast::<Tuple>().and_then(|tuple| tuple.elements().get(I).cloned()) {
        Some(value) => Ok(value),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

/// Declares the fields of such a tuple.
#[macro_export]
macro_rules! fields {
    ($( $index:literal $name:literal ),* $(,)?) => {
        &[ $( $crate::vm::types::GetSetDecl {
            name: $name,
            get: $crate::modules::structseq::item::<$index>,
            set: None,
        } ),* ]
    };
}

static METHODS: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let class = vm.type_of(this);
        let module = vm.get_attr_name(&class, N::module)?;
        let names = vm.get_attr_name(&class, N::match_args)?;
        let mut text = module.cast::<Str>().map_or_else(Vec::new, |module| module.bytes().to_vec());
        text.push(b'.');
        text.extend_from_slice(vm.type_name(this).as_bytes());
        text.push(b'(');
        let items = this.cast::<Tuple>().map(|tuple| tuple.elements().to_vec()).unwrap_or_default();
        let names = names.cast::<Tuple>().map(|names| names.elements().to_vec()).unwrap_or_default();
        for (index, (name, item)) in names.iter().zip(&items).enumerate() {
            if index > 0 {
                text.extend_from_slice(b", ");
            }
            text.extend_from_slice(name.cast::<Str>().map_or(&[][..], Str::bytes));
            text.push(b'=');
            text.extend_from_slice(&vm.repr_bytes(item)?);
        }
        text.push(b')');
        vm.str_bytes(&text)
    };
];

/// A class of such tuples.
pub fn new_class(vm: &mut Vm, module: &str, name: &str, fields: &'static [GetSetDecl]) -> Res {
    let namespace = dict::new_dict();
    let names: Vec<Value> = fields.iter().map(|field| vm.intern(field.name)).collect();
    let names = vm.tuple(names)?;
    let (module, empty) = (vm.intern(module), vm.tuple(Vec::new())?);
    vm.dict_set_str(&namespace, "__module__", module)?;
    vm.dict_set_str(&namespace, "__slots__", empty)?;
    vm.dict_set_str(&namespace, "__match_args__", names)?;
    let (metaclass, base) = (vm.type_object(T::Type), vm.type_object(T::Tuple));
    let name = vm.intern(name);
    let class = vm.new_class(metaclass, name, vec![base], namespace, Vec::new())?;
    vm.add_methods(&class, METHODS)?;
    vm.add_getsets(&class, fields)?;
    Ok(class)
}

/// An instance.
pub fn new(vm: &mut Vm, class: &Value, items: Vec<Value>) -> Res {
    let items = vm.tuple(items)?;
    vm.new_object(class, Some(items))
}
