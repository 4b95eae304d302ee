//! `list[int]`: a generic type with its arguments, for annotations.
//!
//! An alias is an instance with four slots: the type, the tuple of arguments, whether it was unpacked by `*`, and the tuple of
//! the type variables within (found when it is first asked for). All else is asked of the type. What puts arguments in the
//! place of type variables is shared with unions.

use crate::getsets;
use crate::heap::Value;
use crate::natives;
use crate::objects::ty::{HAS_GETATTR, HEAP_TYPE};
use crate::objects::{Dict, Str, Tuple, Type};
use crate::vm::{Decl, E, Res, T, Vm, types::GetSetDecl};

use super::object::full_name;
use super::union;

const ORIGIN: usize = 0;
const ARGS: usize = 1;
const UNPACKED: usize = 2;
const PARAMETERS: usize = 3;

/// Attributes of the alias itself; all others are those of its type.
const OWN_NAMES: [&str; 11] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];

/// Puts methods and members into the type, and `__class_getitem__` into the generic types.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::GenericAlias);
    vm.add_methods(&class, METHODS)?;
    vm.add_getsets(&class, GETSETS)?;
    vm.set_type_module(T::GenericAlias, "types")?;
    if let Some(class) = class.exact::<Type>() {
        class.set_flag(HAS_GETATTR);
    }
    for member in ["__origin__", "__args__", "__unpacked__"] {
        vm.add_member_slot(&class, member, true)?;
    }
    vm.add_hidden_slot(&class);
    let class = vm.type_object(T::GenericAliasIterator);
    vm.add_methods(&class, ITERATOR)?;
    vm.add_hidden_slot(&class);
    for which in
        [T::List, T::Dict, T::Tuple, T::Set, T::FrozenSet, T::Enumerate, T::MappingProxy, T::Type, T::AsyncGenerator]
    {
        let class = vm.type_object(which);
        vm.add_methods(&class, GENERIC)?;
    }
    Ok(())
}

/// `origin[item]`
pub fn new_alias(vm: &mut Vm, origin: &Value, item: &Value) -> Res {
    let class = vm.type_object(T::GenericAlias);
    alias_of(vm, &class, origin, item, Value::FALSE)
}

/// An alias of a class: the type's own, or one that inherits from it.
fn alias_of(vm: &mut Vm, class: &Value, origin: &Value, item: &Value, unpacked: Value) -> Res {
    let args = match item.exact::<Tuple>() {
        Some(_) => item.clone(),
        None => vm.tuple(vec![item.clone()])?,
    };
    let alias = vm.new_object(class, None)?;
    for (slot, value) in [(ORIGIN, origin.clone()), (ARGS, args), (UNPACKED, unpacked)] {
        vm.set_member(&alias, slot, &Value::EMPTY, Some(value))?;
    }
    Ok(alias)
}

/// Whether a value is such an alias.
pub(super) fn is_alias(vm: &Vm, value: &Value) -> bool {
    vm.is_instance_of(value, T::GenericAlias)
}

fn part(vm: &Vm, this: &Value, slot: usize) -> Value {
    vm.member_value(this, slot, &Value::EMPTY)
}

fn is_unpacked(vm: &Vm, this: &Value) -> bool {
    part(vm, this, UNPACKED).is(&Value::TRUE)
}

/// The elements of a tuple; none if it is no tuple.
pub(super) fn elements(tuple: &Value) -> Vec<Value> {
    tuple.cast::<Tuple>().map(|tuple| tuple.elements().to_vec()).unwrap_or_default()
}

fn attribute(vm: &mut Vm, value: &Value, name: &str) -> Res<Option<Value>> {
    let name = vm.intern(name);
    vm.get_attr_opt(value, &name)
}

fn text(value: &Value) -> String {
    value.cast::<Str>().map_or_else(String::new, |text| text.to_text().into_owned())
}

