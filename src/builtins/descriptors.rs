//! `property`, `classmethod`, `staticmethod`, `super`, and the descriptors that classes have by themselves.

use hoopsnake_syntax::ast::{BinOp, CmpOp};

use crate::heap::{Slot, Value, alloc};
use crate::objects::descriptor::or_none;
use crate::objects::{
    ClassMethod, Dict, GetSet, MappingProxy, Member, Native, Property, StaticMethod, Str, Super, Tuple, Type,
};
use crate::vm::{Decl, E, N, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, natives};

use super::wrong_receiver;

/// Puts methods and members into the types of descriptors.
pub fn install(vm: &mut Vm) -> Res<()> {
    let tables: &[(T, &'static [Decl], &'static [GetSetDecl])] = &[
        (T::Property, PROPERTY, PROPERTY_MEMBERS),
        (T::ClassMethod, CLASS_METHOD, WRAPPER_MEMBERS),
        (T::StaticMethod, STATIC_METHOD, WRAPPER_MEMBERS),
        (T::Super, SUPER, SUPER_MEMBERS),
        (T::Member, MEMBER, DESCRIPTOR_MEMBERS),
        (T::GetSet, GETSET, DESCRIPTOR_MEMBERS),
        (T::MappingProxy, MAPPING_PROXY, &[]),
    ];
    for (which, methods, getsets) in tables {
        let class = vm.type_object(*which);
        vm.add_methods(&class, methods)?;
        vm.add_getsets(&class, getsets)?;
    }
    Ok(())
}

/// A new object of a builtin type or, wrapped, of a class that inherits from it.
fn make(vm: &mut Vm, class: &Value, object: Value) -> Res {
    vm.new_object(class, Some(object))
}

/// `None` as nothing.
fn given(value: &Value) -> Option<Value> {
    if value.is_empty() || value.is_none() { None } else { Some(value.clone()) }
}

/// Object and class of a call of `__get__`.
fn get_arguments(vm: &mut Vm, object: &Value, owner: &Value) -> Res<(Value, Value)> {
    let object = given(object).unwrap_or_default();
    match given(owner) {
        Some(owner) => Ok((object, owner)),
        None if object.is_empty() => Err(vm.type_error("__get__(None, None) is invalid")),
        None => {
            let class = vm.type_of(&object);
            Ok((object, class))
        }
    }
}

/// What the `__get__` of the descriptor `this` gives, after a check that the object is of its class.
pub(super) fn get(vm: &mut Vm, this: &Value, object: &Value, owner: &Value) -> Res {
    let (object, class) = get_arguments(vm, object, owner)?;
    check_object(vm, this, &object)?;
    let native = this.native().unwrap_or(this);
    vm.bind_attr(native, &object, &class, &Value::EMPTY)
}

fn check_object(vm: &mut Vm, this: &Value, object: &Value) -> Res<()> {
    let (owner, name) = if let Some(member) = this.exact::<Member>() {
        (member.owner.get(), member.name.get())
    } else if let Some(getset) = this.exact::<GetSet>() {
        (getset.owner.get(), getset.name.get())
    } else if let Some(native) = this.exact::<Native>() {
        let name = vm.natives.get(native.index as usize).map_or("", |entry| entry.decl.name());
        (native.owner.get(), vm.intern(name))
    } else {
        return Ok(());
    };
    let class = vm.type_of(object);
    if object.is_empty() || owner.is_empty() || class.exact::<Type>().is_some_and(|class| class.is_subtype_of(&owner)) {
        return Ok(());
    }
    let wanted = owner.exact::<Type>().map_or_else(String::new, Type::name_text);
    let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
    Err(wrong_receiver(vm, &name, &wanted, object))
}

/// `__set__` and `__delete__` of the descriptor `this`.
fn set(vm: &mut Vm, this: &Value, object: &Value, value: Option<Value>) -> Res {
    check_object(vm, this, object)?;
    let native = this.native().unwrap_or(this);
    let name = if let Some(getset) = native.exact::<GetSet>() { getset.name.get() } else { Value::EMPTY };
    vm.set_descriptor(native, object, value, &name)?;
    Ok(Value::NONE)
}

// ---- property

fn property<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Property> {
    this.cast::<Property>().ok_or_else(|| wrong_receiver(vm, name, "property", this))
}

