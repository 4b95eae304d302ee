//! The descriptor protocol: what an attribute found in a class becomes for an object.

use crate::heap::{Slot, Value, alloc};
use crate::objects::function::new_bound_method;
use crate::objects::{BoundMethod, ClassMethod, Function, GetSet, Member, Native, Property, StaticMethod, Type};

use super::class::is_method_descriptor;
use super::{E, N, Res, T, Vm};

impl Vm {
    /// What reading the class attribute `found` as `name` gives. `object` is empty for access through the class; `class` is
    /// the object's class, or the class accessed. `name` may be empty.
    pub(crate) fn bind_attr(&mut self, found: &Value, object: &Value, class: &Value, name: &Value) -> Res {
        if !found.is_object() {
            return Ok(found.clone());
        }
        if found.exact::<Function>().is_some() {
            return Ok(if object.is_empty() { found.clone() } else { new_bound_method(found.clone(), object.clone()) });
        }
        if let Some(native) = found.exact::<Native>() {
            return Ok(if object.is_empty() || !is_method_descriptor(native) {
                found.clone()
            } else {
                bind_native(native, object.clone())
            });
        }
        if let Some(method) = found.exact::<StaticMethod>() {
            return Ok(method.function.get());
        }
        if let Some(method) = found.exact::<ClassMethod>() {
            let function = method.function.get();
            return self.bind_class_method(&function, class, name);
        }
        if let Some(property) = found.exact::<Property>() {
            return if object.is_empty() { Ok(found.clone()) } else { self.get_property(property, object) };
        }
        if let Some(getset) = found.exact::<GetSet>() {
            if object.is_empty() {
                return Ok(found.clone());
            }
            let get = self.getsets.get(getset.index as usize).map(|entry| entry.0.get);
            return match get {
                Some(get) => get(self, object),
                None => Ok(Value::NONE),
            };
        }
        if let Some(member) = found.exact::<Member>() {
            if object.is_empty() {
                return Ok(found.clone());
            }
            let name = member.name.get();
            let value = self.member_value(object, member.index as usize, &name);
            return if value.is_empty() { Err(self.raise_attribute_error(object, &name)) } else { Ok(value) };
        }
        if !self.may_have_hooks(found) {
            return Ok(found.clone());
        }
        let own = self.type_of(found);
        match self.class_lookup(&own, N::get) {
            None => Ok(found.clone()),
            Some(get) => {
                let object = if object.is_empty() { Value::NONE } else { object.clone() };
                self.call_found(&get, found, &own, &[object, class.clone()])
            }
        }
    }

    /// Whether a value's class may define `__get__`, `__set__` or `__delete__` in Python.
    fn may_have_hooks(&self, value: &Value) -> bool {
        super::class::has_own_class(value)
            || value
                .exact::<Type>()
                .is_some_and(|ty| ty.metaclass.peek(|metaclass| !self.is_type_object(metaclass, T::Type)))
    }

    fn bind_class_method(&mut self, function: &Value, class: &Value, name: &Value) -> Res {
        if function.exact::<Function>().is_some() || function.exact::<BoundMethod>().is_some() {
            return Ok(new_bound_method(function.clone(), class.clone()));
        }
        let binds = match function.exact::<Native>() {
            Some(native) => is_method_descriptor(native),
            None => {
                function.exact::<Property>().is_some()
                    || function.exact::<ClassMethod>().is_some()
                    || function.exact::<StaticMethod>().is_some()
                    || (self.may_have_hooks(function) && {
                        let own = self.type_of(function);
                        self.class_lookup(&own, N::get).is_some()
                    })
            }
        };
        if !binds {
            return Ok(new_bound_method(function.clone(), class.clone()));
        }
        let metaclass = self.type_of(class);
        self.enter_native()?;
        let bound = self.bind_attr(function, class, &metaclass, name);
        self.leave_native();
        bound
    }

    /// Calls a class attribute found for `object` with `args`.
    pub(crate) fn call_found(&mut self, found: &Value, object: &Value, class: &Value, args: &[Value]) -> Res {
        if let Some(native) = found.exact::<Native>()
            && is_method_descriptor(native)
            && let Some(result) = self.call_found_native(native, object, args)
        {
            return result;
        }
        let mut all = Vec::with_capacity(args.len() + 1);
        all.extend_from_slice(args);
        self.call_found_kw(found, object, class, all, Vec::new())
    }

    /// Calls a builtin method whose arguments can be passed as they are; None if it is not one.
    fn call_found_native(&mut self, native: &Native, object: &Value, args: &[Value]) -> Option<Res> {
        /// Most methods that the machine itself calls get no more values.
        const ROOM: usize = 4;
        let entry = self.natives.get(native.index as usize)?;
        entry.signature();
        let (run, wanted) = (entry.decl.run, entry.most());
        if args.len() + 1 < entry.least() || args.len() + 1 > wanted || wanted > ROOM {
            return None;
        }
        let mut values = [const { Value::EMPTY }; ROOM];
        for (place, value) in values.iter_mut().zip(std::iter::once(object).chain(args)) {
            *place = value.clone();
        }
        let owner = native.owner.get();
        let values = values.get(..wanted)?;
        let result = self.check_receiver(native.index, &owner, object).and_then(|()| run(self, values));
        Some(result.and_then(|value| self.poll().map(|()| value)))
    }

