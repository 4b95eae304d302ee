//! How classes come into being: the class statement, `type.__new__`, resolution orders and layouts.

use std::collections::BTreeSet;

use crate::heap::header::KIND_INSTANCE;
use crate::heap::kind::Object;
use crate::heap::tail::MAX_INSTANCE_SLOTS;
use crate::heap::{Slot, Value, alloc};
use crate::objects as o;
use crate::objects::ty::{
    HAS_DEL, HAS_DICT, HAS_GETATTR, HAS_SETATTR, HAS_WEAKREF, HEAP_TYPE, IS_BASE, IS_EXCEPTION, IS_METACLASS, Type,
    new_type,
};
use crate::objects::{CellObject, ClassMethod, Code, Dict, Function, Member, Native, StaticMethod, Str, Tuple, dict};

use super::types::{DICT_GETSET, WEAKREF_GETSET, add_subclass, new_getset};
use super::{E, N, Res, T, Vm};

/// The slots that a class statement asks for.
struct Slots {
    /// Names of members, mangled, in order of their places.
    members: Vec<Value>,
    dict: bool,
    weakref: bool,
}

impl Vm {
    /// The class statement: `function` is the body.
    pub fn build_class(
        &mut self,
        function: Value,
        name: Value,
        bases: Vec<Value>,
        mut keywords: Vec<(Value, Value)>,
    ) -> Res {
        let original = bases.clone();
        let bases = self.resolve_bases(bases)?;
        let changed = bases.len() != original.len() || bases.iter().zip(&original).any(|(one, two)| !one.is(two));
        let key = self.name(N::metaclass);
        let given = keywords.iter().position(|(name, _)| self.same_text(name, &key));
        let metaclass = match given {
            Some(at) => keywords.remove(at).1,
            None => bases.first().map_or_else(|| self.type_object(T::Type), |base| self.type_of(base)),
        };
        let metaclass =
            if metaclass.exact::<Type>().is_some() { self.calculate_metaclass(metaclass, &bases)? } else { metaclass };
        let bases_tuple = self.tuple(bases)?;
        let namespace = self.prepare(&metaclass, &name, &bases_tuple, &keywords)?;
        let cell = self.run_class_body(&function, &namespace)?;
        if cell.exact::<CellObject>().is_some() {
            let key = self.name(N::classcell);
            self.set_item(&namespace, &key, cell.clone())?;
        }
        if changed {
            let key = self.intern("__orig_bases__");
            let original = self.tuple(original)?;
            self.set_item(&namespace, &key, original)?;
        }
        let class = self.call_kw(&metaclass, vec![name.clone(), bases_tuple, namespace], keywords)?;
        if class.exact::<Type>().is_some()
            && let Some(content) = cell.exact::<CellObject>().map(|cell| cell.content.get())
            && !content.is(&class)
        {
            let shown = self.text(&name);
            let class = self.repr(&class)?;
            let class = self.text(&class);
            return Err(if content.is_empty() {
                let message = format!(
                    "__class__ not set defining '{shown}' as {class}. Was __classcell__ propagated to type.__new__?"
                );
                self.raise(E::RuntimeError, message)
            } else {
                let content = self.repr(&content)?;
                let content = self.text(&content);
                self.type_error(format!("__class__ set to {content} defining '{shown}' as {class}"))
            });
        }
        Ok(class)
    }

    /// Replaces bases that are no classes by what their `__mro_entries__` gives.
    fn resolve_bases(&mut self, bases: Vec<Value>) -> Res<Vec<Value>> {
        let name = self.name(N::mro_entries);
        let mut resolved = Vec::with_capacity(bases.len());
        for base in &bases {
            if base.exact::<Type>().is_none()
                && let Some(entries) = self.get_attr_opt(base, &name)?
            {
                let all = self.tuple(bases.clone())?;
                let replacement = self.call(&entries, &[all])?;
                match replacement.cast::<Tuple>() {
                    Some(tuple) => resolved.extend_from_slice(tuple.elements()),
                    None => return Err(self.type_error("__mro_entries__ must return a tuple")),
                }
            } else {
                resolved.push(base.clone());
            }
        }
        Ok(resolved)
    }