/// How an argument is shown: what has a name of its own, by that and its module.
pub(super) fn shown(vm: &mut Vm, value: &Value) -> Res<String> {
    if value.is_ellipsis() {
        return Ok("...".to_owned());
    }
    if value.exact::<Type>().is_some_and(|class| !class.has(HEAP_TYPE)) {
        return full_name(vm, value);
    }
    let is_generic = attribute(vm, value, "__origin__")?.is_some() && attribute(vm, value, "__args__")?.is_some();
    if !is_generic
        && let Some(name) = attribute(vm, value, "__qualname__")?
        && let Some(module) = attribute(vm, value, "__module__")?
        && !module.is_none()
    {
        let name = vm.str_of(&name)?;
        return Ok(match text(&module).as_str() {
            "builtins" => text(&name),
            _ => format!("{}.{}", text(&vm.str_of(&module)?), text(&name)),
        });
    }
    let shown = vm.repr(value)?;
    Ok(text(&shown))
}

// ---- type variables

/// The type variables in arguments, in order, each once.
pub(super) fn parameters(vm: &mut Vm, args: &Value) -> Res {
    let mut found: Vec<Value> = Vec::new();
    for arg in elements(args) {
        // A class has a `__parameters__` of its own, which tells nothing of this use.
        if arg.exact::<Type>().is_some() {
            continue;
        }
        let within = match attribute(vm, &arg, "__typing_subst__")? {
            Some(_) => vec![arg],
            None => attribute(vm, &arg, "__parameters__")?.map(|inner| elements(&inner)).unwrap_or_default(),
        };
        for variable in within {
            if !found.iter().any(|known| known.is(&variable)) {
                found.push(variable);
            }
        }
    }
    vm.tuple(found)
}

/// The arguments of `whole` with those in `item` for its type variables: what `whole[item]` consists of.
pub(super) fn substituted(vm: &mut Vm, whole: &Value, args: &Value, variables: &Value, item: &Value) -> Res {
    let variables = elements(variables);
    if variables.is_empty() {
        let shown = vm.repr(whole)?;
        return Err(vm.type_error(format!("{} is not a generic class", text(&shown))));
    }
    let mut item = unpacked_arguments(vm, item)?;
    for variable in &variables {
        let prepare = attribute(vm, variable, "__typing_prepare_subst__")?;
        if let Some(prepare) = prepare.filter(|prepare| !prepare.is_none()) {
            if item.cast::<Tuple>().is_none() {
                item = vm.tuple(vec![item])?;
            }
            item = vm.call(&prepare, &[whole.clone(), item])?;
        }
    }
    let given = if item.cast::<Tuple>().is_some() { elements(&item) } else { vec![item] };
    if given.len() != variables.len() {
        let few = if given.len() < variables.len() { "few" } else { "many" };
        let (actual, expected) = (given.len(), variables.len());
        let shown = vm.repr(whole)?;
        let shown = text(&shown);
        return Err(vm.type_error(format!("Too {few} arguments for {shown}; actual {actual}, expected {expected}")));
    }
    let mut new = Vec::new();
    for arg in elements(args) {
        if arg.exact::<Type>().is_some() {
            new.push(arg);
            continue;
        }
        let is_many = match attribute(vm, &arg, "__typing_is_unpacked_typevartuple__")? {
            Some(is_many) => vm.truth(&is_many)?,
            None => false,
        };
        let value = match attribute(vm, &arg, "__typing_subst__")? {
            Some(substitute) => {
                let at = variables.iter().position(|variable| variable.is(&arg));
                let Some(value) = at.and_then(|at| given.get(at)) else { continue };
                vm.call(&substitute, std::slice::from_ref(value))?
            }
            None => within(vm, &arg, &variables, &given)?,
        };
        if is_many {
            new.extend(elements(&value));
        } else {
            new.push(value);
        }
    }
    vm.tuple(new)
}

/// An argument that has type variables within, with them replaced.
fn within(vm: &mut Vm, arg: &Value, variables: &[Value], given: &[Value]) -> Res {
    let inner = attribute(vm, arg, "__parameters__")?.map(|inner| elements(&inner)).unwrap_or_default();
    if inner.is_empty() {
        return Ok(arg.clone());
    }
    let mut items = Vec::new();
    for variable in inner {
        let value = variables.iter().position(|known| known.is(&variable)).and_then(|at| given.get(at));
        match value {
            // A variable that stands for several takes a tuple of them.
            Some(value) if value.cast::<Tuple>().is_some() && vm.has_special(&variable, crate::vm::N::iter) => {
                items.extend(elements(value));
            }
            Some(value) => items.push(value.clone()),
            None => items.push(variable),
        }
    }
    let items = vm.tuple(items)?;
    vm.get_item(arg, &items)
}

