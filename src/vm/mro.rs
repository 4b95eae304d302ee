//! Layouts and resolution orders: which base gives a class its layout, C3, and what happens when bases are replaced.

use std::collections::HashSet;

use crate::heap::Value;
use crate::objects::ty::{HAS_DICT, HEAP_TYPE, IS_ABSTRACT, IS_BASE, IS_EXCEPTION, Type};
use crate::objects::{Dict, Member, Native, Tuple};

use super::types::{add_subclass, remove_subclass};
use super::{E, Res, T, Vm};

/// Exception classes whose objects have fields of their own in CPython, so that no class can inherit from two of them.
const WIDE_EXCEPTIONS: &[E] = &[
    E::BaseException,
    E::BaseExceptionGroup,
    E::SystemExit,
    E::StopIteration,
    E::ImportError,
    E::OSError,
    E::SyntaxError,
    E::UnicodeDecodeError,
    E::UnicodeEncodeError,
    E::UnicodeTranslateError,
    E::AttributeError,
    E::NameError,
];

impl Vm {
    // ---- layouts

    /// The class that determines the layout of instances of `class`: a builtin type, or a class with `__slots__`.
    pub(super) fn solid_base(&self, class: &Value) -> Value {
        self.mro_of(class).into_iter().find(|class| self.is_solid(class)).unwrap_or_else(|| self.type_object(T::Object))
    }

    fn is_solid(&self, class: &Value) -> bool {
        let Some(ty) = class.exact::<Type>() else { return false };
        if ty.has(HEAP_TYPE) {
            let inherited = ty.bases.peek(|bases| {
                let bases = bases.exact::<Tuple>().map_or(&[][..], |bases| bases.elements());
                bases.iter().filter_map(Value::exact::<Type>).map(|base| base.member_slots.get()).max()
            });
            return ty.member_slots.get() > inherited.unwrap_or(0);
        }
        if ty.has(IS_EXCEPTION) {
            return WIDE_EXCEPTIONS.iter().any(|wide| self.world.exceptions[*wide as usize].is(class));
        }
        true
    }

    /// The builtin type whose layout instances of a class have.
    pub(super) fn layout_class(&self, class: &Value) -> Value {
        self.mro_of(class)
            .into_iter()
            .find(|class| class.exact::<Type>().is_some_and(|class| !class.has(HEAP_TYPE)))
            .unwrap_or_else(|| self.type_object(T::Object))
    }

    /// The base that gives a class its layout (`__base__`).
    pub(super) fn best_base(&mut self, bases: &[Value]) -> Res {
        let mut best: Option<(Value, Value)> = None;
        for base in bases {
            let Some(ty) = base.exact::<Type>() else { return Err(self.type_error("bases must be types")) };
            if !ty.has(IS_BASE) {
                let name = ty.name_text();
                return Err(self.type_error(format!("type '{name}' is not an acceptable base type")));
            }
            let candidate = self.solid_base(base);
            let subtype = |one: &Value, two: &Value| one.exact::<Type>().is_some_and(|one| one.is_subtype_of(two));
            match &best {
                None => best = Some((candidate, base.clone())),
                Some((winner, _)) if subtype(winner, &candidate) => {}
                Some((winner, _)) if subtype(&candidate, winner) => best = Some((candidate, base.clone())),
                Some(_) => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            }
        }
        Ok(best.map_or_else(|| self.type_object(T::Object), |(_, base)| base))
    }

    /// The base that gives a class its layout (`__base__`).
    pub fn base_of(&mut self, class: &Value) -> Res {
        let bases = self.bases_of(class);
        self.best_base(&bases)
    }