    /// The most derived of a metaclass and those of the bases.
    pub(super) fn calculate_metaclass(&mut self, metaclass: Value, bases: &[Value]) -> Res {
        let mut winner = metaclass;
        for base in bases {
            let own = self.type_of(base);
            if winner.exact::<Type>().is_some_and(|winner| winner.is_subtype_of(&own)) {
                continue;
            }
            if own.exact::<Type>().is_some_and(|own| own.is_subtype_of(&winner)) {
                winner = own;
                continue;
            }
            let message = "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of \
                           the metaclasses of all its bases";
            return Err(self.type_error(message));
        }
        Ok(winner)
    }

    fn prepare(&mut self, metaclass: &Value, name: &Value, bases: &Value, keywords: &[(Value, Value)]) -> Res {
        if self.is_type_object(metaclass, T::Type) {
            return Ok(dict::new_dict());
        }
        let key = self.name(N::prepare);
        let Some(prepare) = self.get_attr_opt(metaclass, &key)? else { return Ok(dict::new_dict()) };
        let keywords = keywords.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let namespace = self.call_kw(&prepare, vec![name.clone(), bases.clone()], keywords)?;
        if namespace.cast::<Dict>().is_none() && !self.has_special(&namespace, N::getitem) {
            let meta = metaclass.exact::<Type>().map_or_else(|| "<metaclass>".to_owned(), Type::name_text);
            let given = self.type_name(&namespace);
            return Err(self.type_error(format!("{meta}.__prepare__() must return a mapping, not {given}")));
        }
        Ok(namespace)
    }

    fn same_text(&self, one: &Value, two: &Value) -> bool {
        one.is(two) || one.cast::<Str>().zip(two.cast::<Str>()).is_some_and(|(one, two)| one.bytes() == two.bytes())
    }

    /// A string as Rust text, for messages.
    pub(super) fn text(&self, value: &Value) -> String {
        value.cast::<Str>().map_or_else(String::new, |text| text.to_text().into_owned())
    }

    // ---- type.__new__

    /// `type.__new__(metaclass, name, bases, namespace, **keywords)`. The argument types have been checked.
    pub fn new_class(
        &mut self,
        metaclass: Value,
        name: Value,
        mut bases: Vec<Value>,
        namespace: Value,
        keywords: Vec<(Value, Value)>,
    ) -> Res {
        let mro_entries = self.name(N::mro_entries);
        for base in &bases {
            if base.exact::<Type>().is_none() && self.get_attr_opt(base, &mro_entries)?.is_some() {
                let message = "type() doesn't support MRO entry resolution; use types.new_class()";
                return Err(self.type_error(message));
            }
        }
        let winner = self.calculate_metaclass(metaclass.clone(), &bases)?;
        if !winner.is(&metaclass)
            && let Some(new) = self.class_lookup(&winner, N::new)
            && new.exact::<Native>().is_none()
        {
            let new = self.bind_attr(&new, &Value::EMPTY, &winner, &Value::EMPTY)?;
            let bases = self.tuple(bases)?;
            return self.call_kw(&new, vec![winner, name, bases, namespace], keywords);
        }
        if self.text(&name).contains('\0') {
            return Err(self.value_error("type name must not contain null characters"));
        }
        if bases.is_empty() {
            bases.push(self.type_object(T::Object));
        }
        let base = self.best_base(&bases)?;
        let dict = self.copy_namespace(&namespace)?;
        let name = self.world.interner.intern(name.native().unwrap_or(&name));
        let slots = self.requested_slots(&name, &base, &dict)?;
        let class = self.make_class(winner, &name, bases, &base, dict, &slots)?;
        self.fill_namespace(&class, &slots)?;
        let mro = self.compute_mro(&class)?;
        if let Some(ty) = class.exact::<Type>() {
            ty.mro.set(mro);
        }
        self.refresh_flags(&class);
        self.learn_capacity(&class);
        for base in self.bases_of(&class) {
            add_subclass(&base, &class);
        }
        self.set_class_cell(&class)?;
        self.set_names(&class)?;
        self.init_subclass(&class, keywords)?;
        Ok(class)
    }

