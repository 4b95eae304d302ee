//! Where the attributes of an object itself are: shape slots or the dict of an instance, the dicts of functions, modules
//! and exceptions. Nothing here runs Python code.

use crate::heap::header::WRAPPED;
use crate::heap::tail::{Instance, MAX_INSTANCE_SLOTS};
use crate::heap::{Slot, Value, alloc};
use crate::objects::shape::DICT_MODE;
use crate::objects::ty::{HAS_DICT, Type};
use crate::objects::{Dict, Exception, Function, Host, Module, dict};

use super::{E, Res, Vm};

/// The entry of a string key.
pub(super) fn dict_entry(dict: &Value, name: &Value, hash: i64) -> Option<Value> {
    let table = dict.cast::<Dict>()?;
    table.find_str(name, hash).and_then(|at| table.value_at(at))
}

fn remove_entry(dict: &Value, name: &Value, hash: i64) -> Option<Value> {
    let table = dict.cast::<Dict>()?;
    table.find_str(name, hash).and_then(|at| table.remove_at(at)).map(|(_, value)| value)
}

/// The slot for the dict of objects that have one beside shape slots.
fn dict_slot(object: &Value) -> Option<&Slot> {
    if let Some(exception) = object.exact::<Exception>() {
        Some(&exception.dict)
    } else if let Some(function) = object.exact::<Function>() {
        Some(&function.dict)
    } else if let Some(host) = object.exact::<Host>() {
        let may = host.class.peek(|class| class.exact::<Type>().is_some_and(|class| class.has(HAS_DICT)));
        may.then_some(&host.dict)
    } else {
        object.cast::<Module>().map(|module| &module.dict)
    }
}

/// Whether instances of an instance's class have attributes of their own, and how many slots are for members.
fn class_facts(instance: &Instance) -> (bool, usize) {
    instance.class.peek(|class| {
        class.exact::<Type>().map_or((false, 0), |class| (class.has(HAS_DICT), class.member_slots.get() as usize))
    })
}

/// The slot of an instance's dict, if the instance is in dict mode.
fn instance_dict_slot(instance: &Instance) -> Option<&Slot> {
    instance.slots().get(class_facts(instance).1)
}

/// A dict that is a part of the instance that will hold it.
fn hidden_dict() -> Value {
    let dict = dict::new_dict();
    alloc::hide(&dict);
    dict
}

impl Vm {
    /// An attribute of the object itself; `name` is interned.
    pub(super) fn own_attr(&self, object: &Value, name: &Value, hash: i64) -> Option<Value> {
        if let Some(slot) = dict_slot(object) {
            return slot.peek(|dict| dict_entry(dict, name, hash));
        }
        let instance = object.exact::<Instance>()?;
        let shape = instance.shape();
        if shape != DICT_MODE {
            let slot = self.world.shapes.find(shape, name)?;
            return instance.slots().get(slot)?.get().into_option();
        }
        instance_dict_slot(instance)?.peek(|dict| dict_entry(dict, name, hash))
    }

    /// Sets an attribute of the object itself; false if the object has none.
    pub(super) fn set_own_attr(&mut self, object: &Value, name: &Value, hash: i64, value: Value) -> Res<bool> {
        if let Some(slot) = dict_slot(object) {
            self.put_in_slot(slot, name, hash, value)?;
            return Ok(true);
        }
        let Some(instance) = object.exact::<Instance>() else { return Ok(false) };
        if !class_facts(instance).0 {
            return Ok(false);
        }
        let shape = instance.shape();
        if shape != DICT_MODE {
            if let Some(slot) = self.world.shapes.find(shape, name).and_then(|slot| instance.slots().get(slot)) {
                slot.set(value);
                return Ok(true);
            }
            let (next, index) = self.world.shapes.add(shape, name);
            let shared =
                instance.class.peek(|class| class.exact::<Type>().is_some_and(|class| class.shares_name(name)));
            match instance.slots().get(index).filter(|_| shared && next != DICT_MODE) {
                Some(slot) => {
                    slot.set(value);
                    instance.set_shape(next);
                    return Ok(true);
                }
                None if shared => {
                    self.learn_slot(instance, index);
                    self.enter_dict_mode(instance)?;
                }
                None => drop(self.instance_dict(object)?),
            }
        }
        if let Some(slot) = instance_dict_slot(instance) {
            if slot.is_empty() {
                slot.set(hidden_dict());
            }
            self.put_in_slot(slot, name, hash, value)?;
        }
        Ok(true)
    }

    /// Later instances of the class get room for slot `index`.
    fn learn_slot(&self, instance: &Instance, index: usize) {
        let wanted = (index + 1 + index / 4).min(MAX_INSTANCE_SLOTS);
        instance.class.peek(|class| {
            if let (Some(class), Ok(wanted)) = (class.exact::<Type>(), u32::try_from(wanted)) {
                class.capacity.set(class.capacity.get().max(wanted));
            }
        });
    }

    fn put_in_slot(&mut self, slot: &Slot, name: &Value, hash: i64, value: Value) -> Res<()> {
        if slot.is_empty() {
            slot.set(dict::new_dict());
        }
        let dict = slot.get();
        dict::put_str(&dict, name, hash, value).map_err(|_| self.raise_memory())
    }

