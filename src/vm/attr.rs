//! Attribute access: lookup along the resolution order, then the descriptor protocol.
//!
//! The entry points (`get_attr`, `set_attr`, `del_attr`) obey `__getattribute__`, `__getattr__`, `__setattr__` and
//! `__delattr__`; the `generic_` functions are what `object` and `type` define for them.

use crate::heap::Value;
use crate::objects::ty::{HAS_GETATTR, HAS_SETATTR, HEAP_TYPE, Type};
use crate::objects::{BoundMethod, ClassMethod, Dict, Module, Native, Str, Super};

use super::class::takes_self;
use super::instance::dict_entry;
use super::{E, N, Res, T, Vm};

impl Vm {
    /// The interned string of an attribute name.
    fn attribute_name(&mut self, name: &Value) -> Res {
        match name.exact::<Str>() {
            Some(string) if string.is_interned() => Ok(name.clone()),
            Some(_) => Ok(self.world.interner.intern(name)),
            None => match name.native().filter(|native| native.exact::<Str>().is_some()) {
                Some(native) => Ok(self.world.interner.bytes(native.exact::<Str>().map_or(&[], Str::bytes))),
                None => {
                    let given = self.type_name(name);
                    Err(self.type_error(format!("attribute name must be string, not '{given}'")))
                }
            },
        }
    }

    // ---- reading

    /// `object.name`.
    pub fn get_attr(&mut self, object: &Value, name: &Value) -> Res {
        let name = self.attribute_name(name)?;
        match self.find_attr(object, &name)? {
            Some(value) => Ok(value),
            None => Err(self.raise_attribute_error(object, &name)),
        }
    }

    /// `object.name`; `None` in place of AttributeError.
    pub fn get_attr_opt(&mut self, object: &Value, name: &Value) -> Res<Option<Value>> {
        let name = self.attribute_name(name)?;
        let found = self.find_attr(object, &name);
        Ok(self.catch(E::AttributeError, found)?.flatten())
    }

    pub fn get_attr_name(&mut self, object: &Value, name: N) -> Res {
        let name = self.name(name);
        self.get_attr(object, &name)
    }

    /// The attribute; `None` if there is none and no hook has raised an error of its own.
    fn find_attr(&mut self, object: &Value, name: &Value) -> Res<Option<Value>> {
        let class = self.type_of(object);
        if class.exact::<Type>().is_some_and(|class| class.has(HAS_GETATTR)) {
            self.find_attr_hooked(object, &class, name)
        } else {
            self.generic_get_attr(object, name)
        }
    }

    fn find_attr_hooked(&mut self, object: &Value, class: &Value, name: &Value) -> Res<Option<Value>> {
        let result = match self.class_lookup(class, N::getattribute) {
            Some(hook) if !self.is_own_of_object(&hook, N::getattribute) => {
                self.call_found(&hook, object, class, std::slice::from_ref(name)).map(Some)
            }
            _ => self.generic_get_attr(object, name),
        };
        let missing = match result {
            Ok(Some(value)) => return Ok(Some(value)),
            Ok(None) => None,
            Err(raised) if self.raised_is(E::AttributeError) => Some(raised),
            Err(raised) => return Err(raised),
        };
        match (self.class_lookup(class, N::getattr), missing) {
            (Some(hook), missing) => {
                if let Some(raised) = missing {
                    drop(self.take_raised(raised));
                }
                self.call_found(&hook, object, class, std::slice::from_ref(name)).map(Some)
            }
            (None, Some(raised)) => Err(raised),
            (None, None) => Ok(None),
        }
    }

    /// Whether a method is that of `object`, whichever type lists it.
    fn is_own_of_object(&self, method: &Value, name: N) -> bool {
        let Some(method) = method.exact::<Native>() else { return false };
        let own = self.class_lookup(&self.type_object(T::Object), name);
        own.as_ref().and_then(Value::exact::<Native>).is_some_and(|own| own.index == method.index)
    }

