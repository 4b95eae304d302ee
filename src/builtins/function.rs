//! Functions, methods, functions written in Rust, and cells as objects.

use crate::heap::{Slot, Value};
use crate::objects::function::{new_bound_method, new_cell};
use crate::objects::{BoundMethod, CellObject, Code, Dict, Function, Native, Str, Tuple, Type};
use crate::vm::{Decl, E, N, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, natives};

use super::object::full_name;
use super::{descriptors, wrong_receiver};

/// Puts methods and members into the types of callables.
pub fn install(vm: &mut Vm) -> Res<()> {
    let tables: &[(T, &'static [Decl], &'static [GetSetDecl])] = &[
        (T::Function, FUNCTION, FUNCTION_MEMBERS),
        (T::Method, METHOD, METHOD_MEMBERS),
        (T::Native, NATIVE, NATIVE_MEMBERS),
        (T::MethodDescriptor, NATIVE, NATIVE_MEMBERS),
        (T::MethodDescriptor, METHOD_DESCRIPTOR, METHOD_DESCRIPTOR_MEMBERS),
        (T::WrapperDescriptor, NATIVE, NATIVE_MEMBERS),
        (T::WrapperDescriptor, METHOD_DESCRIPTOR, METHOD_DESCRIPTOR_MEMBERS),
        (T::MethodWrapper, NATIVE, NATIVE_MEMBERS),
        (T::MethodWrapper, &[], METHOD_DESCRIPTOR_MEMBERS),
        (T::Cell, CELL, CELL_MEMBERS),
    ];
    for (which, methods, getsets) in tables {
        let class = vm.type_object(*which);
        vm.add_methods(&class, methods)?;
        vm.add_getsets(&class, getsets)?;
    }
    Ok(())
}

fn readonly(vm: &mut Vm) -> Res<()> {
    Err(vm.raise(E::AttributeError, "readonly attribute"))
}

fn text(value: &Value) -> String {
    value.cast::<Str>().map_or_else(String::new, |text| text.to_text().into_owned())
}

/// Calls `callable` with what `*args, **kwargs` have collected.
fn call_collected(vm: &mut Vm, callable: &Value, args: &Value, kwargs: &Value) -> Res {
    let args = args.cast::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
    let keywords = kwargs.cast::<Dict>().map(Dict::items).unwrap_or_default();
    vm.enter_native()?;
    let result = vm.call_kw(callable, args, keywords);
    vm.leave_native();
    result
}

fn or_none(slot: &Slot) -> Value {
    slot.get().into_option().unwrap_or(Value::NONE)
}

// ---- functions

fn function<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Function> {
    this.exact::<Function>().ok_or_else(|| wrong_receiver(vm, name, "function", this))
}

static FUNCTION: &[Decl] = natives![
    "__new__(cls, code, globals, name=None, argdefs=None, closure=None)"
    |vm, [_cls, code, globals, name, defaults, closure]| {
        let wanted = code.exact::<Code>().map(|code| code.free_names.len());
        let Some(wanted) = wanted else {
            let given = vm.type_name(code);
            return Err(vm.type_error(format!("function() argument 'code' must be code, not {given}")));
        };
        if globals.cast::<Dict>().is_none() {
            let given = vm.type_name(globals);
            return Err(vm.type_error(format!("function() argument 'globals' must be dict, not {given}")));
        }
        let cells = closure.cast::<Tuple>().map_or(0, |cells| cells.len());
        if cells != wanted {
            return Err(vm.value_error(format!("{} requires closure of length {wanted}, not {cells}", code_name(code))));
        }
        let made = vm.new_function(code.clone(), globals.clone())?;
        if let Some(function) = made.exact::<Function>() {
            if name.cast::<Str>().is_some() {
                function.name.set(name.clone());
            }
            if defaults.cast::<Tuple>().is_some() {
                function.defaults.set(defaults.clone());
            }
            if closure.cast::<Tuple>().is_some() {
                function.closure.set(closure.clone());
            }
        }
        Ok(made)
    };
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, owner]| descriptors::get(vm, this, object, owner);
    /// Call self as a function.
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| call_collected(vm, this, args, kwargs);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let qualname = text(&function(vm, this, "__repr__")?.qualname.get());
        let address = this.id();
        Ok(vm.str(&format!("<function {qualname} at {address:#x}>")))
    };
];

fn code_name(code: &Value) -> String {
    code.exact::<Code>().map_or_else(String::new, |code| code.unit.name.to_string())
}