/// A property like `this` with one function replaced.
fn changed(vm: &mut Vm, this: &Value, which: usize, function: &Value) -> Res {
    let old = property(vm, this, "getter")?;
    let mut functions = [old.getter.get(), old.setter.get(), old.deleter.get()];
    if let Some(place) = functions.get_mut(which).filter(|_| !function.is_none()) {
        *place = function.clone();
    }
    // The doc string follows the getter, unless it was given.
    let getter_doc = inherited_doc(vm, &old.getter.get())?;
    let doc = old.doc.get();
    let own_doc =
        if doc.is_none() || getter_doc.is_some_and(|inherited| inherited.is(&doc)) { Value::NONE } else { doc };
    let class = vm.type_of(this);
    let [getter, setter, deleter] = functions;
    let name = old.name.get();
    let made = vm.call(&class, &[getter, setter, deleter, own_doc])?;
    if let Some(made) = made.cast::<Property>() {
        made.name.set(name);
    }
    Ok(made)
}

fn inherited_doc(vm: &mut Vm, getter: &Value) -> Res<Option<Value>> {
    if getter.is_none() {
        return Ok(None);
    }
    let name = vm.name(N::doc);
    vm.get_attr_opt(getter, &name)
}

static PROPERTY: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _kwargs]| {
        let empty = Property {
            getter: or_none(None),
            setter: or_none(None),
            deleter: or_none(None),
            doc: or_none(None),
            name: Slot::default(),
        };
        make(vm, cls, alloc::new(empty))
    };
    /// Initialize self.  See help(type(self)) for accurate signature.
    "__init__(self, fget=None, fset=None, fdel=None, doc=None)" |vm, [this, fget, fset, fdel, doc]| {
        let property = property(vm, this, "__init__")?;
        let or_none = |value: &Value| given(value).unwrap_or(Value::NONE);
        property.getter.set(or_none(fget));
        property.setter.set(or_none(fset));
        property.deleter.set(or_none(fdel));
        let doc = match given(doc) {
            Some(doc) => doc,
            None => inherited_doc(vm, &or_none(fget))?.unwrap_or(Value::NONE),
        };
        property.doc.set(doc);
        Ok(Value::NONE)
    };
    /// Descriptor to obtain a copy of the property with a different getter.
    "getter(self, function, /)" |vm, [this, function]| changed(vm, this, 0, function);
    /// Descriptor to obtain a copy of the property with a different setter.
    "setter(self, function, /)" |vm, [this, function]| changed(vm, this, 1, function);
    /// Descriptor to obtain a copy of the property with a different deleter.
    "deleter(self, function, /)" |vm, [this, function]| changed(vm, this, 2, function);
    /// Method to set name of a property.
    "__set_name__(self, /, *args)" |vm, [this, args]| {
        let property = property(vm, this, "__set_name__")?;
        let args = args.cast::<Tuple>().map_or(&[][..], Tuple::elements);
        let [_owner, name] = args else {
            let message = format!("__set_name__() takes 2 positional arguments but {} were given", args.len());
            return Err(vm.type_error(message));
        };
        property.name.set(name.clone());
        Ok(Value::NONE)
    };
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, _owner]| {
        match given(object) {
            None => Ok(this.clone()),
            Some(object) => {
                let property = property(vm, this, "__get__")?;
                vm.get_property(property, &object)
            }
        }
    };
    /// Set an attribute of instance to value.
    "__set__(self, instance, value, /)" |vm, [this, object, value]| set(vm, this, object, Some(value.clone()));
    /// Delete an attribute of instance.
    "__delete__(self, instance, /)" |vm, [this, object]| set(vm, this, object, None);
];

static PROPERTY_MEMBERS: &[GetSetDecl] = getsets![
    "fget" |vm, this| Ok(property(vm, this, "fget")?.getter.get()),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "fset" |vm, this| Ok(property(vm, this, "fset")?.setter.get()),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "fdel" |vm, this| Ok(property(vm, this, "fdel")?.deleter.get()),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "__doc__" |vm, this| Ok(property(vm, this, "__doc__")?.doc.get()),
        |vm, this, value| {
            property(vm, this, "__doc__")?.doc.set(value.unwrap_or(Value::NONE));
            Ok(())
        };
    "__isabstractmethod__" |vm, this| {
        let property = property(vm, this, "__isabstractmethod__")?;
        let functions = [property.getter.get(), property.setter.get(), property.deleter.get()];
        let name = vm.intern("__isabstractmethod__");
        for function in functions.iter().filter(|function| !function.is_none()) {
            if let Some(answer) = vm.get_attr_opt(function, &name)?
                && vm.truth(&answer)?
            {
                return Ok(Value::TRUE);
            }
        }
        Ok(Value::FALSE)
    };
];

