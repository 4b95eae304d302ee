//! The parts of instructions that do not belong into the dispatch loop: caches, rare cases, whatever runs Python code.

use crate::bytecode::instr::Instr;
use crate::heap::tail::Instance;
use crate::heap::{Unowned, Value};
use crate::objects::code::Cache;
use crate::objects::{
    CellObject, Code, Dict, Exception, Function, Generator, Iter, List, Member, Native, Property, Str, Tuple, Type, ty,
};

use super::call::Begun;
use super::frame::Mode;
use super::resume::Left;
use super::{E, N, Raised, Res, Vm};

/// Where execution goes on after a frame has been left.
pub(super) enum Resume {
    Native(Left),
    NativeRaised(Raised),
    Frame,
}

/// Paths of `Cache::path`.
pub(super) const SLOT: u32 = 1;
pub(super) const GLOBALS: u32 = 1;
pub(super) const BUILTINS: u32 = 2;
pub(super) const METHOD: u32 = 3;
pub(super) const BUILTIN_METHOD: u32 = 4;
pub(super) const SUPER: u32 = 5;
pub(super) const CLASS_VALUE: u32 = 6;
pub(super) const PROPERTY: u32 = 7;
/// Nothing simple: a descriptor of another kind, say.
const GENERAL: u32 = 8;
/// A store that adds the slot: the number of the new shape comes on top.
pub(super) const NEW_SLOT: u32 = 9;

/// Reads the class of an instance without counting it.
fn class_version(instance: &Instance) -> u32 {
    instance.class.peek(|class| class.exact::<Type>().map_or(0, Type::version))
}

/// What is remembered of an attribute in a slot, by the shape that the instance had.
fn slot_cache(shape: u32, instance: &Instance, slot: usize, path: u32) -> Cache {
    Cache { key: shape, class_version: class_version(instance), index: slot as u32, path, ..Cache::default() }
}

impl Vm {
    // ---- leaving frames

    /// Leaves the innermost frame with its value.
    pub(super) fn leave_frame(&mut self, value: Value) -> Res<Resume> {
        if self.frames.last().is_some_and(|frame| !frame.object.is_empty()) {
            self.keep_locals();
        }
        let Some(mut frame) = self.frames.pop() else { return Ok(Resume::Native(Left::Returned(value))) };
        let locals = frame.code().map_or(0, |code| usize::from(code.unit.local_count));
        self.stack.clear(frame.base, frame.base + locals);
        self.top = match self.frames.last() {
            Some(below) if frame.mode != Mode::Entry => below.top,
            _ => frame.base,
        };
        let mut value = value;
        if !frame.constructed.is_empty() {
            if !value.is_none() {
                let name = self.type_name(&value);
                let raised = self.type_error(format!("__init__() should return None, not '{name}'"));
                return self.fail_returning(raised, frame.mode);
            }
            value = frame.change(|special| special.constructed.take());
        }
        if let Some(generator) = frame.generator.exact::<Generator>() {
            generator.finish();
        }
        match frame.mode {
            Mode::Entry => Ok(Resume::Native(Left::Returned(value))),
            Mode::Call => {
                self.stack.put(frame.result, value);
                Ok(Resume::Frame)
            }
            Mode::Step => {
                drop(value);
                self.end_loop();
                Ok(Resume::Frame)
            }
            Mode::Delegate => {
                self.end_delegation(frame.result, value);
                Ok(Resume::Frame)
            }
        }
    }

    /// An error at the very return of a frame. If native code has entered that frame, the exception goes there.
    fn fail_returning(&mut self, raised: Raised, mode: Mode) -> Res<Resume> {
        if mode == Mode::Entry { Ok(Resume::NativeRaised(raised)) } else { Err(raised) }
    }

    /// The generator of the `ForIter` that the innermost frame hangs in has ended: the loop is over.
    fn end_loop(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (at, base) = (frame.last(), frame.base);
        let instr = frame.code().and_then(|code| code.instructions.get(at).copied());
        if let Some(instr) = instr {
            frame.next = frame.next.wrapping_offset(instr.d as isize);
            drop(self.stack.take(base + usize::from(instr.b)));
        }
    }