/// Sets a slot of a function to a value that `fits`.
fn set_checked(
    vm: &mut Vm,
    this: &Value,
    value: Option<Value>,
    message: &str,
    fits: fn(&Value) -> bool,
    pick: fn(&Function) -> &Slot,
) -> Res<()> {
    let function = function(vm, this, "__name__")?;
    match value {
        Some(value) if fits(&value) => {
            pick(function).set(value);
            Ok(())
        }
        _ => Err(vm.type_error(message)),
    }
}

fn is_str(value: &Value) -> bool {
    value.cast::<Str>().is_some()
}

static FUNCTION_MEMBERS: &[GetSetDecl] = getsets![
    "__name__" |vm, this| Ok(function(vm, this, "__name__")?.name.get()),
        |vm, this, value| set_checked(vm, this, value, "__name__ must be set to a string object", is_str, |f| &f.name);
    "__qualname__" |vm, this| Ok(function(vm, this, "__qualname__")?.qualname.get()),
        |vm, this, value| {
            set_checked(vm, this, value, "__qualname__ must be set to a string object", is_str, |f| &f.qualname)
        };
    "__doc__" |vm, this| Ok(or_none(&function(vm, this, "__doc__")?.doc)),
        |vm, this, value| {
            function(vm, this, "__doc__")?.doc.set(value.unwrap_or(Value::NONE));
            Ok(())
        };
    "__module__" |vm, this| Ok(or_none(&function(vm, this, "__module__")?.module)),
        |vm, this, value| {
            function(vm, this, "__module__")?.module.set(value.unwrap_or(Value::NONE));
            Ok(())
        };
    "__defaults__" |vm, this| Ok(or_none(&function(vm, this, "__defaults__")?.defaults)),
        |vm, this, value| {
            let message = "__defaults__ must be set to a tuple object";
            let value = value.or(Some(Value::NONE));
            set_checked(vm, this, value, message, |v| v.is_none() || v.cast::<Tuple>().is_some(), |f| &f.defaults)
        };
    "__kwdefaults__" |vm, this| Ok(or_none(&function(vm, this, "__kwdefaults__")?.kw_defaults)),
        |vm, this, value| {
            let message = "__kwdefaults__ must be set to a dict object";
            let value = value.or(Some(Value::NONE));
            set_checked(vm, this, value, message, |v| v.is_none() || v.cast::<Dict>().is_some(), |f| &f.kw_defaults)
        };
    "__code__" |vm, this| Ok(function(vm, this, "__code__")?.code.get()),
        |vm, this, value| {
            let function = function(vm, this, "__code__")?;
            let wanted = value.as_ref().and_then(Value::exact::<Code>).map(|code| code.free_names.len());
            let (Some(value), Some(wanted)) = (value, wanted) else {
                return Err(vm.type_error("__code__ must be set to a code object"));
            };
            let cells = function.closure.peek(|cells| cells.exact::<Tuple>().map_or(0, |cells| cells.len()));
            if cells != wanted {
                let name = text(&function.name.get());
                let message = format!("{name}() requires a code object with {cells} free vars, not {wanted}");
                return Err(vm.value_error(message));
            }
            function.code.set(value);
            Ok(())
        };
    "__globals__" |vm, this| Ok(function(vm, this, "__globals__")?.globals.get()), |vm, _this, _value| readonly(vm);
    "__closure__" |vm, this| Ok(or_none(&function(vm, this, "__closure__")?.closure)), |vm, _this, _value| readonly(vm);
    "__builtins__" |vm, _this| Ok(vm.builtins.clone()), |vm, _this, _value| readonly(vm);
    "__annotations__" |vm, this| {
        let function = function(vm, this, "__annotations__")?;
        if function.annotations.is_empty() {
            function.annotations.set(crate::objects::dict::new_dict());
        }
        Ok(function.annotations.get())
    }, |vm, this, value| {
        let message = "__annotations__ must be set to a dict object";
        let value = match value {
            Some(value) if !value.is_none() => value,
            _ => crate::objects::dict::new_dict(),
        };
        set_checked(vm, this, Some(value), message, |v| v.cast::<Dict>().is_some(), |f| &f.annotations)
    };
    "__dict__" |vm, this| Ok(vm.instance_dict(this)?.unwrap_or(Value::NONE)),
        |vm, this, value| match value {
            None => Err(vm.type_error("cannot delete __dict__")),
            Some(value) => vm.replace_instance_dict(this, Some(value)),
        };
];