    /// What `__getattribute__` of `object`, `type`, `module` and `super` does; `None` in place of AttributeError where nothing
    /// is found.
    pub fn generic_get_attr(&mut self, object: &Value, name: &Value) -> Res<Option<Value>> {
        let name = &self.attribute_name(name)?;
        if object.exact::<Type>().is_some() {
            return self.type_get_attr(object, name);
        }
        if let Some(found) = self.super_lookup(object, name) {
            let (found, receiver, class) = found;
            return self.bind_attr(&found, &receiver, &class, name).map(Some);
        }
        let class = self.type_of(object);
        let hash = self.str_hash(name);
        let found = class.exact::<Type>().and_then(|class| class.lookup(name, hash));
        if let Some(found) = &found
            && self.is_data_descriptor(found)
            && self.has_getter(found)
        {
            return self.bind_attr(found, object, &class, name).map(Some);
        }
        if let Some(own) = self.own_attr(object, name, hash) {
            return Ok(Some(own));
        }
        if let Some(found) = found {
            return self.bind_attr(&found, object, &class, name).map(Some);
        }
        if let Some(method) = object.exact::<BoundMethod>() {
            let function = method.function.get();
            self.enter_native()?;
            let found = self.get_attr(&function, name);
            self.leave_native();
            return found.map(Some);
        }
        if let Some(module) = object.cast::<Module>() {
            let hook = self.name(N::getattr);
            let hash = self.str_hash(&hook);
            if let Some(hook) = module.dict.peek(|dict| dict_entry(dict, &hook, hash)) {
                return self.call(&hook, std::slice::from_ref(name)).map(Some);
            }
        }
        Ok(None)
    }

    /// Attributes of a class: data descriptors of the metaclass, then the class's own order, then the metaclass.
    fn type_get_attr(&mut self, class: &Value, name: &Value) -> Res<Option<Value>> {
        let hash = self.str_hash(name);
        let metaclass = self.type_of(class);
        let meta_found = metaclass.exact::<Type>().and_then(|metaclass| metaclass.lookup(name, hash));
        if let Some(found) = &meta_found
            && self.is_data_descriptor(found)
        {
            return self.bind_attr(found, class, &metaclass, name).map(Some);
        }
        if let Some(found) = class.exact::<Type>().and_then(|class| class.lookup(name, hash)) {
            return self.bind_attr(&found, &Value::EMPTY, class, name).map(Some);
        }
        match meta_found {
            Some(found) => self.bind_attr(&found, class, &metaclass, name).map(Some),
            None => Ok(None),
        }
    }

    /// What a super object finds: the attribute, the receiver (empty if it is the class itself) and its class.
    fn super_lookup(&self, object: &Value, name: &Value) -> Option<(Value, Value, Value)> {
        let object = object.cast::<Super>()?;
        if object.receiver.is_empty() || name.is(&self.world.names[N::class as usize]) {
            return None;
        }
        let class = object.receiver_class.get();
        let found = self.lookup_after(&class, &object.class.get(), name)?;
        let receiver = object.receiver.get();
        let receiver = if receiver.is(&class) { Value::EMPTY } else { receiver };
        Some((found, receiver, class))
    }

    /// `object.name` for a call: function and receiver where the receiver goes in front of the arguments, else the attribute
    /// and the empty value.
    pub fn load_method(&mut self, object: Value, name: &Value) -> Res<(Value, Value)> {
        let name = &self.attribute_name(name)?;
        let class = self.type_of(&object);
        if class.exact::<Type>().is_some_and(|class| !class.has(HAS_GETATTR)) {
            let hash = self.str_hash(name);
            if object.exact::<Type>().is_some() {
                if let Some(found) = self.load_class_method(&object, &class, name, hash) {
                    return Ok(found);
                }
            } else if object.cast::<Super>().is_some() {
                if let Some((found, receiver, class)) = self.super_lookup(&object, name) {
                    if let Some(function) = plain_class_method(&found) {
                        return Ok((function, class));
                    }
                    if takes_self(&found) {
                        return Ok((found, receiver));
                    }
                }
            } else if let Some(found) = class.exact::<Type>().and_then(|class| class.lookup(name, hash))
                && takes_self(&found)
            {
                return Ok(match self.own_attr(&object, name, hash) {
                    Some(own) => (own, Value::EMPTY),
                    None => (found, object),
                });
            }
        }
        let value = self.get_attr(&object, name)?;
        Ok((value, Value::EMPTY))
    }