/// `item` with the arguments of unpacked tuples of known length in their place.
fn unpacked_arguments(vm: &mut Vm, item: &Value) -> Res {
    let items = if item.cast::<Tuple>().is_some() { elements(item) } else { vec![item.clone()] };
    let mut all = Vec::new();
    for item in items {
        let inner = match item.exact::<Type>() {
            Some(_) => None,
            None => attribute(vm, &item, "__typing_unpacked_tuple_args__")?,
        };
        let inner = inner.filter(|inner| inner.cast::<Tuple>().is_some()).map(|inner| elements(&inner));
        match inner {
            Some(inner) if !inner.last().is_some_and(Value::is_ellipsis) => all.extend(inner),
            _ => all.push(item),
        }
    }
    vm.tuple(all)
}

// ---- tables

/// What `next(iter(alias))` does.
fn starred(vm: &mut Vm, alias: &Value) -> Res {
    let (class, origin, args) = (vm.type_of(alias), part(vm, alias, ORIGIN), part(vm, alias, ARGS));
    alias_of(vm, &class, &origin, &args, Value::TRUE)
}

fn iterator_over(vm: &mut Vm, alias: &Value) -> Res {
    let class = vm.type_object(T::GenericAliasIterator);
    let iterator = vm.new_object(&class, None)?;
    vm.set_member(&iterator, 0, &Value::EMPTY, Some(alias.clone()))?;
    Ok(iterator)
}

fn builtin(vm: &mut Vm, name: &str) -> Res {
    let (builtins, name) = (vm.builtins.clone(), vm.intern(name));
    Ok(vm.dict_get(&builtins, &name)?.unwrap_or_default())
}

/// What pickling calls: a builtin with these arguments.
fn call_of(vm: &mut Vm, name: &str, argument: Value) -> Res {
    let function = builtin(vm, name)?;
    let arguments = vm.tuple(vec![argument])?;
    vm.tuple(vec![function, arguments])
}

pub(super) static GENERIC: &[Decl] = natives![
    /// See PEP 585
    "__class_getitem__(cls, item, /)" |vm, [class, item]| new_alias(vm, class, item);
];

static GETSETS: &[GetSetDecl] = getsets![
    "__parameters__" |vm, this| {
        let known = part(vm, this, PARAMETERS);
        if !known.is_empty() {
            return Ok(known);
        }
        let args = part(vm, this, ARGS);
        let found = parameters(vm, &args)?;
        vm.set_member(this, PARAMETERS, &Value::EMPTY, Some(found.clone()))?;
        Ok(found)
    };
    "__typing_unpacked_tuple_args__" |vm, this| {
        let origin = part(vm, this, ORIGIN);
        Ok(if is_unpacked(vm, this) && vm.is_type_object(&origin, T::Tuple) { part(vm, this, ARGS) } else { Value::NONE })
    };
];