    /// Whether the `__slots__` of two classes of the same layout mean the same.
    pub fn same_members(&self, one: &Value, two: &Value) -> bool {
        let (mut one, mut two) = (self.solid_base(one), self.solid_base(two));
        loop {
            if one.is(&two) {
                return true;
            }
            let names = |class: &Value| {
                let dict = class.exact::<Type>().map(|ty| ty.dict.get()).unwrap_or_default();
                let mut names: Vec<(u32, Value)> = dict
                    .exact::<Dict>()
                    .map(Dict::items)
                    .unwrap_or_default()
                    .into_iter()
                    .filter_map(|(_, value)| value.exact::<Member>().map(|member| (member.index, member.name.get())))
                    .collect();
                names.sort_by_key(|(index, _)| *index);
                names
            };
            let solid = |class: &Value| class.exact::<Type>().is_some_and(|ty| ty.has(HEAP_TYPE));
            if !solid(&one) || !solid(&two) {
                return false;
            }
            let (mine, theirs) = (names(&one), names(&two));
            let same = mine.len() == theirs.len()
                && mine.iter().zip(&theirs).all(|(mine, theirs)| mine.0 == theirs.0 && mine.1.is(&theirs.1));
            if !same {
                return false;
            }
            one = self.solid_above(&one);
            two = self.solid_above(&two);
        }
    }

    fn solid_above(&self, class: &Value) -> Value {
        self.mro_of(class)
            .into_iter()
            .skip(1)
            .find(|class| self.is_solid(class))
            .unwrap_or_else(|| self.type_object(T::Object))
    }

    // ---- resolution orders

    /// The resolution order of a class as a tuple: what `mro()` of its metaclass says, by default C3.
    pub(super) fn compute_mro(&mut self, class: &Value) -> Res {
        let metaclass = self.type_of(class);
        if !self.is_type_object(&metaclass, T::Type) {
            let name = self.intern("mro");
            let hash = self.str_hash(&name);
            let custom = metaclass.exact::<Type>().and_then(|metaclass| metaclass.lookup(&name, hash));
            if let Some(custom) = custom.filter(|custom| custom.exact::<Native>().is_none()) {
                let custom = self.bind_attr(&custom, class, &metaclass, &name)?;
                let order = self.call(&custom, &[])?;
                let order = self.collect(&order)?;
                if let Some(wrong) = order.iter().find(|entry| entry.exact::<Type>().is_none()) {
                    let given = self.type_name(wrong);
                    return Err(self.type_error(format!("mro() returned a non-class ('{given}')")));
                }
                return self.tuple(order);
            }
        }
        let order = self.default_mro(class)?;
        self.tuple(order)
    }

    /// C3 linearisation.
    pub fn default_mro(&mut self, class: &Value) -> Res<Vec<Value>> {
        let bases = self.bases_of(class);
        let mut order = vec![class.clone()];
        if let [base] = bases.as_slice() {
            order.extend(self.mro_of(base));
            return Ok(order);
        }
        for (index, base) in bases.iter().enumerate() {
            if bases.iter().take(index).any(|earlier| earlier.is(base)) {
                let name = base.exact::<Type>().map_or_else(String::new, Type::name_text);
                return Err(self.type_error(format!("duplicate base class {name}")));
            }
        }
        let mut lists: Vec<Vec<Value>> = bases.iter().map(|base| self.mro_of(base)).collect();
        lists.push(bases);
        let mut starts = vec![0_usize; lists.len()];
        loop {
            let head = |list: usize| lists.get(list).and_then(|order| order.get(*starts.get(list)?));
            if (0..lists.len()).all(|list| head(list).is_none()) {
                return Ok(order);
            }
            let in_tail = |class: &Value| {
                lists.iter().zip(&starts).any(|(list, start)| list.iter().skip(start + 1).any(|other| other.is(class)))
            };
            let next = (0..lists.len()).filter_map(head).find(|candidate| !in_tail(candidate)).cloned();
            let Some(next) = next else {
                let mut names: Vec<(Value, String)> = Vec::new();
                for candidate in (0..lists.len()).filter_map(head) {
                    if !names.iter().any(|(known, _)| known.is(candidate)) {
                        let name = candidate.exact::<Type>().map_or_else(String::new, Type::name_text);
                        names.push((candidate.clone(), name));
                    }
                }
                let names = names.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ");
                let message = format!("Cannot create a consistent method resolution\norder (MRO) for bases {names}");
                return Err(self.type_error(message));
            };
            for (list, start) in lists.iter().zip(&mut starts) {
                if list.get(*start).is_some_and(|head| head.is(&next)) {
                    *start += 1;
                }
            }
            order.push(next);
        }
    }