// ---- bound methods

fn method<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a BoundMethod> {
    this.exact::<BoundMethod>().ok_or_else(|| wrong_receiver(vm, name, "method", this))
}

static METHOD: &[Decl] = natives![
    "__new__(cls, function, instance, /)" |vm, [_cls, function, instance]| {
        if !vm.is_callable(function) {
            return Err(vm.type_error("first argument must be callable"));
        }
        if instance.is_none() {
            return Err(vm.type_error("instance must not be None"));
        }
        Ok(new_bound_method(function.clone(), instance.clone()))
    };
    "__get__(self, instance, owner=None, /)" |_vm, [this, _object, _owner]| Ok(this.clone());
    /// Call self as a function.
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| call_collected(vm, this, args, kwargs);
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| {
        let Some(other) = value.exact::<BoundMethod>() else { return Ok(Value::NOT_IMPLEMENTED) };
        let (receiver, function) = (other.receiver.get(), other.function.get());
        let own = method(vm, this, "__eq__")?;
        if !own.receiver.holds(&receiver) {
            return Ok(Value::FALSE);
        }
        let own = own.function.get();
        vm.equals(&own, &function).map(Value::bool)
    };
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| {
        let own = method(vm, this, "__hash__")?;
        let (receiver, function) = (own.receiver.get(), own.function.get());
        let function = vm.hash(&function)?;
        let receiver = crate::num::hash::hash_address(receiver.id() as u64);
        Ok(crate::objects::int::from_i64(match receiver ^ function {
            -1 => -2,
            hash => hash,
        }))
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let own = method(vm, this, "__repr__")?;
        let (receiver, function) = (own.receiver.get(), own.function.get());
        let name = match callable_name(vm, &function, N::qualname)? {
            Some(name) => Some(name),
            None => callable_name(vm, &function, N::name)?,
        };
        let mut shown = format!("<bound method {} of ", name.as_deref().unwrap_or("?")).into_bytes();
        vm.enter_native()?;
        let receiver = vm.repr_bytes(&receiver);
        vm.leave_native();
        shown.extend_from_slice(&receiver?);
        shown.push(b'>');
        vm.str_bytes(&shown)
    };
];

fn callable_name(vm: &mut Vm, callable: &Value, name: N) -> Res<Option<String>> {
    let name = vm.name(name);
    let found = vm.get_attr_opt(callable, &name)?;
    Ok(found.filter(is_str).map(|name| text(&name)))
}

static METHOD_MEMBERS: &[GetSetDecl] = getsets![
    "__func__" |vm, this| Ok(method(vm, this, "__func__")?.function.get()), |vm, _this, _value| readonly(vm);
    "__self__" |vm, this| Ok(method(vm, this, "__self__")?.receiver.get()), |vm, _this, _value| readonly(vm);
    "__doc__" |vm, this| {
        let function = method(vm, this, "__doc__")?.function.get();
        vm.get_attr_name(&function, N::doc)
    };
];

// ---- functions written in Rust

fn native<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Native> {
    this.exact::<Native>().ok_or_else(|| wrong_receiver(vm, name, "builtin_function_or_method", this))
}

static NATIVE: &[Decl] = natives![
    /// Call self as a function.
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| call_collected(vm, this, args, kwargs);
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| {
        let own = native(vm, this, "__eq__")?;
        let Some(other) = value.exact::<Native>() else { return Ok(Value::NOT_IMPLEMENTED) };
        let same = own.index == other.index && own.receiver.holds(&other.receiver.get());
        Ok(Value::bool(same && own.owner.holds(&other.owner.get())))
    };
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| {
        let own = native(vm, this, "__hash__")?;
        let receiver = own.receiver.get();
        let address = if receiver.is_empty() { 0 } else { receiver.id() as u64 };
        let hash = crate::num::hash::hash_address(address) ^ i64::from(own.index).wrapping_mul(0x9E37_79B9);
        Ok(crate::objects::int::from_i64(if hash == -1 { -2 } else { hash }))
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let own = native(vm, this, "__repr__")?;
        let (receiver, owner) = (own.receiver.get(), own.owner.get());
        let name = vm.natives.get(own.index as usize).map_or("?", |entry| entry.decl.name());
        let shown = if !owner.is_empty() && receiver.is_empty() {
            let what = if own.is_operation { "slot wrapper" } else { "method" };
            let owner = vm.name_of_type(&owner);
            format!("<{what} '{name}' of '{owner}' objects>")
        } else if receiver.is_empty() || receiver.exact::<crate::objects::Module>().is_some() {
            format!("<built-in function {name}>")
        } else {
            let class = vm.type_of(&receiver);
            let class = if class.exact::<Type>().is_some_and(|class| class.has(crate::objects::ty::HEAP_TYPE)) {
                class.exact::<Type>().map_or_else(String::new, Type::name_text)
            } else {
                full_name(vm, &class)?
            };
            let address = receiver.id();
            if own.is_operation {
                format!("<method-wrapper '{name}' of {class} object at {address:#x}>")
            } else {
                format!("<built-in method {name} of {class} object at {address:#x}>")
            }
        };
        Ok(vm.str(&shown))
    };
];