// ---- classmethod and staticmethod

fn wrapped(vm: &mut Vm, this: &Value, name: &str) -> Res {
    if let Some(method) = this.cast::<ClassMethod>() {
        Ok(method.function.get())
    } else if let Some(method) = this.cast::<StaticMethod>() {
        Ok(method.function.get())
    } else {
        Err(wrong_receiver(vm, name, "staticmethod", this))
    }
}

fn repr_wrapped(vm: &mut Vm, this: &Value, name: &str) -> Res {
    let function = wrapped(vm, this, "__repr__")?;
    let mut text = format!("<{name}(").into_bytes();
    vm.enter_native()?;
    let inner = vm.repr_bytes(&function);
    vm.leave_native();
    text.extend_from_slice(&inner?);
    text.extend_from_slice(b")>");
    vm.str_bytes(&text)
}

static CLASS_METHOD: &[Decl] = natives![
    "__new__(cls, function, /)" |vm, [cls, function]| {
        make(vm, cls, alloc::new(ClassMethod { function: Slot::new(function.clone()) }))
    };
    /// Initialize self.  See help(type(self)) for accurate signature.
    "__init__(self, function, /)" |_vm, [this, function]| {
        if let Some(own) = this.cast::<ClassMethod>() {
            own.function.set(function.clone());
        }
        Ok(Value::NONE)
    };
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, owner]| get(vm, this, object, owner);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| repr_wrapped(vm, this, "classmethod");
];

static STATIC_METHOD: &[Decl] = natives![
    "__new__(cls, function, /)" |vm, [cls, function]| {
        make(vm, cls, alloc::new(StaticMethod { function: Slot::new(function.clone()) }))
    };
    /// Initialize self.  See help(type(self)) for accurate signature.
    "__init__(self, function, /)" |_vm, [this, function]| {
        if let Some(own) = this.cast::<StaticMethod>() {
            own.function.set(function.clone());
        }
        Ok(Value::NONE)
    };
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, owner]| get(vm, this, object, owner);
    /// Call self as a function.
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        let function = wrapped(vm, this, "__call__")?;
        let args = args.cast::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
        let keywords = kwargs.cast::<Dict>().map(Dict::items).unwrap_or_default();
        vm.enter_native()?;
        let result = vm.call_kw(&function, args, keywords);
        vm.leave_native();
        result
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| repr_wrapped(vm, this, "staticmethod");
];

/// An attribute of the function inside.
fn delegated(vm: &mut Vm, this: &Value, name: &str) -> Res {
    let function = wrapped(vm, this, name)?;
    let name = vm.intern(name);
    vm.enter_native()?;
    let found = vm.get_attr(&function, &name);
    vm.leave_native();
    found
}

static WRAPPER_MEMBERS: &[GetSetDecl] = getsets![
    "__func__" |vm, this| wrapped(vm, this, "__func__"),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "__wrapped__" |vm, this| wrapped(vm, this, "__wrapped__"),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "__name__" |vm, this| delegated(vm, this, "__name__");
    "__qualname__" |vm, this| delegated(vm, this, "__qualname__");
    "__module__" |vm, this| delegated(vm, this, "__module__");
    "__doc__" |vm, this| delegated(vm, this, "__doc__");
    "__annotations__" |vm, this| delegated(vm, this, "__annotations__");
    "__isabstractmethod__" |vm, this| {
        let function = wrapped(vm, this, "__isabstractmethod__")?;
        let name = vm.intern("__isabstractmethod__");
        vm.enter_native()?;
        let answer = vm.get_attr_opt(&function, &name);
        vm.leave_native();
        match answer? {
            Some(answer) => vm.truth(&answer).map(Value::bool),
            None => Ok(Value::FALSE),
        }
    };
];

// ---- super

/// The class whose resolution order `super(class, object)` follows.
fn receiver_class(vm: &mut Vm, class: &Value, object: &Value) -> Res {
    let subtype = |one: &Value| one.exact::<Type>().is_some_and(|one| one.is_subtype_of(class));
    if subtype(object) {
        return Ok(object.clone());
    }
    let own = vm.type_of(object);
    if subtype(&own) {
        return Ok(own);
    }
    let name = vm.name(N::class);
    match vm.get_attr_opt(object, &name)? {
        Some(claimed) if subtype(&claimed) => Ok(claimed),
        _ => Err(vm.type_error("super(type, obj): obj must be an instance or subtype of type")),
    }
}