    fn load_class_method(&self, class: &Value, metaclass: &Value, name: &Value, hash: i64) -> Option<(Value, Value)> {
        let meta_found = metaclass.exact::<Type>()?.lookup(name, hash);
        if meta_found.as_ref().is_some_and(|found| self.is_data_descriptor(found)) {
            return None;
        }
        match class.exact::<Type>()?.lookup(name, hash) {
            Some(found) => {
                if let Some(function) = plain_class_method(&found) {
                    Some((function, class.clone()))
                } else if takes_self(&found) {
                    Some((found, Value::EMPTY))
                } else {
                    None
                }
            }
            None => meta_found.filter(takes_self).map(|found| (found, class.clone())),
        }
    }

    // ---- writing

    /// `object.name = value`.
    pub fn set_attr(&mut self, object: &Value, name: &Value, value: Value) -> Res<()> {
        let name = self.attribute_name(name)?;
        let class = self.type_of(object);
        if class.exact::<Type>().is_some_and(|class| class.has(HAS_SETATTR))
            && let Some(hook) = self.class_lookup(&class, N::setattr)
            && hook.exact::<Native>().is_none()
        {
            return self.call_found(&hook, object, &class, &[name, value]).map(drop);
        }
        self.generic_set_attr(object, &name, Some(value))
    }

    /// `del object.name`.
    pub fn del_attr(&mut self, object: &Value, name: &Value) -> Res<()> {
        let name = self.attribute_name(name)?;
        let class = self.type_of(object);
        if class.exact::<Type>().is_some_and(|class| class.has(HAS_SETATTR))
            && let Some(hook) = self.class_lookup(&class, N::delattr)
            && hook.exact::<Native>().is_none()
        {
            return self.call_found(&hook, object, &class, &[name]).map(drop);
        }
        self.generic_set_attr(object, &name, None)
    }

    /// What `__setattr__` of `object` and `type` does, or `__delattr__` if there is no value.
    pub fn generic_set_attr(&mut self, object: &Value, name: &Value, value: Option<Value>) -> Res<()> {
        let immutable = object.exact::<Type>().filter(|ty| !ty.has(HEAP_TYPE)).map(Type::name_text);
        if let Some(ty) = immutable {
            let name = self.repr_lossy(name)?;
            return Err(self.type_error(format!("cannot set {name} attribute of immutable type '{ty}'")));
        }
        let name = &self.attribute_name(name)?;
        let class = self.type_of(object);
        let hash = self.str_hash(name);
        let found = class.exact::<Type>().and_then(|class| class.lookup(name, hash));
        let value = match &found {
            Some(found) if self.is_data_descriptor(found) => {
                self.set_descriptor(found, object, value, name)?;
                return Ok(());
            }
            _ => value,
        };
        if object.exact::<Type>().is_some() {
            return self.type_set_attr(object, name, value);
        }
        let stored = match value {
            Some(value) => self.set_own_attr(object, name, hash, value)?.then_some(true),
            None => self.del_own_attr(object, name, hash)?,
        };
        match stored {
            Some(true) => Ok(()),
            Some(false) => Err(self.raise_attribute_error(object, name)),
            None if found.is_some() => {
                let ty = self.type_name(object);
                let message = format!("'{ty}' object attribute '{}' is read-only", self.text(name));
                Err(self.raise(E::AttributeError, message))
            }
            None => Err(self.raise_attribute_error(object, name)),
        }
    }