    fn copy_namespace(&mut self, namespace: &Value) -> Res {
        let copy = dict::new_dict();
        let (Some(from), Some(to)) = (namespace.cast::<Dict>(), copy.exact::<Dict>()) else {
            return Err(self.type_error("the namespace of a class must be a dict"));
        };
        from.copy_into_empty(to).map_err(|_| self.raise_memory())?;
        dict::track_like(&copy, namespace);
        if namespace.native().is_some() {
            crate::heap::heap().generations.track(&copy);
        }
        Ok(copy)
    }

    fn make_class(
        &mut self,
        metaclass: Value,
        name: &Value,
        bases: Vec<Value>,
        base: &Value,
        dict: Value,
        slots: &Slots,
    ) -> Res {
        let inherited = bases.iter().filter_map(Value::exact::<Type>).fold(0, |flags, base| flags | base.flags.get());
        let mut flags = HEAP_TYPE | IS_BASE | (inherited & (HAS_DICT | HAS_WEAKREF | IS_EXCEPTION | IS_METACLASS));
        if slots.dict {
            flags |= HAS_DICT;
        }
        if slots.weakref {
            flags |= HAS_WEAKREF;
        }
        let (layout, members) =
            base.exact::<Type>().map_or((KIND_INSTANCE, 0), |base| (base.layout.get(), base.member_slots.get()));
        let members = members + u32::try_from(slots.members.len()).unwrap_or(u32::MAX);
        let room = MAX_INSTANCE_SLOTS - 2;
        if members as usize > room {
            let message = format!("more than {room} names in __slots__ are not supported");
            return Err(self.type_error(message));
        }
        let class = new_type(name.clone(), metaclass, bases, dict, layout, flags);
        match class.exact::<Type>() {
            Some(ty) => {
                ty.member_slots.set(members);
                ty.root_shape.set(self.world.shapes.root(members as usize));
                Ok(class)
            }
            None => Err(self.raise_memory()),
        }
    }

    /// Reads `__slots__` out of a namespace.
    fn requested_slots(&mut self, class: &Value, base: &Value, dict: &Value) -> Res<Slots> {
        // Only the base that gives the layout is asked.
        let has = |flag: u32| base.exact::<Type>().is_some_and(|base| base.has(flag));
        let (may_dict, may_weakref) = (!has(HAS_DICT), !has(HAS_WEAKREF));
        let key = self.name(N::slots);
        let Some(given) = self.namespace_entry(dict, &key) else {
            return Ok(Slots { members: Vec::new(), dict: may_dict, weakref: may_weakref });
        };
        let names = if given.cast::<Str>().is_some() { vec![given] } else { self.collect(&given)? };
        let mut slots = Slots { members: Vec::new(), dict: false, weakref: false };
        if !names.is_empty() && !self.may_have_members(base) {
            let name = base.exact::<Type>().map_or_else(String::new, Type::name_text);
            return Err(self.type_error(format!("nonempty __slots__ not supported for subtype of '{name}'")));
        }
        let private = self.text(class);
        let mut members = Vec::new();
        for name in names {
            let Some(text) = name.cast::<Str>().map(|name| name.to_text().into_owned()) else {
                let given = self.type_name(&name);
                return Err(self.type_error(format!("__slots__ items must be strings, not '{given}'")));
            };
            match text.as_str() {
                "__dict__" if !may_dict || slots.dict => {
                    return Err(self.type_error("__dict__ slot disallowed: we already got one"));
                }
                "__dict__" => slots.dict = true,
                "__weakref__" if !may_weakref || slots.weakref => {
                    let message = "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0";
                    return Err(self.type_error(message));
                }
                "__weakref__" => slots.weakref = true,
                _ if !is_identifier(&text) => return Err(self.type_error("__slots__ must be identifiers")),
                _ => members.push(text),
            }
        }
        // Only when all are names do they meet what the body has defined.
        for text in members {
            let mangled = self.intern(&mangle(&private, &text));
            if self.namespace_entry(dict, &mangled).is_some() && text != "__qualname__" {
                let message = format!("'{}' in __slots__ conflicts with class variable", self.text(&mangled));
                return Err(self.value_error(message));
            }
            slots.members.push(mangled);
        }
        slots.members.sort_by_key(|name| self.text(name));
        Ok(slots)
    }

    /// Whether instances can have slots of their own behind the layout of a base.
    fn may_have_members(&self, base: &Value) -> bool {
        let Some(layout) = base.exact::<Type>().map(|base| base.layout.get()) else { return false };
        let fixed = [crate::heap::header::KIND_INT, o::Bytes::KIND, o::Tuple::KIND, o::Type::KIND];
        !fixed.contains(&layout)
    }