fn new_super(vm: &mut Vm, class: Value, object: Option<Value>) -> Res {
    if class.exact::<Type>().is_none() {
        let given = vm.type_name(&class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {given}")));
    }
    let receiver_class = match &object {
        Some(object) => receiver_class(vm, &class, object)?,
        None => Value::EMPTY,
    };
    Ok(alloc::new(Super {
        class: Slot::new(class),
        receiver: Slot::new(object.unwrap_or_default()),
        receiver_class: Slot::new(receiver_class),
    }))
}

static SUPER: &[Decl] = natives![
    "__new__(cls, type=None, object=None, /)" |vm, [cls, class, object]| {
        let made = if class.is_empty() {
            let (class, object) = vm.current_super()?;
            new_super(vm, class, Some(object))?
        } else {
            new_super(vm, class.clone(), given(object))?
        };
        make(vm, cls, made)
    };
    "__init__(self, /, *args)" |_vm, [_this, _args]| Ok(Value::NONE);
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, _owner]| {
        match (given(object), this.cast::<Super>()) {
            (Some(object), Some(unbound)) if unbound.receiver.is_empty() => {
                let class = unbound.class.get();
                new_super(vm, class, Some(object))
            }
            _ => Ok(this.clone()),
        }
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let Some(parts) = this.cast::<Super>() else { return Err(wrong_receiver(vm, "__repr__", "super", this)) };
        let name = |class: Value| class.exact::<Type>().map_or_else(String::new, Type::name_text);
        let class = name(parts.class.get());
        let text = if parts.receiver.is_empty() {
            format!("<super: <class '{class}'>, NULL>")
        } else {
            format!("<super: <class '{class}'>, <{} object>>", name(parts.receiver_class.get()))
        };
        Ok(vm.str(&text))
    };
];

fn super_part(vm: &mut Vm, this: &Value, pick: impl Fn(&Super) -> &Slot) -> Res {
    match this.cast::<Super>() {
        Some(parts) => Ok(pick(parts).get().into_option().unwrap_or(Value::NONE)),
        None => Err(wrong_receiver(vm, "__self__", "super", this)),
    }
}

static SUPER_MEMBERS: &[GetSetDecl] = getsets![
    "__thisclass__" |vm, this| super_part(vm, this, |parts| &parts.class);
    "__self__" |vm, this| super_part(vm, this, |parts| &parts.receiver);
    "__self_class__" |vm, this| super_part(vm, this, |parts| &parts.receiver_class);
];

// ---- members and computed attributes

fn descriptor_parts(vm: &mut Vm, this: &Value) -> Res<(Value, Value)> {
    if let Some(member) = this.exact::<Member>() {
        Ok((member.name.get(), member.owner.get()))
    } else if let Some(getset) = this.exact::<GetSet>() {
        Ok((getset.name.get(), getset.owner.get()))
    } else {
        Err(wrong_receiver(vm, "__name__", "member_descriptor", this))
    }
}

fn repr_descriptor(vm: &mut Vm, this: &Value, what: &str) -> Res {
    let (name, owner) = descriptor_parts(vm, this)?;
    let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
    let owner = owner.exact::<Type>().map_or_else(String::new, Type::name_text);
    Ok(vm.str(&format!("<{what} '{name}' of '{owner}' objects>")))
}

static MEMBER: &[Decl] = natives![
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, owner]| get(vm, this, object, owner);
    /// Set an attribute of instance to value.
    "__set__(self, instance, value, /)" |vm, [this, object, value]| set(vm, this, object, Some(value.clone()));
    /// Delete an attribute of instance.
    "__delete__(self, instance, /)" |vm, [this, object]| set(vm, this, object, None);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| repr_descriptor(vm, this, "member");
];

static GETSET: &[Decl] = natives![
    /// Return an attribute of instance, which is of type owner.
    "__get__(self, instance, owner=None, /)" |vm, [this, object, owner]| get(vm, this, object, owner);
    /// Set an attribute of instance to value.
    "__set__(self, instance, value, /)" |vm, [this, object, value]| set(vm, this, object, Some(value.clone()));
    /// Delete an attribute of instance.
    "__delete__(self, instance, /)" |vm, [this, object]| set(vm, this, object, None);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| repr_descriptor(vm, this, "attribute");
];