    /// Writes into the namespace of a class.
    fn type_set_attr(&mut self, class: &Value, name: &Value, value: Option<Value>) -> Res<()> {
        match value {
            Some(value) => {
                if !self.put_class_entry(class, name, value) {
                    return Err(self.raise_memory());
                }
            }
            None => {
                let Some(dict) = class.exact::<Type>().map(|ty| ty.dict.get()) else { return Ok(()) };
                let hash = self.str_hash(name);
                let removed =
                    dict.exact::<Dict>().and_then(|dict| dict.find_str(name, hash).and_then(|at| dict.remove_at(at)));
                if removed.is_none() {
                    return Err(self.raise_attribute_error(class, name));
                }
            }
        }
        self.type_changed(class);
        if self.text(name).starts_with("__") {
            self.refresh_flags_below(class);
        }
        Ok(())
    }

    fn refresh_flags_below(&mut self, class: &Value) {
        let mut waiting = vec![class.clone()];
        while let Some(class) = waiting.pop() {
            self.refresh_flags(&class);
            waiting.extend(super::types::subclasses(&class));
        }
    }

    // ---- special methods

    /// What the object's class has under a special name, as it stands there, unbound: `call_special` binds and calls it.
    pub fn special(&self, object: &Value, name: N) -> Option<Value> {
        self.class_lookup(&self.type_of(object), name)
    }

    /// Whether the object's class has something under a special name.
    pub fn has_special(&self, object: &Value, name: N) -> bool {
        self.special(object, name).is_some()
    }

    /// Calls the special method of an object with `args`; `None` if its class has none.
    pub fn call_special(&mut self, object: &Value, name: N, args: &[Value]) -> Res<Option<Value>> {
        let class = self.type_of(object);
        match self.class_lookup(&class, name) {
            Some(found) => self.call_found(&found, object, &class, args).map(Some),
            None => Ok(None),
        }
    }

    // ---- names

    /// What `dir(object)` lists, sorted.
    pub fn attribute_names(&mut self, object: &Value) -> Res<Vec<Value>> {
        let class = self.type_of(object);
        let mut names = match self.class_lookup(&class, N::dir) {
            Some(hook) if hook.exact::<Native>().is_none() => {
                let names = self.call_found(&hook, object, &class, &[])?;
                self.collect(&names)?
            }
            _ => self.default_names(object),
        };
        if let Some(wrong) = names.iter().find(|name| name.cast::<Str>().is_none())
            && names.iter().any(|name| name.cast::<Str>().is_some())
        {
            let given = self.type_name(wrong);
            return Err(self.type_error(format!("'<' not supported between instances of 'str' and '{given}'")));
        }
        names.sort_by(|one, two| {
            let bytes = |value: &Value| value.cast::<Str>().map(|text| text.bytes().to_vec());
            bytes(one).cmp(&bytes(two))
        });
        Ok(names)
    }

    /// What `object.__dir__` and `type.__dir__` list, each name once.
    pub fn default_names(&mut self, object: &Value) -> Vec<Value> {
        let own = if object.exact::<Type>().is_some() { Vec::new() } else { self.own_names(object) };
        let mut names: Vec<Value> = Vec::new();
        let mut known = std::collections::HashSet::new();
        let mut add = |vm: &Vm, name: Value| {
            if let Some(text) = name.cast::<Str>().map(|text| text.bytes().to_vec())
                && known.insert(text)
            {
                names.push(vm.world.interner.intern(&name));
            }
        };
        for name in own {
            add(self, name);
        }
        if object.cast::<Module>().is_none() {
            let class = if object.exact::<Type>().is_some() { object.clone() } else { self.type_of(object) };
            for class in self.mro_of(&class) {
                let dict = class.exact::<Type>().map(|class| class.dict.get()).unwrap_or_default();
                for (name, _) in dict.exact::<Dict>().map(Dict::items).unwrap_or_default() {
                    add(self, name);
                }
            }
        }
        names
    }
}

/// The function of a class method of the usual kind, which takes the class in front of its arguments.
fn plain_class_method(found: &Value) -> Option<Value> {
    found.exact::<ClassMethod>().map(|method| method.function.get()).filter(takes_self)
}