    /// The generator to which the innermost frame delegates by `yield from` has returned.
    fn end_delegation(&mut self, result: usize, value: Value) {
        let instr =
            self.frames.last().and_then(|frame| Some((frame.base, *frame.code()?.instructions.get(frame.last())?)));
        if let Some((base, instr)) = instr {
            drop(self.stack.take(base + usize::from(instr.b)));
        }
        self.stack.put(result, value);
    }

    /// Leaves the innermost frame, a generator's, at a `yield`.
    pub(super) fn leave_yielding(&mut self, value: Value) -> Resume {
        let (mode, result) = self.suspend_generators();
        match mode {
            Mode::Entry => Resume::Native(Left::Yielded(value)),
            Mode::Call | Mode::Step | Mode::Delegate => {
                if let Some(frame) = self.frames.last() {
                    self.top = frame.top;
                }
                self.stack.put(result, value);
                Resume::Frame
            }
        }
    }

    // ---- variables

    pub(super) fn cell_content(&self, cell: &Value) -> Value {
        cell.exact::<CellObject>().map_or(Value::EMPTY, |cell| cell.content.get())
    }

    pub(super) fn set_cell(&self, cell: &Value, value: Value) {
        if let Some(cell) = cell.exact::<CellObject>() {
            cell.content.set(value);
        }
    }

    pub(super) fn take_cell(&self, cell: &Value) -> Value {
        cell.exact::<CellObject>().map_or(Value::EMPTY, |cell| cell.content.take())
    }

    /// Cell `index` of the running function's closure.
    pub(super) fn closure_cell(&self, index: usize) -> Value {
        self.frames
            .last()
            .and_then(|frame| frame.function.exact::<Function>())
            .and_then(|function| {
                function
                    .closure
                    .peek(|closure| closure.exact::<Tuple>().and_then(|cells| cells.elements().get(index).cloned()))
            })
            .unwrap_or_default()
    }

    fn frame_name(&self, pick: impl FnOnce(&Code) -> Option<Value>) -> String {
        self.frames
            .last()
            .and_then(|frame| frame.code().and_then(pick))
            .and_then(|name| name.exact::<Str>().map(|name| name.to_text().into_owned()))
            .unwrap_or_default()
    }

    #[cold]
    pub(super) fn raise_unbound_local(&mut self, index: usize) -> Raised {
        let name = self.frame_name(|code| code.local_names.get(index).cloned());
        let message = format!("cannot access local variable '{name}' where it is not associated with a value");
        self.raise(E::UnboundLocalError, message)
    }

    #[cold]
    pub(super) fn raise_unbound_free(&mut self, index: usize) -> Raised {
        let name = self.frame_name(|code| code.free_names.get(index).cloned());
        let message =
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        self.raise(E::NameError, message)
    }

    fn name_at(&self, index: usize) -> Value {
        self.frames
            .last()
            .and_then(|frame| frame.code().and_then(|code| code.names.get(index).cloned()))
            .unwrap_or(Value::NONE)
    }

    fn namespace(&self) -> Value {
        self.frames.last().map_or(Value::EMPTY, |frame| frame.locals.clone())
    }

    pub(super) fn load_class_free(&mut self, index: usize, name: usize) -> Res {
        let name = self.name_at(name);
        let namespace = self.namespace();
        if let Some(value) = self.namespace_get(&namespace, &name)? {
            return Ok(value);
        }
        let cell = self.closure_cell(index);
        let value = self.cell_content(&cell);
        if value.is_empty() { Err(self.raise_unbound_free(index)) } else { Ok(value) }
    }

    /// Looks a name up in a namespace, which `__prepare__` may have made any mapping.
    fn namespace_get(&mut self, namespace: &Value, name: &Value) -> Res<Option<Value>> {
        if namespace.is_empty() {
            return Ok(None);
        }
        if namespace.exact::<Dict>().is_some() {
            return self.dict_get(namespace, name);
        }
        let found = self.get_item(namespace, name);
        self.catch(E::KeyError, found)
    }