static DESCRIPTOR_MEMBERS: &[GetSetDecl] = getsets![
    "__name__" |vm, this| Ok(descriptor_parts(vm, this)?.0);
    "__objclass__" |vm, this| Ok(descriptor_parts(vm, this)?.1);
    "__qualname__" |vm, this| {
        let (name, owner) = descriptor_parts(vm, this)?;
        let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
        let owner = owner.exact::<Type>().map_or_else(String::new, Type::name_text);
        Ok(vm.str(&format!("{owner}.{name}")))
    };
];

// ---- mappingproxy

fn mapping(vm: &mut Vm, this: &Value, name: &str) -> Res {
    match this.exact::<MappingProxy>() {
        Some(proxy) => Ok(proxy.mapping.get()),
        None => Err(wrong_receiver(vm, name, "mappingproxy", this)),
    }
}

fn compare_viewed(vm: &mut Vm, op: CmpOp, this: &Value, value: &Value) -> Res {
    let mapping = mapping(vm, this, "__eq__")?;
    vm.compare(op, &mapping, value)
}

static MAPPING_PROXY: &[Decl] = natives![
    "__new__(cls, mapping)" |vm, [_cls, mapping]| {
        if !vm.has_special(mapping, N::getitem) || mapping.cast::<Tuple>().is_some() {
            let given = vm.type_name(mapping);
            return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {given}")));
        }
        Ok(alloc::new(MappingProxy { mapping: Slot::new(mapping.clone()) }))
    };
    "__getitem__(self, key, /)" |vm, [this, key]| {
        let mapping = mapping(vm, this, "__getitem__")?;
        vm.get_item(&mapping, key)
    };
    "__contains__(self, key, /)" |vm, [this, key]| {
        let mapping = mapping(vm, this, "__contains__")?;
        vm.contains(&mapping, key).map(Value::bool)
    };
    "__len__(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "__len__")?;
        vm.length(&mapping).map(crate::objects::int::from_usize)
    };
    "__iter__(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "__iter__")?;
        vm.iter(&mapping)
    };
    "__reversed__(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "__reversed__")?;
        vm.call_method(&mapping, "__reversed__", &[])
    };
    "__repr__(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "__repr__")?;
        let mut text = b"mappingproxy(".to_vec();
        text.extend_from_slice(&vm.repr_bytes(&mapping)?);
        text.push(b')');
        vm.str_bytes(&text)
    };
    /// Return str(self).
    "__str__(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "__str__")?;
        vm.str_of(&mapping)
    };
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| compare_viewed(vm, CmpOp::Eq, this, value);
    /// Return self!=value.
    "__ne__(self, value, /)" |vm, [this, value]| compare_viewed(vm, CmpOp::NotEq, this, value);
    /// Return self<value.
    "__lt__(self, value, /)" |vm, [this, value]| compare_viewed(vm, CmpOp::Lt, this, value);
    /// Return self<=value.
    "__le__(self, value, /)" |vm, [this, value]| compare_viewed(vm, CmpOp::LtE, this, value);
    /// Return self>value.
    "__gt__(self, value, /)" |vm, [this, value]| compare_viewed(vm, CmpOp::Gt, this, value);
    /// Return self>=value.
    "__ge__(self, value, /)" |vm, [this, value]| compare_viewed(vm, CmpOp::GtE, this, value);
    /// Return self|value.
    "__or__(self, value, /)" |vm, [this, value]| vm.binary(BinOp::BitOr, this, value);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| vm.binary(BinOp::BitOr, value, this);
    /// Return self|=value.
    "__ior__(self, value, /)" |vm, [this, value]| vm.inplace(BinOp::BitOr, this, value);
    /// Return the value for key if key is in the mapping, else default.
    "get(self, key, default=None, /)" |vm, [this, key, default]| {
        let mapping = mapping(vm, this, "get")?;
        let default = given(default).unwrap_or(Value::NONE);
        vm.call_method(&mapping, "get", &[key.clone(), default])
    };
    /// D.keys() -> a set-like object providing a view on D's keys
    "keys(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "keys")?;
        vm.call_method(&mapping, "keys", &[])
    };
    /// D.values() -> an object providing a view on D's values
    "values(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "values")?;
        vm.call_method(&mapping, "values", &[])
    };
    /// D.items() -> a set-like object providing a view on D's items
    "items(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "items")?;
        vm.call_method(&mapping, "items", &[])
    };
    /// D.copy() -> a shallow copy of D
    "copy(self, /)" |vm, [this]| {
        let mapping = mapping(vm, this, "copy")?;
        vm.call_method(&mapping, "copy", &[])
    };
];