    /// Deletes an attribute of the object itself: whether it was there; `None` if the object has no attributes of its own.
    pub(super) fn del_own_attr(&mut self, object: &Value, name: &Value, hash: i64) -> Res<Option<bool>> {
        if let Some(slot) = dict_slot(object) {
            let dict = slot.get();
            return Ok(Some(remove_entry(&dict, name, hash).is_some()));
        }
        let Some(instance) = object.exact::<Instance>().filter(|instance| class_facts(instance).0) else {
            return Ok(None);
        };
        if self.own_attr(object, name, hash).is_none() {
            return Ok(Some(false));
        }
        let dict = self.enter_dict_mode(instance)?;
        Ok(Some(remove_entry(&dict, name, hash).is_some()))
    }

    /// Moves the attributes of an instance into a dict, which is returned.
    fn enter_dict_mode(&mut self, instance: &Instance) -> Res {
        let Some(slot) = instance_dict_slot(instance) else {
            return Err(self.raise(E::SystemError, "an instance without room for its attributes"));
        };
        if instance.shape() == DICT_MODE {
            if slot.is_empty() {
                slot.set(hidden_dict());
            }
            return Ok(slot.get());
        }
        let dict = dict::new_dict();
        for (name, index) in self.world.shapes.names(instance.shape()) {
            let value = instance.slots().get(index).map_or(Value::EMPTY, Slot::get);
            if !value.is_empty() {
                let hash = self.str_hash(&name);
                dict::put_str(&dict, &name, hash, value).map_err(|_| self.raise_memory())?;
            }
        }
        let members = class_facts(instance).1;
        let old: Vec<Value> = instance.slots().iter().skip(members).map(Slot::take).collect();
        // Until the program asks for it, the dict is a part of the instance.
        alloc::hide(&dict);
        slot.set(dict.clone());
        instance.set_shape(DICT_MODE);
        drop(old);
        Ok(dict)
    }

    /// The dict of an object's own attributes, made if need be; `None` if it has none.
    pub fn instance_dict(&mut self, object: &Value) -> Res<Option<Value>> {
        if let Some(slot) = dict_slot(object) {
            if slot.is_empty() {
                slot.set(dict::new_dict());
            }
            return Ok(Some(slot.get()));
        }
        match object.exact::<Instance>().filter(|instance| class_facts(instance).0) {
            Some(instance) => {
                let dict = self.enter_dict_mode(instance)?;
                if dict.object_header().is_some_and(|header| header.has(WRAPPED)) {
                    alloc::reveal(&dict);
                    dict::track_if_needed(&dict);
                }
                Ok(Some(dict))
            }
            None => Ok(None),
        }
    }

    /// `object.__dict__ = value`, or its deletion.
    pub(crate) fn replace_instance_dict(&mut self, object: &Value, value: Option<Value>) -> Res<()> {
        let value = value.unwrap_or_else(dict::new_dict);
        if value.cast::<Dict>().is_none() {
            let given = self.type_name(&value);
            return Err(self.type_error(format!("__dict__ must be set to a dictionary, not a '{given}'")));
        }
        if let Some(slot) = dict_slot(object) {
            slot.set(value);
            return Ok(());
        }
        if let Some(instance) = object.exact::<Instance>().filter(|instance| class_facts(instance).0) {
            self.enter_dict_mode(instance)?;
            if let Some(slot) = instance_dict_slot(instance) {
                slot.set(value);
            }
        }
        Ok(())
    }

    /// Names of the object's own attributes, in order.
    pub(super) fn own_names(&self, object: &Value) -> Vec<Value> {
        let keys = |dict: &Value| -> Vec<Value> {
            dict.cast::<Dict>().map(|dict| dict.items().into_iter().map(|(key, _)| key).collect()).unwrap_or_default()
        };
        if let Some(slot) = dict_slot(object) {
            return slot.peek(keys);
        }
        match object.exact::<Instance>() {
            None => Vec::new(),
            Some(instance) if instance.shape() == DICT_MODE => {
                instance_dict_slot(instance).map(|slot| slot.peek(keys)).unwrap_or_default()
            }
            Some(instance) => self
                .world
                .shapes
                .names(instance.shape())
                .into_iter()
                .filter(|(_, index)| instance.slots().get(*index).is_some_and(|slot| !slot.is_empty()))
                .map(|(name, _)| name)
                .collect(),
        }
    }

    /// What a `__slots__` member of an object holds; empty if nothing.
    pub(crate) fn member_value(&self, object: &Value, index: usize, name: &Value) -> Value {
        match object.exact::<Instance>() {
            Some(instance) => instance.slots().get(index).map_or(Value::EMPTY, Slot::get),
            None => dict_slot(object)
                .and_then(|slot| slot.peek(|dict| dict_entry(dict, name, self.str_hash(name))))
                .unwrap_or_default(),
        }
    }

    /// Sets a `__slots__` member, or empties it; false if it was to be emptied and is already.
    pub(crate) fn set_member(&mut self, object: &Value, index: usize, name: &Value, value: Option<Value>) -> Res<bool> {
        let Some(instance) = object.exact::<Instance>() else {
            let hash = self.str_hash(name);
            return match value {
                Some(value) => self.set_own_attr(object, name, hash, value),
                None => Ok(self.del_own_attr(object, name, hash)?.unwrap_or(false)),
            };
        };
        let Some(slot) = instance.slots().get(index) else { return Ok(false) };
        match value {
            Some(value) => {
                slot.set(value);
                Ok(true)
            }
            None => Ok(!slot.take().is_empty()),
        }
    }
}