    fn namespace_entry(&self, dict: &Value, name: &Value) -> Option<Value> {
        let table = dict.cast::<Dict>()?;
        table.find_str(name, self.str_hash(name)).and_then(|at| table.value_at(at))
    }

    fn remove_namespace_entry(&self, dict: &Value, name: &Value) -> Option<Value> {
        let table = dict.cast::<Dict>()?;
        table.find_str(name, self.str_hash(name)).and_then(|at| table.remove_at(at)).map(|(_, value)| value)
    }

    /// What `type.__new__` adds to a namespace and changes in it.
    fn fill_namespace(&mut self, class: &Value, slots: &Slots) -> Res<()> {
        let Some(ty) = class.exact::<Type>() else { return Ok(()) };
        let dict = ty.dict.get();
        let key = self.name(N::qualname);
        if let Some(qualname) = self.remove_namespace_entry(&dict, &key) {
            if qualname.cast::<Str>().is_none() {
                let given = self.type_name(&qualname);
                return Err(self.type_error(format!("type __qualname__ must be a str, not {given}")));
            }
            ty.qualname.set(qualname);
        }
        let key = self.name(N::module);
        if self.namespace_entry(&dict, &key).is_none() {
            let globals = self.current_globals();
            let name = self.name(N::name);
            if let Some(module) = self.namespace_entry(&globals, &name) {
                self.put_class_entry(class, &key, module);
            }
        }
        for key in [N::new, N::init_subclass, N::class_getitem] {
            let name = self.name(key);
            if let Some(function) = self.namespace_entry(&dict, &name)
                && function.exact::<Function>().is_some()
            {
                let function = Slot::new(function);
                let wrapped = if key == N::new {
                    alloc::new(StaticMethod { function })
                } else {
                    alloc::new(ClassMethod { function })
                };
                self.put_class_entry(class, &name, wrapped);
            }
        }
        let first = ty.member_slots.get() - u32::try_from(slots.members.len()).unwrap_or(0);
        for (index, name) in (first..).zip(&slots.members) {
            let member = alloc::new(Member {
                name: Slot::new(name.clone()),
                owner: Slot::new(class.clone()),
                index,
                read_only: false,
            });
            self.put_class_entry(class, name, member);
        }
        let kind = ty.layout.get();
        if slots.dict && kind != o::Type::KIND {
            let name = self.name(N::dict);
            self.put_class_entry(class, &name, new_getset(DICT_GETSET, name.clone(), class.clone()));
        }
        if slots.weakref {
            let name = self.name(N::weakref);
            self.put_class_entry(class, &name, new_getset(WEAKREF_GETSET, name.clone(), class.clone()));
        }
        let doc = self.name(N::doc);
        if self.namespace_entry(&dict, &doc).is_none() {
            self.put_class_entry(class, &doc, Value::NONE);
        }
        let (eq, hash) = (self.name(N::eq), self.name(N::hash));
        if self.namespace_entry(&dict, &eq).is_some() && self.namespace_entry(&dict, &hash).is_none() {
            self.put_class_entry(class, &hash, Value::NONE);
        }
        Ok(())
    }

    /// Sets the flags that follow from what lookups in a class find.
    pub(super) fn refresh_flags(&mut self, class: &Value) {
        let Some(ty) = class.exact::<Type>().filter(|ty| ty.has(HEAP_TYPE)) else { return };
        let python = |name| self.class_lookup(class, name).is_some_and(|found| found.exact::<Native>().is_none());
        let settings = [
            (HAS_DEL, self.class_lookup(class, N::del).is_some()),
            (HAS_GETATTR, python(N::getattr) || python(N::getattribute)),
            (HAS_SETATTR, python(N::setattr) || python(N::delattr)),
        ];
        for (flag, on) in settings {
            if on {
                ty.set_flag(flag);
            } else {
                ty.unset_flag(flag);
            }
        }
    }