    /// As `call_found`, with keywords.
    pub(crate) fn call_found_kw(
        &mut self,
        found: &Value,
        object: &Value,
        class: &Value,
        mut args: Vec<Value>,
        keywords: Vec<(Value, Value)>,
    ) -> Res {
        if super::class::takes_self(found) {
            args.insert(0, object.clone());
            return self.call_kw(found, args, keywords);
        }
        let bound = self.bind_attr(found, object, class, &Value::EMPTY)?;
        self.call_kw(&bound, args, keywords)
    }

    /// The value of a property; `name` may be empty.
    pub(crate) fn get_property(&mut self, property: &Property, object: &Value) -> Res {
        let getter = property.getter.get();
        if getter.is_none() || getter.is_empty() {
            return Err(self.raise_property(property, object, "getter"));
        }
        self.call(&getter, std::slice::from_ref(object))
    }

    fn raise_property(&mut self, property: &Property, object: &Value, what: &str) -> super::Raised {
        let class = self.type_of(object);
        let class = class.exact::<Type>().map(|class| class.qualname.get()).unwrap_or_default();
        let mut shown = Vec::new();
        for value in [property.name.get(), class] {
            match self.repr_bytes(&value) {
                Ok(text) => shown.push(String::from_utf8_lossy(&text).into_owned()),
                Err(raised) => return raised,
            }
        }
        let name = if property.name.is_empty() { String::new() } else { format!(" {}", shown[0]) };
        self.raise(E::AttributeError, format!("property{name} of {} object has no {what}", shown[1]))
    }

    /// Sets a property, or deletes it if there is no value.
    pub(crate) fn set_property(&mut self, property: &Property, object: &Value, value: Option<Value>) -> Res<()> {
        let function = if value.is_some() { property.setter.get() } else { property.deleter.get() };
        if function.is_none() || function.is_empty() {
            let what = if value.is_some() { "setter" } else { "deleter" };
            return Err(self.raise_property(property, object, what));
        }
        let mut args = vec![object.clone()];
        args.extend(value);
        self.call_kw(&function, args, Vec::new()).map(drop)
    }

    /// Whether a class attribute goes before an object's own attributes.
    pub(crate) fn is_data_descriptor(&self, found: &Value) -> bool {
        if found.exact::<Property>().is_some() || found.exact::<GetSet>().is_some() || found.exact::<Member>().is_some()
        {
            return true;
        }
        self.may_have_hooks(found) && {
            let own = self.type_of(found);
            self.class_lookup(&own, N::set).is_some() || self.class_lookup(&own, N::delete).is_some()
        }
    }

    /// Whether a data descriptor has something to say about reading.
    pub(crate) fn has_getter(&self, found: &Value) -> bool {
        !self.may_have_hooks(found) || {
            let own = self.type_of(found);
            self.class_lookup(&own, N::get).is_some()
        }
    }

    /// Writes through a data descriptor, or deletes if there is no value; `false` if `found` is none.
    pub(crate) fn set_descriptor(
        &mut self,
        found: &Value,
        object: &Value,
        value: Option<Value>,
        name: &Value,
    ) -> Res<bool> {
        if let Some(property) = found.exact::<Property>() {
            self.set_property(property, object, value)?;
            return Ok(true);
        }
        if let Some(getset) = found.exact::<GetSet>() {
            let set = self.getsets.get(getset.index as usize).and_then(|entry| entry.0.set);
            match set {
                Some(set) => set(self, object, value)?,
                None => {
                    let owner = getset.owner.get();
                    let owner = self.class_path(&owner);
                    let message = format!("attribute '{}' of '{owner}' objects is not writable", self.text(name));
                    return Err(self.raise(E::AttributeError, message));
                }
            }
            return Ok(true);
        }
        if let Some(member) = found.exact::<Member>() {
            if member.read_only {
                return Err(self.raise(E::AttributeError, "readonly attribute"));
            }
            let name = member.name.get();
            if !self.set_member(object, member.index as usize, &name, value)? {
                let name = self.text(&name);
                return Err(self.raise(E::AttributeError, name));
            }
            return Ok(true);
        }
        if !self.may_have_hooks(found) {
            return Ok(false);
        }
        let own = self.type_of(found);
        let (set, delete) = (self.class_lookup(&own, N::set), self.class_lookup(&own, N::delete));
        if set.is_none() && delete.is_none() {
            return Ok(false);
        }
        let (hook, missing, mut args) = match value {
            Some(value) => (set, "__set__", vec![object.clone(), value]),
            None => (delete, "__delete__", vec![object.clone()]),
        };
        match hook {
            Some(hook) => {
                let result = self.call_found(&hook, found, &own, &args);
                args.clear();
                result?;
                Ok(true)
            }
            None => Err(self.raise(E::AttributeError, missing)),
        }
    }
}

/// A builtin method bound to its object.
pub(super) fn bind_native(native: &Native, receiver: Value) -> Value {
    alloc::new(Native {
        index: native.index,
        receiver: Slot::new(receiver),
        owner: Slot::new(native.owner.get()),
        module: Slot::new(native.module.get()),
        is_operation: native.is_operation,
    })
}