    /// Looks a global up and remembers its place.
    #[cold]
    #[inline(never)]
    pub(super) fn load_global(&mut self, code: &Code, instr: &Instr) -> Res {
        let Some(name) = code.names.get(instr.d as usize).cloned() else {
            return Err(self.raise(E::SystemError, "a name out of range"));
        };
        let hash = self.str_hash(&name);
        let globals = self.current_globals();
        let found = globals.cast::<Dict>().and_then(|dict| dict.find_str(&name, hash).map(|at| (dict.version(), at)));
        if let Some((version, at)) = found {
            self.remember(code, instr, Cache { key: version, index: at as u32, path: GLOBALS, ..Cache::default() });
            return Ok(globals.cast::<Dict>().and_then(|dict| dict.value_at(at)).unwrap_or(Value::NONE));
        }
        let builtins = self.builtins.clone();
        let found = builtins.cast::<Dict>().and_then(|dict| dict.find_str(&name, hash).map(|at| (dict.version(), at)));
        match found {
            Some((version, at)) => {
                let key = globals.cast::<Dict>().map_or(0, Dict::version);
                self.remember(
                    code,
                    instr,
                    Cache { key, class_version: version, index: at as u32, path: BUILTINS, ..Cache::default() },
                );
                Ok(builtins.cast::<Dict>().and_then(|dict| dict.value_at(at)).unwrap_or(Value::NONE))
            }
            None => Err(self.raise_name_error(&name)),
        }
    }

    fn remember(&self, code: &Code, instr: &Instr, cache: Cache) {
        if let Some(place) = code.caches.get(instr.e as usize) {
            place.set(cache);
            self.polymorphic.remember(code, instr, cache);
        }
    }

    pub(super) fn store_global(&mut self, code: &Code, instr: &Instr, value: Value) -> Res<()> {
        let globals = self.current_globals();
        self.store_in(code, instr, &globals, value)
    }

    fn store_in(&mut self, code: &Code, instr: &Instr, dict: &Value, value: Value) -> Res<()> {
        let Some(name) = code.names.get(instr.d as usize) else { return Ok(()) };
        let cache = code.caches.get(instr.e as usize).map(std::cell::Cell::get).unwrap_or_default();
        let hash = self.str_hash(name);
        let known = dict.cast::<Dict>().and_then(|table| {
            let at = cache.index as usize;
            if cache.path == GLOBALS && table.key_is(at, name) { Some(at) } else { table.find_str(name, hash) }
        });
        if let Some(at) = known {
            self.remember(code, instr, Cache { index: at as u32, path: GLOBALS, ..Cache::default() });
        }
        crate::objects::dict::put(dict, known, name.clone(), hash, value).map_err(|_| self.raise_memory())
    }

    pub(super) fn delete_global(&mut self, index: usize) -> Res<()> {
        let name = self.name_at(index);
        let globals = self.current_globals();
        match self.dict_remove(&globals, &name)? {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(self.raise_name_error(&name)),
        }
    }