    /// How many attributes instances probably get: as many names as the methods store in `self`.
    fn learn_capacity(&mut self, class: &Value) {
        let Some(ty) = class.exact::<Type>().filter(|ty| ty.has(HAS_DICT)) else { return };
        let mut names: BTreeSet<Box<str>> = BTreeSet::new();
        let mut known = 0;
        for class in self.mro_of(class) {
            let Some(class) = class.exact::<Type>().filter(|class| class.has(HEAP_TYPE)) else { continue };
            known = known.max(class.capacity.get());
            let dict = class.dict.get();
            let Some(entries) = dict.exact::<Dict>() else { continue };
            let mut at = 0;
            while let Some((place, _, value)) = entries.next_from(at) {
                at = place + 1;
                if let Some(function) = value.exact::<Function>() {
                    let code = function.code.get();
                    if let Some(code) = code.exact::<Code>() {
                        names.extend(code.unit.self_attributes.iter().cloned());
                    }
                }
            }
        }
        // Two more than the methods name: attributes that are set from outside.
        let wanted = ty.member_slots.get() as usize + names.len() + 2;
        ty.capacity.set(u32::try_from(wanted.min(MAX_INSTANCE_SLOTS)).unwrap_or(0).max(known));
    }

    fn set_class_cell(&mut self, class: &Value) -> Res<()> {
        let Some(dict) = class.exact::<Type>().map(|ty| ty.dict.get()) else { return Ok(()) };
        let key = self.name(N::classcell);
        let Some(cell) = self.remove_namespace_entry(&dict, &key) else { return Ok(()) };
        match cell.exact::<CellObject>() {
            Some(cell) => {
                cell.content.set(class.clone());
                Ok(())
            }
            None => {
                let given = self.type_name(&cell);
                Err(self.type_error(format!("type.__new__(): __classcell__ must be a cell object, not {given}")))
            }
        }
    }

    /// Calls `__set_name__` of the values in the namespace.
    fn set_names(&mut self, class: &Value) -> Res<()> {
        let Some(dict) = class.exact::<Type>().map(|ty| ty.dict.get()) else { return Ok(()) };
        let entries = dict.exact::<Dict>().map(Dict::items).unwrap_or_default();
        for (key, value) in entries {
            if value.exact::<Function>().is_some() || value.exact::<Str>().is_some() {
                continue;
            }
            let result = self.call_special(&value, N::set_name, &[class.clone(), key.clone()]);
            if let Err(raised) = result {
                let cause = self.take_raised(raised);
                let key = self.repr(&key)?;
                let message = format!(
                    "Error calling __set_name__ on '{}' instance {} in '{}'",
                    self.type_name(&value),
                    self.text(&key),
                    class.exact::<Type>().map_or_else(String::new, Type::name_text),
                );
                let raised = self.raise(E::RuntimeError, message);
                if let Some(exception) = self.raised.exact::<o::Exception>() {
                    exception.context.set(cause.clone());
                    exception.cause.set(cause);
                    exception.suppress_context.set(true);
                }
                return Err(raised);
            }
        }
        Ok(())
    }

    /// Calls the `__init_subclass__` that the bases of a new class define.
    fn init_subclass(&mut self, class: &Value, keywords: Vec<(Value, Value)>) -> Res<()> {
        let name = self.name(N::init_subclass);
        let Some(found) = self.lookup_after(class, class, &name) else { return Ok(()) };
        let hook = self.bind_attr(&found, &Value::EMPTY, class, &name)?;
        self.call_kw(&hook, Vec::new(), keywords).map(drop)
    }

    /// What the classes behind `after` in the resolution order of `class` define.
    pub(super) fn lookup_after(&self, class: &Value, after: &Value, name: &Value) -> Option<Value> {
        let ty = class.exact::<Type>()?;
        let hash = self.str_hash(name);
        ty.mro.peek(|mro| {
            let classes = mro.exact::<Tuple>()?.elements();
            let at = classes.iter().position(|class| class.is(after))?;
            classes.get(at + 1..)?.iter().find_map(|class| {
                let class = class.exact::<Type>()?;
                class.dict.peek(|dict| {
                    let dict = dict.exact::<Dict>()?;
                    dict.find_str(name, hash).and_then(|at| dict.value_at(at))
                })
            })
        })
    }
}

fn is_identifier(text: &str) -> bool {
    crate::text::class::is_identifier(text.as_bytes())
}

/// A private name as it is inside class `class`.
fn mangle(class: &str, name: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_owned()
    }
}