    /// `class.__bases__ = bases`.
    pub fn set_bases(&mut self, class: &Value, value: &Value) -> Res<()> {
        let Some(ty) = class.exact::<Type>() else { return Ok(()) };
        let name = ty.name_text();
        let Some(bases) = value.cast::<Tuple>().map(|bases| bases.elements().to_vec()) else {
            let given = self.type_name(value);
            return Err(self.type_error(format!("can only assign tuple to {name}.__bases__, not {given}")));
        };
        if bases.is_empty() {
            return Err(self.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
        }
        for given in &bases {
            let Some(base) = given.exact::<Type>() else {
                let given = self.type_name(given);
                let message = format!("{name}.__bases__ must be tuple of classes, not '{given}'");
                return Err(self.type_error(message));
            };
            if base.is_subtype_of(class) || self.descends(given, class) {
                return Err(self.type_error("a __bases__ item causes an inheritance cycle"));
            }
        }
        let base = self.best_base(&bases)?;
        let old = self.bases_of(class);
        let old_best = self.best_base(&old)?;
        let (old_solid, new_solid) = (self.solid_base(&old_best), self.solid_base(&base));
        let inherited = bases.iter().filter_map(Value::exact::<Type>).fold(0, |flags, base| flags | base.flags.get());
        if !old_solid.is(&new_solid) || (inherited & HAS_DICT != 0 && !ty.has(HAS_DICT)) {
            let text = |class: &Value| class.exact::<Type>().map_or_else(String::new, Type::name_text);
            let message =
                format!("__bases__ assignment: '{}' deallocator differs from '{}'", text(&base), text(&old_best));
            return Err(self.type_error(message));
        }
        let old_tuple = ty.bases.get();
        let new_tuple = self.tuple(bases.clone())?;
        ty.bases.set(new_tuple.clone());
        let computed = self.recompute_orders(class);
        if !ty.bases.peek(|now| now.is(&new_tuple)) {
            // A `mro()` has assigned bases meanwhile: those hold, and are registered.
            let now = self.bases_of(class);
            for base in old.iter().filter(|base| !now.iter().any(|other| other.is(base))) {
                remove_subclass(base, class);
            }
            return computed;
        }
        if let Err(raised) = computed {
            ty.bases.set(old_tuple);
            return Err(raised);
        }
        for base in &old {
            remove_subclass(base, class);
        }
        for base in &bases {
            add_subclass(base, class);
        }
        self.type_changed(class);
        Ok(())
    }

    /// Whether `class` is among the bases of `from`, their bases and so on. The order of `from` need not say so while
    /// orders are being computed, nor if its class has a `mro()` of its own.
    fn descends(&self, from: &Value, class: &Value) -> bool {
        let mut seen = HashSet::new();
        let mut waiting = vec![from.clone()];
        while let Some(next) = waiting.pop() {
            if next.is(class) {
                return true;
            }
            if seen.insert(next.id()) {
                waiting.extend(self.bases_of(&next));
            }
        }
        false
    }

    /// Computes the orders of a class and all classes below it anew; all or none.
    fn recompute_orders(&mut self, class: &Value) -> Res<()> {
        let mut changed: Vec<(Value, Value)> = Vec::new();
        let mut waiting = vec![class.clone()];
        while let Some(class) = waiting.pop() {
            let before = class.exact::<Type>().map(|ty| ty.mro.get());
            match self.compute_mro(&class) {
                Ok(order) => {
                    // One that a `mro()` brought about meanwhile is newer.
                    if let Some(ty) = class.exact::<Type>()
                        && before.is_some_and(|before| ty.mro.peek(|now| now.is(&before)))
                    {
                        changed.push((class.clone(), ty.mro.replace(order)));
                    }
                    waiting.extend(super::types::subclasses(&class));
                }
                Err(raised) => {
                    for (class, order) in changed.into_iter().rev() {
                        if let Some(ty) = class.exact::<Type>() {
                            ty.mro.set(order);
                        }
                    }
                    return Err(raised);
                }
            }
        }
        for (class, _) in &changed {
            self.refresh_flags(class);
        }
        Ok(())
    }

    /// Notes whether a class is abstract: `__abstractmethods__` was set.
    pub fn set_abstract(&mut self, class: &Value, on: bool) {
        if let Some(ty) = class.exact::<Type>() {
            if on {
                ty.set_flag(IS_ABSTRACT);
            } else {
                ty.unset_flag(IS_ABSTRACT);
            }
        }
    }
}
