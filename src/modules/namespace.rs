//! `types.SimpleNamespace`, the class of `sys.implementation`: attributes, and nothing else.

use hoopsnake_syntax::ast::CmpOp;

use crate::builtins::common::elements;
use crate::heap::Value;
use crate::natives;
use crate::objects::ty::OF_MODULE;
use crate::objects::{Dict, Str, Type, dict};
use crate::vm::{Decl, N, Res, T, Vm};

const DOC: &str = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)";

/// Where the class is found among those of the modules.
pub const PATH: &str = "types.SimpleNamespace";

/// Makes the class. It lives in `sys.implementation`, from where the module `types` takes it.
pub fn new_class(vm: &mut Vm) -> Res {
    let namespace = dict::new_dict();
    for (name, text) in [("__module__", "types"), ("__doc__", DOC)] {
        let text = vm.str(text);
        vm.dict_set_str(&namespace, name, text)?;
    }
    vm.dict_set_str(&namespace, "__hash__", Value::NONE)?;
    let (metaclass, name) = (vm.type_object(T::Type), vm.intern("SimpleNamespace"));
    let class = vm.new_class(metaclass, name, Vec::new(), namespace, Vec::new())?;
    vm.add_methods(&class, METHODS)?;
    if let Some(ty) = class.exact::<Type>() {
        ty.set_flag(OF_MODULE);
    }
    vm.host_types.insert(PATH.to_owned(), class.clone());
    Ok(class)
}

/// The attributes of a namespace; nothing if it is none.
fn attributes(vm: &mut Vm, value: &Value) -> Res<Option<Value>> {
    let class = vm.host_type_named(PATH);
    if vm.is_instance_plain(value, &class)? { vm.instance_dict(value) } else { Ok(None) }
}

/// Two namespaces compare as their attributes do.
fn compare(vm: &mut Vm, op: CmpOp, this: &Value, other: &Value) -> Res {
    match (attributes(vm, this)?, attributes(vm, other)?) {
        (Some(own), Some(others)) => vm.compare(op, &own, &others),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn items(vm: &mut Vm, this: &Value, out: &mut Vec<u8>) -> Res<()> {
    let dict = vm.instance_dict(this)?.unwrap_or_default();
    let items = dict.cast::<Dict>().map(Dict::items).unwrap_or_default();
    let named = items.into_iter().filter(|(name, _)| name.cast::<Str>().is_some_and(|name| !name.bytes().is_empty()));
    for (index, (name, value)) in named.enumerate() {
        if index > 0 {
            out.extend_from_slice(b", ");
        }
        out.extend_from_slice(name.cast::<Str>().map_or(&[][..], Str::bytes));
        out.push(b'=');
        out.extend_from_slice(&vm.repr_bytes(&value)?);
    }
    Ok(())
}

static METHODS: &[Decl] = natives![
    /// Initialize self.  See help(type(self)) for accurate signature.
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, keywords]| {
        if !elements(args).is_empty() {
            return Err(vm.type_error("no positional arguments expected"));
        }
        let items = keywords.exact::<Dict>().map(Dict::items).unwrap_or_default();
        let dict = vm.instance_dict(this)?.unwrap_or_default();
        for (name, value) in items {
            if name.cast::<Str>().is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
            vm.dict_set(&dict, name, value)?;
        }
        Ok(Value::NONE)
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let class = vm.type_of(this);
        let name = match vm.class_path(&class).as_str() {
            PATH => "namespace".to_owned(),
            _ => vm.type_name(this),
        };
        let mut text = name.into_bytes();
        let address = this.id();
        if vm.repr_stack.contains(&address) {
            text.extend_from_slice(b"(...)");
            return vm.str_bytes(&text);
        }
        text.push(b'(');
        vm.repr_stack.push(address);
        let result = items(vm, this, &mut text);
        vm.repr_stack.pop();
        result?;
        text.push(b')');
        vm.str_bytes(&text)
    };
    "__lt__(self, value, /)" |vm, [this, other]| compare(vm, CmpOp::Lt, this, other);
    "__le__(self, value, /)" |vm, [this, other]| compare(vm, CmpOp::LtE, this, other);
    "__eq__(self, value, /)" |vm, [this, other]| compare(vm, CmpOp::Eq, this, other);
    "__ne__(self, value, /)" |vm, [this, other]| compare(vm, CmpOp::NotEq, this, other);
    "__gt__(self, value, /)" |vm, [this, other]| compare(vm, CmpOp::Gt, this, other);
    "__ge__(self, value, /)" |vm, [this, other]| compare(vm, CmpOp::GtE, this, other);
    /// Return state information for pickling
    "__reduce__(self, /)" |vm, [this]| {
        let class = vm.get_attr_name(this, N::class)?;
        let empty = vm.tuple(Vec::new())?;
        let dict = vm.instance_dict(this)?.unwrap_or_default();
        vm.tuple(vec![class, empty, dict])
    };
];