static METHODS: &[Decl] = natives![
    "__new__(cls, origin, args, /)" |vm, [class, origin, args]| alias_of(vm, class, origin, args, Value::FALSE);
    // The arguments are those of `__new__`.
    "__init__(self, /, *args, **kwargs)" |_vm, [_this, _args, _kwargs]| Ok(Value::NONE);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let (origin, args) = (part(vm, this, ORIGIN), part(vm, this, ARGS));
        let star = if is_unpacked(vm, this) { "*" } else { "" };
        let origin = shown(vm, &origin)?;
        let mut names = Vec::new();
        for item in elements(&args) {
            names.push(shown(vm, &item)?);
        }
        if names.is_empty() {
            names.push("()".to_owned());
        }
        Ok(vm.str(&format!("{star}{origin}[{}]", names.join(", "))))
    };
    /// Call self as a function.
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        let origin = part(vm, this, ORIGIN);
        let made = vm.call_kw(&origin, elements(args), kwargs.exact::<Dict>().map(Dict::items).unwrap_or_default())?;
        let name = vm.intern("__orig_class__");
        match vm.set_attr(&made, &name, this.clone()) {
            // Most builtin objects have no attributes of their own.
            Err(raised) if vm.raised_is(E::AttributeError) || vm.raised_is(E::TypeError) => drop(vm.take_raised(raised)),
            result => result?,
        }
        Ok(made)
    };
    /// Return getattr(self, name).
    "__getattribute__(self, name, /)" |vm, [this, name]| {
        let is_own = name.cast::<Str>().is_none_or(|name| OWN_NAMES.contains(&&*name.to_text()));
        if !is_own {
            let origin = part(vm, this, ORIGIN);
            return vm.get_attr(&origin, name);
        }
        match vm.generic_get_attr(this, name)? {
            Some(value) => Ok(value),
            None => Err(vm.raise_attribute_error(this, name)),
        }
    };
    "__dir__(self, /)" |vm, [this]| {
        let origin = part(vm, this, ORIGIN);
        let dir = builtin(vm, "dir")?;
        let names = vm.call(&dir, &[origin])?;
        let mut names = vm.collect(&names)?;
        for own in OWN_NAMES {
            if !names.iter().any(|name| text(name) == own) {
                names.push(vm.intern(own));
            }
        }
        Ok(vm.list(names))
    };
    "__mro_entries__(self, bases, /)" |vm, [this, _bases]| {
        let origin = part(vm, this, ORIGIN);
        vm.tuple(vec![origin])
    };
    "__instancecheck__(self, instance, /)" |vm, [_this, _instance]| {
        Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
    };
    "__subclasscheck__(self, subclass, /)" |vm, [_this, _subclass]| {
        Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
    };
    "__reduce__(self, /)" |vm, [this]| {
        let (class, origin, args) = (vm.type_of(this), part(vm, this, ORIGIN), part(vm, this, ARGS));
        if is_unpacked(vm, this) {
            let plain = alias_of(vm, &class, &origin, &args, Value::FALSE)?;
            let iterator = iterator_over(vm, &plain)?;
            return call_of(vm, "next", iterator);
        }
        let arguments = vm.tuple(vec![origin, args])?;
        vm.tuple(vec![class, arguments])
    };
    /// Return self[key].
    "__getitem__(self, key, /)" |vm, [this, item]| {
        let (class, origin, args) = (vm.type_of(this), part(vm, this, ORIGIN), part(vm, this, ARGS));
        let name = vm.intern("__parameters__");
        let variables = vm.generic_get_attr(this, &name)?.unwrap_or_default();
        let args = substituted(vm, this, &args, &variables, item)?;
        let unpacked = part(vm, this, UNPACKED);
        alias_of(vm, &class, &origin, &args, unpacked)
    };
    /// Implement iter(self).
    "__iter__(self, /)" |vm, [this]| iterator_over(vm, this);
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| {
        if !is_alias(vm, value) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        if is_unpacked(vm, this) != is_unpacked(vm, value) {
            return Ok(Value::FALSE);
        }
        for slot in [ORIGIN, ARGS] {
            let (one, other) = (part(vm, this, slot), part(vm, value, slot));
            if !vm.equals(&one, &other)? {
                return Ok(Value::FALSE);
            }
        }
        Ok(Value::TRUE)
    };
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| {
        let (origin, args) = (part(vm, this, ORIGIN), part(vm, this, ARGS));
        let hash = vm.hash(&origin)? ^ vm.hash(&args)?;
        Ok(crate::objects::int::from_i64(hash))
    };
    /// Return self|value.
    "__or__(self, value, /)" |vm, [this, value]| union::join(vm, this, value);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| union::join(vm, value, this);
];

static ITERATOR: &[Decl] = natives![
    /// Implement iter(self).
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    /// Implement next(self).
    "__next__(self, /)" |vm, [this]| {
        let alias = part(vm, this, 0);
        if alias.is_empty() {
            return Err(vm.raise_with(E::StopIteration, Vec::new()));
        }
        vm.set_member(this, 0, &Value::EMPTY, None)?;
        starred(vm, &alias)
    };
    "__reduce__(self, /)" |vm, [this]| {
        let alias = part(vm, this, 0);
        let rest = if alias.is_empty() { vm.tuple(Vec::new())? } else { alias };
        call_of(vm, "iter", rest)
    };
];