    /// A module's frame has its globals as namespace; then names are looked up as globals are.
    fn namespace_is_globals(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            frame.locals.is_empty()
                || frame
                    .function
                    .exact::<Function>()
                    .is_some_and(|function| function.globals.peek(|globals| globals.is(&frame.locals)))
        })
    }

    pub(super) fn load_name(&mut self, code: &Code, instr: &Instr) -> Res {
        if self.namespace_is_globals() {
            return self.load_global(code, instr);
        }
        let name = self.name_at(instr.d as usize);
        let namespace = self.namespace();
        match self.namespace_get(&namespace, &name)? {
            Some(value) => Ok(value),
            None => self.load_global(code, instr),
        }
    }

    pub(super) fn store_name(&mut self, code: &Code, instr: &Instr, value: Value) -> Res<()> {
        let namespace = self.namespace();
        if namespace.is_empty() {
            return self.store_global(code, instr, value);
        }
        if namespace.exact::<Dict>().is_some() {
            return self.store_in(code, instr, &namespace, value);
        }
        let name = self.name_at(instr.d as usize);
        self.set_item(&namespace, &name, value)
    }

    pub(super) fn delete_name(&mut self, index: usize) -> Res<()> {
        let name = self.name_at(index);
        let namespace = self.namespace();
        if namespace.is_empty() {
            return self.delete_global(index);
        }
        if namespace.exact::<Dict>().is_none() {
            let deleted = self.del_item(&namespace, &name);
            return match self.catch(E::KeyError, deleted)? {
                Some(()) => Ok(()),
                None => Err(self.raise_name_error(&name)),
            };
        }
        match self.dict_remove(&namespace, &name)? {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(self.raise_name_error(&name)),
        }
    }

    pub(super) fn setup_annotations(&mut self) -> Res<()> {
        let namespace = match self.namespace() {
            empty if empty.is_empty() => self.current_globals(),
            namespace => namespace,
        };
        let name = self.name(N::annotations);
        if self.namespace_get(&namespace, &name)?.is_none() {
            self.set_item(&namespace, &name, crate::objects::dict::new_dict())?;
        }
        Ok(())
    }

    // ---- attributes

    #[inline(never)]
    pub(super) fn load_attr(&mut self, code: &Code, instr: &Instr, object: &Value) -> Res {
        let Some(name) = code.names.get(instr.d as usize) else {
            return Err(self.raise(E::SystemError, "a name out of range"));
        };
        if let Some(instance) = object.exact::<Instance>()
            && let Some(cache) = code.caches.get(instr.e as usize).map(std::cell::Cell::get)
            && cache.path == GENERAL
            && cache.key == instance.shape()
            && cache.class_version == class_version(instance)
        {
            return self.get_attr(object, name);
        }
        if let Some(instance) = object.exact::<Instance>()
            && let Some(slot) = self.plain_slot(instance, name)
            && let Some(value) = instance.slots().get(slot).map(crate::heap::Slot::get)
            && !value.is_empty()
        {
            let cache = slot_cache(instance.shape(), instance, slot, SLOT);
            self.remember(code, instr, cache);
            return Ok(value);
        }
        if let Some(instance) = object.exact::<Instance>() {
            let general = slot_cache(instance.shape(), instance, 0, GENERAL);
            let found = self.class_value(object, name).or_else(|| self.property_value(object, name));
            let cache = found.unwrap_or(general);
            self.remember(code, instr, cache);
        }
        self.get_attr(object, name)
    }

    /// Where the class of an instance has an attribute that is no descriptor and that the instance does not have itself.
    fn class_value(&self, object: &Value, name: &Value) -> Option<Cache> {
        let instance = object.exact::<Instance>()?;
        let hash = self.str_hash(name);
        if instance.shape() == crate::objects::shape::DICT_MODE
            || self.world.shapes.find_known(instance.shape(), name, hash).is_some()
        {
            return None;
        }
        let class = instance.class.get();
        let class = class.exact::<Type>().filter(|class| !class.has(ty::HAS_GETATTR))?;
        let place = class.find(name, hash).filter(|place| place.0 <= 0xFFFF && place.1 <= 0xFFFF)?;
        let value = class.found(place)?;
        let plain = value.object_header().is_none()
            || value.num().is_some()
            || value.exact::<Str>().is_some()
            || value.exact::<List>().is_some()
            || value.exact::<Dict>().is_some()
            || value.exact::<Tuple>().is_some();
        plain.then(|| Cache {
            key: instance.shape(),
            class_version: class.version(),
            index: (place.0 as u32) << 16 | place.1 as u32,
            path: CLASS_VALUE,
            ..Cache::default()
        })
    }

    /// The getter of a property of the class of an instance, if it is an ordinary function.
    fn property_value(&self, object: &Value, name: &Value) -> Option<Cache> {
        let instance = object.exact::<Instance>()?;
        let class = instance.class.get();
        let class = class.exact::<Type>().filter(|class| !class.has(ty::HAS_GETATTR))?;
        let property = class.lookup(name, self.str_hash(name))?;
        let getter = property.exact::<Property>()?.getter.get();
        let ordinary = |code: &Value| code.exact::<Code>().is_some_and(|code| code.simple_arguments == 1);
        if !getter.exact::<Function>()?.code.peek(ordinary) {
            return None;
        }
        // The property, which stands in the class, keeps it.
        let found = Unowned::of(&getter);
        Some(Cache { key: instance.shape(), class_version: class.version(), path: PROPERTY, found, ..Cache::default() })
    }

    /// The slot that an attribute of an instance is read from and written to, if nothing in the class interferes.
    fn plain_slot(&self, instance: &Instance, name: &Value) -> Option<usize> {
        let hash = self.str_hash(name);
        let plain = instance.class.peek(|class| {
            let class = class.exact::<Type>()?;
            if class.has(ty::HAS_GETATTR | ty::HAS_SETATTR) {
                return None;
            }
            Some(class.lookup(name, hash))
        })?;
        if let Some(member) = plain.as_ref().and_then(Value::exact::<Member>) {
            return (!member.read_only).then_some(member.index as usize);
        }
        if plain.is_some_and(|found| !is_plain_class_value(&found)) {
            return None;
        }
        self.world.shapes.find_known(instance.shape(), name, hash)
    }

    #[inline(never)]
    pub(super) fn store_attr(&mut self, code: &Code, instr: &Instr, object: &Value, value: Value) -> Res<()> {
        let Some(name) = code.names.get(instr.d as usize) else { return Ok(()) };
        let before = object.exact::<Instance>().map(Instance::shape);
        if let (Some(instance), Some(before)) = (object.exact::<Instance>(), before)
            && before != crate::objects::shape::DICT_MODE
            && let Some(slot) = self.plain_slot(instance, name).filter(|slot| *slot <= 0xFFFF)
            && let Some(place) = instance.slots().get(slot)
        {
            self.remember(code, instr, slot_cache(before, instance, slot, SLOT));
            place.set(value);
            return Ok(());
        }
        self.set_attr(object, name, value)?;
        if let (Some(instance), Some(before)) = (object.exact::<Instance>(), before)
            && let Some(slot) = self.plain_slot(instance, name)
            && slot <= 0xFFFF
        {
            let after = instance.shape();
            let path = if after == before { SLOT } else { NEW_SLOT + after };
            let cache = slot_cache(before, instance, slot, path);
            if before != crate::objects::shape::DICT_MODE && after != crate::objects::shape::DICT_MODE {
                self.remember(code, instr, cache);
            }
        }
        Ok(())
    }

    /// Function and receiver of a method call; the object is consumed.
    #[inline(never)]
    pub(super) fn load_method_slow(&mut self, code: &Code, instr: &Instr, object: Value) -> Res<(Value, Value)> {
        let Some(name) = code.names.get(instr.d as usize) else {
            return Err(self.raise(E::SystemError, "a name out of range"));
        };
        if let Some(instance) = object.exact::<Instance>()
            && instance.shape() != crate::objects::shape::DICT_MODE
            && let hash = self.str_hash(name)
            && self.world.shapes.find_known(instance.shape(), name, hash).is_none()
        {
            let found = instance.class.peek(|class| {
                let class = class.exact::<Type>()?;
                if class.has(ty::HAS_GETATTR) {
                    return None;
                }
                class.lookup(name, hash).filter(|value| value.exact::<Function>().is_some())
            });
            if let Some(function) = found {
                let cache = Cache {
                    key: instance.shape(),
                    class_version: class_version(instance),
                    path: METHOD,
                    found: Unowned::of(&function),
                    ..Cache::default()
                };
                self.remember(code, instr, cache);
                return Ok((function, object));
            }
        }
        if let Some((which, kind)) = super::class::type_without_attributes(&object)
            && let Some(class) = self.world.types.get(which as usize).and_then(Value::exact::<Type>)
            && let Some(found) = class.lookup(name, self.str_hash(name)).filter(super::class::takes_self)
        {
            let cache = Cache {
                key: u32::from(kind),
                class_version: class.version(),
                index: which as u32,
                path: BUILTIN_METHOD,
                found: Unowned::of(&found),
            };
            self.remember(code, instr, cache);
        }
        self.load_method(object, name)
    }

    // ---- building

    pub(super) fn build_set(&mut self, items: Vec<Value>) -> Res {
        let set = crate::objects::set::new_set(false);
        for item in items {
            self.set_add(&set, item)?;
        }
        Ok(set)
    }

    pub(super) fn build_dict(&mut self, items: Vec<Value>) -> Res {
        let dict = crate::objects::dict::new_dict();
        let mut items = items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            self.dict_set(&dict, key, value)?;
        }
        Ok(dict)
    }

    pub(super) fn build_string<'a>(&mut self, parts: impl Iterator<Item = &'a Value> + Clone) -> Res {
        // Parts of no length may leave one string only, or a single character, which is shared.
        let mut texts = parts.clone().filter_map(|part| part.cast::<Str>()).filter(|text| !text.is_empty());
        let (first, second) = (texts.next(), texts.next());
        match (first, second) {
            (Some(_), Some(_)) => crate::objects::str::try_concat(parts.filter_map(|part| part.cast::<Str>()))
                .map_err(|_| self.raise_memory()),
            (first, _) => self.str_bytes(first.map_or(&[], Str::bytes)),
        }
    }

    pub(super) fn format_value(&mut self, value: &Value, spec: &Value, conversion: i32) -> Res {
        let converted = match conversion {
            1 => Some(self.str_of(value)?),
            2 => Some(self.repr(value)?),
            3 => Some(self.ascii(value)?),
            _ => None,
        };
        let value = converted.as_ref().unwrap_or(value);
        if spec.is_empty() {
            if value.exact::<Str>().is_some() {
                return Ok(value.clone());
            }
            if value.num().is_some() {
                return self.str_of(value);
            }
            let empty = self.str("");
            return self.format(value, &empty);
        }
        self.format(value, spec)
    }

    pub(super) fn list_append(&mut self, list: &Value, value: Value) -> Res<()> {
        match list.cast::<List>() {
            Some(list) => list.push(value).map_err(|_| self.raise_memory()),
            None => Err(self.raise(E::SystemError, "a list was expected")),
        }
    }

    pub(super) fn list_extend(&mut self, list: &Value, iterable: &Value) -> Res<()> {
        let items = match self.collect(iterable) {
            Ok(items) => items,
            Err(raised) => return Err(self.value_after_star(raised, iterable)),
        };
        for item in items {
            self.list_append(list, item)?;
        }
        Ok(())
    }

    /// `[*x]` with something that cannot be iterated.
    fn value_after_star(&mut self, raised: Raised, iterable: &Value) -> Raised {
        if !self.raised_is(E::TypeError) || self.is_iterable(iterable) {
            return raised;
        }
        drop(self.take_raised(raised));
        let name = self.type_name(iterable);
        self.type_error(format!("Value after * must be an iterable, not {name}"))
    }

    fn is_iterable(&mut self, value: &Value) -> bool {
        self.has_special(value, N::iter)
            || self.special(value, N::getitem).is_some_and(|method| method.exact::<crate::objects::Native>().is_none())
    }

    pub(super) fn args_tuple(&mut self, iterable: &Value, callee: &Value) -> Res {
        if iterable.exact::<Tuple>().is_some() {
            return Ok(iterable.clone());
        }
        match self.collect(iterable) {
            Ok(items) => self.tuple(items),
            Err(raised) if self.raised_is(E::TypeError) && !self.is_iterable(iterable) => {
                drop(self.take_raised(raised));
                let (callee, name) = (self.callee_name(callee), self.type_name(iterable));
                Err(self.type_error(format!("{callee} argument after * must be an iterable, not {name}")))
            }
            Err(raised) => Err(raised),
        }
    }

    /// A callee as messages name it: `module.qualname()`.
    fn callee_name(&mut self, callee: &Value) -> String {
        let text = |value: &Value| value.exact::<Str>().map(|text| text.to_text().into_owned());
        if let Some(function) = callee.exact::<Function>() {
            let module = function.module.peek(text);
            let qualname = function.qualname.peek(text).unwrap_or_default();
            return match module {
                Some(module) if module != "builtins" => format!("{module}.{qualname}()"),
                _ => format!("{qualname}()"),
            };
        }
        if let Some(native) = callee.exact::<Native>()
            && let Some(entry) = self.natives.get(native.index as usize)
        {
            return format!("{}()", entry.decl.name());
        }
        match callee.exact::<Type>() {
            Some(class) => {
                let module = self.name(N::module);
                let hash = self.str_hash(&module);
                let module = class.lookup(&module, hash).and_then(|module| text(&module));
                match module {
                    Some(module) if module != "builtins" => format!("{module}.{}()", class.name_text()),
                    _ => format!("{}()", class.name_text()),
                }
            }
            None => format!("{} object", self.type_name(callee)),
        }
    }

    pub(super) fn dict_display_update(&mut self, dict: &Value, mapping: &Value) -> Res<()> {
        let updated = self.dict_update(dict, mapping);
        match self.catch(E::AttributeError, updated)? {
            Some(()) => Ok(()),
            None => {
                let name = self.type_name(mapping);
                Err(self.type_error(format!("'{name}' object is not a mapping")))
            }
        }
    }

    pub(super) fn dict_merge(&mut self, dict: &Value, mapping: &Value, callee: &Value) -> Res<()> {
        let items = match mapping.cast::<Dict>() {
            Some(mapping) => mapping.items(),
            None => {
                let items = self.mapping_items(mapping);
                match self.catch(E::AttributeError, items)? {
                    Some(items) => items,
                    None => {
                        let (callee, name) = (self.callee_name(callee), self.type_name(mapping));
                        let message = format!("{callee} argument after ** must be a mapping, not {name}");
                        return Err(self.type_error(message));
                    }
                }
            }
        };
        for (key, value) in items {
            let Some(text) = key.cast::<Str>() else {
                return Err(self.type_error("keywords must be strings"));
            };
            if self.dict_get(dict, &key)?.is_some() {
                let message = format!(
                    "{} got multiple values for keyword argument '{}'",
                    self.callee_name(callee),
                    text.to_text()
                );
                return Err(self.type_error(message));
            }
            self.dict_set(dict, key, value)?;
        }
        Ok(())
    }

    // ---- iteration

    /// Sends a value into the iterator of a `yield from`. `None`: it has ended, its value is in `Vm::returned`.
    pub(super) fn delegate_send(&mut self, iterator: &Value, value: Value) -> Res<Option<Value>> {
        if iterator.exact::<Generator>().is_some() {
            return self.generator_send(iterator, value);
        }
        if value.is_none() {
            let name = self.name(N::next);
            if iterator.exact::<Iter>().is_some() {
                let next = self.next(iterator)?;
                if next.is_none() {
                    self.returned = Value::NONE;
                }
                return Ok(next);
            }
            let result = match self.special(iterator, N::next) {
                Some(_) => self.call_special(iterator, N::next, &[]).map(|value| value.unwrap_or(Value::NONE)),
                None => self.get_attr(iterator, &name),
            };
            return self.catch_stop(result);
        }
        let name = self.name(N::send);
        let send = self.get_attr(iterator, &name)?;
        let result = self.call(&send, &[value]);
        self.catch_stop(result)
    }

    // ---- functions and calls

    /// A function of a nested unit; parts are defaults, keyword defaults, annotations and closure, or empty.
    pub(super) fn make_function(&mut self, constant: usize, parts: [Value; 4]) -> Res {
        let code = self
            .frames
            .last()
            .and_then(|frame| frame.code().and_then(|code| code.constants.get(constant).cloned()))
            .unwrap_or_default();
        let globals = self.current_globals();
        let function = self.new_function(code, globals)?;
        let [defaults, kw_defaults, annotations, closure] = parts;
        if let Some(object) = function.exact::<Function>() {
            if !defaults.is_empty() {
                object.defaults.set(defaults);
            }
            if !kw_defaults.is_empty() {
                object.kw_defaults.set(kw_defaults);
            }
            object.annotations.set(annotations);
            object.closure.set(closure);
        }
        Ok(function)
    }

    /// Takes the keyword arguments, the last of `count` registers from `args`, named by a constant. Returns the number of
    /// positional ones.
    pub(super) fn split_keywords(&mut self, args: usize, count: usize, names: usize) -> (usize, Vec<(Value, Value)>) {
        let names = self
            .frames
            .last()
            .and_then(|frame| frame.code().and_then(|code| code.constants.get(names).cloned()))
            .unwrap_or_default();
        let Some(names) = names.exact::<Tuple>() else { return (count, Vec::new()) };
        let positional = count.saturating_sub(names.len());
        let keywords = names
            .elements()
            .iter()
            .enumerate()
            .map(|(index, name)| (name.clone(), self.stack.take(args + positional + index)))
            .collect();
        (positional, keywords)
    }

    /// Calls what `LoadMethod` left in registers `base` and `base + 1`.
    pub(super) fn begin_method_call(
        &mut self,
        base: usize,
        count: usize,
        keywords: Vec<(Value, Value)>,
        result: usize,
    ) -> Res<Begun> {
        if !self.stack.get(base + 1).is_empty() {
            if let Some(native) = self.stack.get(base).exact::<Native>() {
                let index = native.index;
                return self.call_native(index, base, base + 1, count + 1, keywords);
            }
            return self.begin_call(base, count + 1, keywords, Mode::Call, result);
        }
        // No receiver: close the gap.
        let callee = self.stack.take(base);
        self.stack.put(base + 1, callee);
        self.begin_call(base + 1, count, keywords, Mode::Call, result)
    }

    pub(super) fn load_build_class(&mut self) -> Res {
        let name = self.name(N::build_class);
        let builtins = self.builtins.clone();
        match self.dict_get(&builtins, &name)? {
            Some(function) => Ok(function),
            None => Err(self.raise(E::NameError, "__build_class__ not found")),
        }
    }

    // ---- exceptions

    /// `raise`: the proof, and whether the exception keeps its traceback as it is.
    pub(super) fn raise_statement(&mut self, exception: Value, cause: Value) -> (Raised, bool) {
        if exception.is_empty() {
            let handled = self.handled_exception();
            if handled.is_empty() {
                return (self.raise(E::RuntimeError, "No active exception to reraise"), false);
            }
            return (self.reraise(handled), true);
        }
        let raised = self.raise_from(&exception, cause);
        (raised, false)
    }

    fn raise_from(&mut self, exception: &Value, cause: Value) -> Raised {
        let exception = match self.make_exception(exception) {
            Ok(exception) => exception,
            Err(raised) => return raised,
        };
        if !cause.is_empty() {
            let cause = if cause.is_none() {
                Value::NONE
            } else {
                match self.make_exception(&cause) {
                    Ok(cause) => cause,
                    Err(raised) => {
                        drop(self.take_raised(raised));
                        return self.type_error("exception causes must derive from BaseException");
                    }
                }
            };
            if let Some(object) = exception.exact::<Exception>() {
                object.cause.set(cause);
                object.suppress_context.set(true);
            }
        }
        self.raise_value(exception)
    }

    pub(super) fn exception_matches(&mut self, exception: &Value, class: &Value) -> Res<bool> {
        let is_class = |class: &Value| class.exact::<Type>().is_some_and(|class| class.has(ty::IS_EXCEPTION));
        let matches = |class: &Value| {
            exception.exact::<Exception>().is_some_and(|exception| {
                exception.class.peek(|own| own.exact::<Type>().is_some_and(|own| own.is_subtype_of(class)))
            })
        };
        if is_class(class) {
            return Ok(matches(class));
        }
        if let Some(classes) = class.exact::<Tuple>()
            && classes.elements().iter().all(is_class)
        {
            return Ok(classes.elements().iter().any(matches));
        }
        Err(self.type_error("catching classes that do not inherit from BaseException is not allowed"))
    }

    pub(super) fn before_with(&mut self, manager: Value) -> Res<(Value, Value)> {
        let name = self.type_name(&manager);
        if !self.has_special(&manager, N::enter) {
            let message = format!("'{name}' object does not support the context manager protocol");
            return Err(self.type_error(message));
        }
        if !self.has_special(&manager, N::exit) {
            let message =
                format!("'{name}' object does not support the context manager protocol (missed __exit__ method)");
            return Err(self.type_error(message));
        }
        let exit = self.bound_special(&manager, N::exit)?;
        let entered = self.call_special(&manager, N::enter, &[])?.unwrap_or(Value::NONE);
        Ok((exit, entered))
    }

    /// A special method, bound.
    pub(super) fn bound_special(&mut self, object: &Value, name: N) -> Res {
        match self.special(object, name) {
            Some(function) if super::class::takes_self(&function) => {
                Ok(crate::objects::function::new_bound_method(function, object.clone()))
            }
            Some(other) => {
                let class = self.type_of(object);
                self.bind_attr(&other, object, &class, &Value::EMPTY)
            }
            None => self.get_attr_name(object, name),
        }
    }

    pub(super) fn with_except(&mut self, exit: &Value, exception: &Value) -> Res {
        let class = self.type_of(exception);
        let traceback = exception
            .exact::<Exception>()
            .map(|exception| exception.traceback.get())
            .filter(|traceback| !traceback.is_empty())
            .unwrap_or(Value::NONE);
        self.call(exit, &[class, exception.clone(), traceback])
    }

    // ---- interactive

    /// Shows the value of an expression statement as the prompt does.
    pub(super) fn display(&mut self, value: Value) -> Res<()> {
        match self.sys_value(N::displayhook) {
            Some(hook) if !self.output.hooks[super::report::DISPLAYHOOK].is(&hook) => {
                self.call(&hook, &[value]).map(drop)
            }
            None if !self.sys.is_empty() => Err(self.raise(E::RuntimeError, "lost sys.displayhook")),
            _ => self.show_value(value),
        }
    }
}

/// Whether a class attribute leaves instances' own attributes alone: no data descriptor.
fn is_plain_class_value(value: &Value) -> bool {
    value.exact::<Property>().is_none()
        && !super::class::has_own_class(value)
        && value.exact::<Member>().is_none()
        && value.exact::<crate::objects::GetSet>().is_none()
}
