//! The module `weakref`: references and proxies that do not keep their object alive.

use std::cell::Cell;

use crate::heap::weak::{self, Rank, WeakLink};
use crate::heap::{Value, alloc};
use crate::objects::{Type, WeakRef, int, ty};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, N, Res, T, Vm};
use crate::{getsets, natives};

/// Makes the module; proxies and the containers are written in Python.
pub fn init(vm: &mut Vm) -> Res {
    install(vm)?;
    let module = vm.new_module("weakref", Some("Weak reference support for Python."))?;
    vm.add_functions(&module, FUNCTIONS)?;
    let reference = vm.type_object(T::WeakRef);
    for name in ["ref", "ReferenceType"] {
        vm.add_member(&module, name, reference.clone())?;
    }
    Ok(module)
}

/// Fills the type of references; it exists before the module is imported.
pub fn install(vm: &mut Vm) -> Res<()> {
    let reference = vm.type_object(T::WeakRef);
    vm.add_methods(&reference, REFERENCE)?;
    vm.set_type_module(T::WeakRef, "weakref")?;
    vm.add_getsets(&reference, REFERENCE_MEMBERS)?;
    Ok(())
}

/// Whether objects of the value's type can be weakly referenced.
fn check_referable(vm: &mut Vm, object: &Value) -> Res<()> {
    let class = vm.type_of(object);
    if object.is_object() && class.exact::<Type>().is_some_and(|class| class.has(ty::HAS_WEAKREF)) {
        return Ok(());
    }
    let name = match vm.type_name(object) {
        name if name == "ReferenceType" => format!("weakref.{name}"),
        name => name,
    };
    Err(vm.type_error(format!("cannot create weak reference to '{name}' object")))
}

fn present(value: &Value) -> Value {
    if value.is_none() { Value::EMPTY } else { value.clone() }
}

fn new_link(callback: Value) -> Value {
    alloc::new(WeakRef { link: WeakLink::new(callback), hash: Cell::new(None) })
}

/// The object that a reference or proxy points to.
fn target(reference: &Value) -> Option<Value> {
    reference.cast::<WeakRef>().and_then(|reference| reference.link.get())
}

static FUNCTIONS: &[Decl] = natives![
    /// Return the number of weak references to 'object'.
    "getweakrefcount(object, /)" |_vm, [object]| Ok(int::from_usize(weak::count(object)));
    /// Return a list of all weak reference objects pointing to 'object'.
    "getweakrefs(object, /)" |vm, [object]| Ok(vm.list(weak::existing(object)));
];

static REFERENCE: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, args, _kwargs]| {
        let args = args.cast::<crate::objects::Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
        let (object, callback) = match &args[..] {
            [object] => (object, Value::EMPTY),
            [object, callback] => (object, present(callback)),
            [] => return Err(vm.type_error("__new__ expected at least 1 argument, got 0")),
            more => {
                let given = more.len();
                return Err(vm.type_error(format!("__new__ expected at most 2 arguments, got {given}")));
            }
        };
        check_referable(vm, object)?;
        let exact = vm.is_type_object(cls, T::WeakRef);
        let rank = if exact && callback.is_empty() { Rank::Basic } else { Rank::Other };
        if let Some(shared) = weak::shared(object, rank) {
            return Ok(shared);
        }
        let link = new_link(callback);
        let reference = if exact { link } else { vm.new_object(cls, Some(link))? };
        weak::register(object, &reference, rank);
        Ok(reference)
    };
    "__init__(self, /, *args, **kwargs)" |_vm, [_this, _args, _kwargs]| Ok(Value::NONE);
    /// Call self as a function.
    "__call__(self, /)" |_vm, [this]| Ok(target(this).unwrap_or(Value::NONE));
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| {
        if let Some(known) = this.cast::<WeakRef>().and_then(|reference| reference.hash.get()) {
            return Ok(int::from_i64(known));
        }
        let Some(object) = target(this) else { return Err(vm.type_error("weak object has gone away")) };
        let hash = vm.hash(&object)?;
        if let Some(reference) = this.cast::<WeakRef>() {
            reference.hash.set(Some(hash));
        }
        Ok(int::from_i64(hash))
    };
    /// Return self==value.
    "__eq__(self, other, /)" |vm, [this, other]| equal(vm, this, other, false);
    /// Return self!=value.
    "__ne__(self, other, /)" |vm, [this, other]| equal(vm, this, other, true);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let address = this.id();
        let text = match target(this) {
            None => format!("<weakref at {address:#x}; dead>"),
            Some(object) => {
                let (class, id) = (vm.type_name(&object), object.id());
                let name = vm.name(N::name);
                let name = match vm.get_attr_opt(&object, &name)? {
                    Some(name) => name.cast::<crate::objects::Str>().map(|name| format!(" ({})", name.to_text())),
                    None => None,
                };
                let name = name.unwrap_or_default();
                format!("<weakref at {address:#x}; to '{class}' at {id:#x}{name}>")
            }
        };
        Ok(vm.str(&text))
    };
];

fn equal(vm: &mut Vm, this: &Value, other: &Value, negated: bool) -> Res {
    if other.cast::<WeakRef>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = match (target(this), target(other)) {
        (Some(one), Some(two)) => one.is(&two) || vm.equals(&one, &two)?,
        _ => this.is(other),
    };
    Ok(Value::bool(equal != negated))
}

static REFERENCE_MEMBERS: &[GetSetDecl] = getsets![
    "__callback__" |_vm, this| {
        let callback = this.cast::<WeakRef>().filter(|reference| reference.link.get().is_some());
        Ok(callback.and_then(|reference| reference.link.callback.get().into_option()).unwrap_or(Value::NONE))
    };
];