static NATIVE_MEMBERS: &[GetSetDecl] = getsets![
    "__name__" |vm, this| {
        let index = native(vm, this, "__name__")?.index;
        let name = vm.natives.get(index as usize).map_or("?", |entry| entry.decl.name());
        Ok(vm.intern(name))
    };
    "__qualname__" |vm, this| {
        let own = native(vm, this, "__qualname__")?;
        let (index, owner, receiver) = (own.index, own.owner.get(), own.receiver.get());
        let name = vm.natives.get(index as usize).map_or("?", |entry| entry.decl.name());
        let owner = if owner.is_empty() { receiver } else { owner };
        let qualname = match owner.exact::<Type>() {
            Some(owner) => format!("{}.{name}", owner.name_text()),
            None => name.to_owned(),
        };
        Ok(vm.str(&qualname))
    };
    "__doc__" |vm, this| {
        let index = native(vm, this, "__doc__")?.index;
        let doc = vm.natives.get(index as usize).map_or("", |entry| entry.decl.doc);
        let doc: Vec<&str> = doc.trim().lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        if doc.is_empty() { Ok(Value::NONE) } else { Ok(vm.str(&doc.join("\n"))) }
    };
    "__self__" |vm, this| Ok(or_none(&native(vm, this, "__self__")?.receiver));
    "__module__" |vm, this| Ok(or_none(&native(vm, this, "__module__")?.module)),
        |vm, this, value| {
            native(vm, this, "__module__")?.module.set(value.unwrap_or(Value::NONE));
            Ok(())
        };
    "__text_signature__" |vm, this| {
        let index = native(vm, this, "__text_signature__")?.index;
        let signature = vm.natives.get(index as usize).map_or("", |entry| entry.decl.signature);
        let start = signature.find('(').unwrap_or(0);
        let shown = signature.get(start..).unwrap_or("").replacen("(self", "($self", 1);
        Ok(vm.str(&shown))
    };
];

static METHOD_DESCRIPTOR: &[Decl] = natives![
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, owner]| descriptors::get(vm, this, object, owner);
];

static METHOD_DESCRIPTOR_MEMBERS: &[GetSetDecl] = getsets![
    "__objclass__" |vm, this| Ok(or_none(&native(vm, this, "__objclass__")?.owner));
];

// ---- cells

fn cell<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a CellObject> {
    this.exact::<CellObject>().ok_or_else(|| wrong_receiver(vm, "cell_contents", "cell", this))
}

static CELL: &[Decl] = natives![
    "__new__(cls, contents=None, /)" |_vm, [_cls, contents]| Ok(new_cell(contents.clone()));
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let content = cell(vm, this)?.content.get();
        let address = this.id();
        let shown = if content.is_empty() {
            format!("<cell at {address:#x}: empty>")
        } else {
            let name = vm.type_name(&content);
            format!("<cell at {address:#x}: {name} object at {:#x}>", content.id())
        };
        Ok(vm.str(&shown))
    };
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| {
        let Some(other) = value.exact::<CellObject>() else { return Ok(Value::NOT_IMPLEMENTED) };
        let (one, two) = (cell(vm, this)?.content.get(), other.content.get());
        if one.is_empty() || two.is_empty() {
            return Ok(Value::bool(one.is_empty() && two.is_empty()));
        }
        vm.equals(&one, &two).map(Value::bool)
    };
];

static CELL_MEMBERS: &[GetSetDecl] = getsets![
    "cell_contents" |vm, this| match cell(vm, this)?.content.get().into_option() {
        Some(content) => Ok(content),
        None => Err(vm.value_error("Cell is empty")),
    }, |vm, this, value| {
        let cell = cell(vm, this)?;
        cell.content.set(value.unwrap_or_default());
        Ok(())
    };
];
