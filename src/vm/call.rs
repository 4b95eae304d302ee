//! The calling convention.
//!
//! Callee and arguments stand in consecutive registers: `callee, arg 0, arg 1, ...`. A Python function's window begins
//! at its first argument, so positional arguments are passed without being copied. `begin_call` either pushes
//! a frame, which the dispatch loop then runs, or computes the result at once.

use crate::bytecode::unit::UnitKind;
use crate::heap::Value;
use crate::objects::function::BoundMethod;
use crate::objects::generator::{Flavour, State};
use crate::objects::ty::Construction;
use crate::objects::{Code, Function, Generator, Native, Tuple, Type, ty};

use super::frame::{Frame, Mode, Special};
use super::{E, N, Res, T, Vm};

/// What became of a call.
pub(super) enum Begun {
    /// A frame was pushed; the dispatch loop goes on there.
    Frame,
    Done(Value),
}

impl Vm {
    /// Calls something with positional arguments.
    pub fn call(&mut self, callable: &Value, args: &[Value]) -> Res {
        let base = self.top;
        if !self.stack.ensure(base + args.len() + 2) {
            return Err(self.raise_recursion(""));
        }
        self.stack.put(base, callable.clone());
        for (index, arg) in args.iter().enumerate() {
            self.stack.put(base + 1 + index, arg.clone());
        }
        self.finish_call(base, args.len(), Vec::new())
    }

    /// Calls something with positional and keyword arguments.
    pub fn call_kw(&mut self, callable: &Value, args: Vec<Value>, keywords: Vec<(Value, Value)>) -> Res {
        let base = self.top;
        if !self.stack.ensure(base + args.len() + 2) {
            return Err(self.raise_recursion(""));
        }
        let count = args.len();
        self.stack.put(base, callable.clone());
        for (index, arg) in args.into_iter().enumerate() {
            self.stack.put(base + 1 + index, arg);
        }
        self.finish_call(base, count, keywords)
    }

    /// Calls `object.name(*args)`.
    pub fn call_method(&mut self, object: &Value, name: &str, args: &[Value]) -> Res {
        let name = self.intern(name);
        let (function, receiver) = self.load_method(object.clone(), &name)?;
        if receiver.is_empty() {
            return self.call(&function, args);
        }
        let mut all = Vec::with_capacity(args.len() + 1);
        all.push(receiver);
        all.extend(args.iter().cloned());
        self.call_kw(&function, all, Vec::new())
    }

    /// Runs the call prepared at `base` to its end, in a dispatch loop of its own if need be.
    fn finish_call(&mut self, base: usize, count: usize, keywords: Vec<(Value, Value)>) -> Res {
        let saved = self.top;
        self.top = base + count + 1;
        let result = match self.begin_call(base, count, keywords, Mode::Entry, 0) {
            Ok(Begun::Done(value)) => Ok(value),
            Ok(Begun::Frame) => self.run_entered(),
            Err(raised) => {
                self.stack.clear(base, base + count + 1);
                Err(raised)
            }
        };
        self.top = saved;
        result
    }

    /// Runs the frame on top until it returns to native code.
    pub(super) fn run_entered(&mut self) -> Res {
        match self.enter_native() {
            Ok(()) => {
                let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.run());
                self.leave_native();
                result
            }
            Err(raised) => {
                self.pop_frame_registers();
                Err(raised)
            }
        }
    }

    /// Counts one more level of native code that may run Python code.
    pub fn enter_native(&mut self) -> Res<()> {
        if self.is_deep() {
            return Err(self.raise_recursion(""));
        }
        self.native_depth += 1;
        self.limit_frames();
        Ok(())
    }

    pub fn leave_native(&mut self) {
        self.native_depth = self.native_depth.saturating_sub(1);
        self.limit_frames();
    }

    /// `RecursionError`, with what was going on.
    #[cold]
    pub fn raise_recursion(&mut self, doing: &str) -> super::Raised {
        let message = format!("maximum recursion depth exceeded{doing}");
        self.raise(E::RecursionError, message)
    }

    pub fn is_callable(&mut self, value: &Value) -> bool {
        value.exact::<Function>().is_some()
            || value.exact::<Native>().is_some()
            || value.exact::<Type>().is_some()
            || value.exact::<BoundMethod>().is_some()
            || self.has_special(value, N::call)
    }

    /// Begins the call of register `base` with `count` arguments after it and keywords apart. Consumes all of them on
    /// success; on an error they are left for unwinding.
    pub(super) fn begin_call(
        &mut self,
        base: usize,
        count: usize,
        keywords: Vec<(Value, Value)>,
        mode: Mode,
        result: usize,
    ) -> Res<Begun> {
        let callee = self.stack.get(base);
        if callee.exact::<Function>().is_some() {
            return self.call_function(base, base + 1, count, keywords, mode, result);
        }
        if let Some(native) = callee.exact::<Native>() {
            let bound = !native.receiver.is_empty() && !native.owner.is_empty();
            if !bound {
                let index = native.index;
                if !native.receiver.is_empty() {
                    let owner = native.receiver.get();
                    let class = if count == 0 { Value::EMPTY } else { self.stack.get(base + 1).clone() };
                    self.check_new(index, &owner, &class)?;
                } else if !native.owner.is_empty() {
                    let owner = native.owner.get();
                    let receiver = if count == 0 { Value::EMPTY } else { self.stack.get(base + 1).clone() };
                    self.check_receiver(index, &owner, &receiver)?;
                }
                return self.call_native(index, base, base + 1, count, keywords);
            }
            let receiver = native.receiver.get();
            let index = native.index;
            self.stack.put(base, receiver);
            return self.call_native(index, base, base, count + 1, keywords);
        }
        if let Some(method) = callee.exact::<BoundMethod>() {
            let function = method.function.get();
            let receiver = method.receiver.get();
            if function.exact::<Function>().is_some() {
                self.stack.put(base, receiver);
                return self.push_python(function, base, base, count + 1, keywords, mode, result);
            }
            let mut args = vec![receiver];
            args.extend((0..count).map(|index| self.stack.take(base + 1 + index)));
            drop(self.stack.take(base));
            self.enter_native()?;
            let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.call_kw(&function, args, keywords));
            self.leave_native();
            return Ok(Begun::Done(result?));
        }
        if callee.exact::<Type>().is_some() {
            return self.call_class(base, count, keywords, mode, result);
        }
        self.call_instance(base, count, keywords, mode, result)
    }

    /// Calls an instance through its class's `__call__`, which may be such an instance itself, and so on.
    fn call_instance(
        &mut self,
        base: usize,
        count: usize,
        keywords: Vec<(Value, Value)>,
        mode: Mode,
        result: usize,
    ) -> Res<Begun> {
        for _ in 0..self.recursion_limit {
            let callee = self.stack.get(base).clone();
            let class = self.type_of(&callee);
            let Some(found) = self.class_lookup(&class, N::call) else {
                let name = self.type_name(&callee);
                return Err(self.type_error(format!("'{name}' object is not callable")));
            };
            if found.exact::<Function>().is_some() {
                return self.push_python(found, base, base, count + 1, keywords, mode, result);
            }
            let bound = self.bind_attr(&found, &callee, &class, &Value::EMPTY)?;
            let is_primitive = bound.exact::<Function>().is_some()
                || bound.exact::<Native>().is_some()
                || bound.exact::<BoundMethod>().is_some()
                || bound.exact::<Type>().is_some();
            self.stack.put(base, bound);
            if is_primitive {
                return self.begin_call(base, count, keywords, mode, result);
            }
        }
        Err(self.raise_recursion(" while calling a Python object"))
    }

    fn call_function(
        &mut self,
        base: usize,
        args: usize,
        count: usize,
        keywords: Vec<(Value, Value)>,
        mode: Mode,
        result: usize,
    ) -> Res<Begun> {
        let function = self.stack.take(base);
        self.push_python(function, base, args, count, keywords, mode, result)
    }

    /// Pushes the frame of a Python function whose arguments stand in registers `args..args + count`.
    #[allow(clippy::too_many_arguments, reason = "the parts of a call")]
    pub(super) fn push_python(
        &mut self,
        function: Value,
        base: usize,
        args: usize,
        count: usize,
        keywords: Vec<(Value, Value)>,
        mode: Mode,
        result: usize,
    ) -> Res<Begun> {
        let Some(object) = function.exact::<Function>() else {
            return Err(self.raise(E::SystemError, "a function was expected"));
        };
        let code_value = object.code.get();
        let Some(code) = code_value.exact::<Code>() else {
            return Err(self.raise(E::SystemError, "a function without code"));
        };
        let unit = &*code.unit;
        let locals = usize::from(unit.local_count);
        let simple = keywords.is_empty()
            && count == usize::from(unit.positional)
            && unit.keyword_only == 0
            && !unit.has_varargs
            && !unit.has_varkw;
        if self.is_deep() {
            return Err(self.raise_recursion(""));
        }
        if !self.stack.ensure(args + usize::from(unit.register_count).max(count) + 1) {
            return Err(self.raise_recursion(""));
        }
        let mut bound_count = count;
        if !simple {
            let values: Vec<Value> = (0..count).map(|index| self.stack.take(args + index)).collect();
            let bound = self.bind(object, code, values, keywords)?;
            bound_count = bound.len();
            for (index, value) in bound.into_iter().enumerate() {
                self.stack.put(args + index, value);
            }
        }
        for index in bound_count..locals {
            self.stack.put(args + index, Value::EMPTY);
        }
        if unit.is_suspendable() {
            let generator = self.new_generator(&function, args, usize::from(unit.register_count), locals);
            if base != args {
                drop(self.stack.take(base));
            }
            return Ok(Begun::Done(generator));
        }
        let (next, register_count) = (code.instructions.as_ptr(), usize::from(unit.register_count));
        let module_like = unit.kind == UnitKind::Module || unit.kind == UnitKind::Class;
        let namespace = if module_like { object.globals.get() } else { Value::EMPTY };
        let top = args + register_count;
        self.push_frame(if mode == Mode::Call && namespace.is_empty() {
            Frame::plain(function, code_value, next, args, top, result)
        } else {
            let special = Special { locals: namespace, ..Special::NOTHING };
            Frame::special(function, code_value, next, args, top, result, mode, special)
        });
        self.top = args + register_count;
        Ok(Begun::Frame)
    }

    fn new_generator(&mut self, function: &Value, base: usize, registers: usize, locals: usize) -> Value {
        let values: Vec<Value> = (0..registers)
            .map(|index| if index < locals { self.stack.take(base + index) } else { Value::EMPTY })
            .collect();
        let (code, name, qualname) = match function.exact::<Function>() {
            Some(function) => (function.code.get(), function.name.get(), function.qualname.get()),
            None => (Value::NONE, Value::NONE, Value::NONE),
        };
        let flavour = code.exact::<Code>().map_or(Flavour::Generator, |code| Flavour::of(&code.unit));
        let generator = Generator {
            flavour,
            is_awaited: std::cell::Cell::new(false),
            is_closed: std::cell::Cell::new(false),
            state: std::cell::Cell::new(State::Created),
            function: crate::heap::Slot::new(function.clone()),
            code: crate::heap::Slot::new(code),
            name: crate::heap::Slot::new(name),
            qualname: crate::heap::Slot::new(qualname),
            registers: crate::heap::Slots::from_vec(values),
            position: std::cell::Cell::new(0),
            handled: crate::heap::Slot::default(),
            frame: crate::heap::Slot::default(),
        };
        crate::heap::alloc::new(generator)
    }

    /// Calls a function written in Rust with the arguments in registers `args..args + count`; `base` is the first
    /// register to release.
    pub(super) fn call_native(
        &mut self,
        index: u32,
        base: usize,
        args: usize,
        count: usize,
        keywords: Vec<(Value, Value)>,
    ) -> Res<Begun> {
        let Some(entry) = self.natives.get(index as usize) else {
            return Err(self.raise(E::SystemError, "an unknown builtin"));
        };
        let signature = entry.signature();
        let run = entry.decl.run;
        let wanted = signature.positional.len();
        let result =
            if keywords.is_empty() && signature.is_plain() && count <= wanted && count >= signature.min_positional {
                let end = args + wanted;
                if !self.stack.ensure(end + 1) {
                    return Err(self.raise_recursion(""));
                }
                for register in args + count..end {
                    self.stack.put(register, Value::EMPTY);
                }
                let saved = self.top;
                self.top = self.top.max(end);
                let slice = self.native_args(args, wanted);
                let result = run(self, slice);
                self.top = saved;
                result
            } else {
                let values: Vec<Value> = (0..count).map(|index| self.stack.take(args + index)).collect();
                let saved = self.top;
                self.top = self.top.max(args + count);
                let bound = self.bind_native(index, values, keywords);
                let result = bound.and_then(|bound| run(self, &bound));
                self.top = saved;
                result
            };
        let value = result?;
        self.stack.clear(base, args + count);
        if self.heap.attention.get() != 0 {
            self.attend()?;
        }
        Ok(Begun::Done(value))
    }

    /// Calls a class: the common case runs `__init__` in the dispatch loop.
    fn call_class(
        &mut self,
        base: usize,
        count: usize,
        keywords: Vec<(Value, Value)>,
        mode: Mode,
        result: usize,
    ) -> Res<Begun> {
        if keywords.is_empty()
            && let Some(begun) = self.call_simple_class(base, count)?
        {
            return Ok(begun);
        }
        let class = self.stack.get(base).clone();
        if let Some(index) = class.exact::<Type>().and_then(|ty| ty.direct.get().checked_sub(1))
            && !keywords.is_empty()
            && self.natives.get(index as usize).is_some_and(|entry| entry.signature().has_varkw)
        {
            return self.call_native(index, base, base, count + 1, keywords);
        }
        self.note_exception_class(&class);
        // Arguments that nobody takes are refused before there is an object.
        let has_args = count > 0 || !keywords.is_empty();
        if let Some(init) = self.plain_init(&class).filter(|init| !(has_args && init.is_none())) {
            let instance = self.new_object(&class, None)?;
            if init.exact::<Function>().is_some() {
                self.stack.put(base, instance.clone());
                match self.push_python(init, base, base, count + 1, keywords, mode, result)? {
                    Begun::Frame => {
                        if let Some(frame) = self.frames.last_mut() {
                            frame.change(|special| special.constructed = instance);
                        }
                        return Ok(Begun::Frame);
                    }
                    Begun::Done(value) => {
                        let name = self.type_name(&value);
                        return Err(self.type_error(format!("__init__() should return None, not '{name}'")));
                    }
                }
            }
            drop(self.stack.take(base));
            return Ok(Begun::Done(instance));
        }
        let args: Vec<Value> = (0..count).map(|index| self.stack.take(base + 1 + index)).collect();
        drop(self.stack.take(base));
        let saved = self.top;
        let value = self.type_call(&class, args, keywords);
        self.top = saved;
        let value = value?;
        if self.heap.attention.get() != 0 {
            self.attend()?;
        }
        Ok(Begun::Done(value))
    }

    /// Calls a builtin type whose `__new__` does all there is to do, with the class in register `base` and the arguments where
    /// they are. `None`: it is another class, or the arguments are not simply as many as it takes.
    fn call_simple_class(&mut self, base: usize, count: usize) -> Res<Option<Begun>> {
        let callee = self.stack.get(base);
        let Some(ty) = callee.exact::<Type>() else { return Ok(None) };
        if ty.simple_new.get() == 0 {
            let class = callee.clone();
            let found = self.simple_new(&class);
            if let Some(ty) = class.exact::<Type>() {
                ty.simple_new.set(found.map_or(1, |index| index + 2));
            }
            // Its arity is known from now on. Such a type has instances of its own only.
            if let Some(index) = found
                && let Some(entry) = self.natives.get(index as usize)
                && !entry.signature().is_plain()
                && let Some(ty) = class.exact::<Type>()
            {
                ty.direct.set(index + 1);
            }
        }
        if !self.stack.ensure(base + count + 16) {
            return Err(self.raise_recursion(""));
        }
        let Some(made) = self.run_simple_new(base, count)? else { return Ok(None) };
        if self.heap.attention.get() != 0 {
            self.attend()?;
        }
        Ok(Some(Begun::Done(made)))
    }

    /// Runs the `__new__` that `call_simple_class` has found for the class in register `base`. `None`: nothing has been done.
    pub(super) fn run_simple_new(&mut self, base: usize, count: usize) -> Res<Option<Value>> {
        let Some(index) = self.stack.get(base).exact::<Type>().and_then(|ty| ty.simple_new.get().checked_sub(2)) else {
            return Ok(None);
        };
        let Some(entry) = self.natives.get(index as usize) else { return Ok(None) };
        let (least, most, run) = (entry.least(), entry.most(), entry.decl.run);
        if count + 1 < least || count + 1 > most || !self.stack.has(base + most + 1) {
            return Ok(None);
        }
        self.stack.make_empty(base + count + 1, base + most);
        let saved = self.top;
        self.top = saved.max(base + most);
        let made = run(self, self.native_args(base, most));
        self.top = saved;
        let made = made?;
        let class = self.stack.take(base);
        let own = self.type_of(&made);
        if own.is(&class) {
            self.stack.clear(base + 1, base + 1 + count);
            return Ok(Some(made));
        }
        // `str(x)` may be an instance of a subclass, which has an `__init__` perhaps.
        let args = (0..count).map(|index| self.stack.take(base + 1 + index)).collect();
        self.initialise(&class, made, args, Vec::new()).map(Some)
    }

    /// Index of the builtin function that is the `__new__` of a builtin type without an `__init__` of its own.
    fn simple_new(&mut self, class: &Value) -> Option<u32> {
        let ty = class.exact::<Type>()?;
        let simple = !ty.has(ty::HEAP_TYPE | ty::IS_EXCEPTION | ty::IS_METACLASS)
            && ty.metaclass.peek(|metaclass| self.is_type_object(metaclass, T::Type))
            && self.overridden(class, N::init).is_none();
        if !simple {
            return None;
        }
        self.overridden(class, N::new)?.exact::<Native>().map(|native| native.index)
    }

    /// Notes that an exception class is made in the usual way, if it is.
    fn note_exception_class(&self, class: &Value) {
        let Some(ty) = class.exact::<Type>() else { return };
        if !ty.has(ty::IS_EXCEPTION) || ty.has(ty::IS_ABSTRACT) {
            return;
        }
        let base = &self.world.exceptions[E::BaseException as usize];
        let usual = |name: N| {
            let name = self.name(name);
            ty.find(&name, self.str_hash(&name))
                .and_then(|place| ty.mro_at(place.0))
                .is_some_and(|owner| owner.is(base))
        };
        if usual(N::new) && usual(N::init) && ty.metaclass.peek(|metaclass| self.is_type_object(metaclass, T::Type)) {
            ty.constructor.set((ty.version(), Construction::Exception));
        }
    }

    /// The `__init__` of a class whose making of instances is the default one: metaclass `type`, plain layout,
    /// `object.__new__`, not abstract. `object.__init__` comes as `None`.
    fn plain_init(&mut self, class: &Value) -> Option<Value> {
        let ty = class.exact::<Type>()?;
        let default = ty.layout.get() == crate::heap::header::KIND_INSTANCE
            && ty.has(ty::HEAP_TYPE)
            && !ty.has(ty::IS_ABSTRACT | ty::IS_EXCEPTION | ty::IS_METACLASS)
            && ty.metaclass.peek(|metaclass| self.is_type_object(metaclass, T::Type));
        if !default {
            return None;
        }
        let (new_name, init_name) = (self.name(N::new), self.name(N::init));
        let (new_hash, init_hash) = (self.str_hash(&new_name), self.str_hash(&init_name));
        let last = ty.mro_len().checked_sub(1)?;
        if ty.find(&new_name, new_hash)?.0 != last {
            return None;
        }
        let place = ty.find(&init_name, init_hash)?;
        if place.0 == last {
            ty.constructor.set((ty.version(), Construction::Plain));
            return Some(Value::NONE);
        }
        let init = ty.found(place).filter(|init| init.exact::<Function>().is_some())?;
        ty.constructor.set((ty.version(), Construction::Init(place.0 as u32, place.1 as u32)));
        Some(init)
    }

    /// Runs a class body with its namespace; what the body returns: the `__class__` cell, or `None`.
    pub fn run_class_body(&mut self, function: &Value, namespace: &Value) -> Res {
        self.run_body(function.clone(), namespace.clone())
    }

    /// Runs a module or class body.
    pub(super) fn run_body(&mut self, function: Value, namespace: Value) -> Res {
        let base = self.top;
        let saved = self.top;
        let begun = self.push_python(function, base, base, 0, Vec::new(), Mode::Entry, 0)?;
        let result = match begun {
            Begun::Done(value) => Ok(value),
            Begun::Frame => {
                if let Some(frame) = self.frames.last_mut()
                    && !namespace.is_empty()
                {
                    frame.change(|special| special.locals = namespace);
                }
                self.run_entered()
            }
        };
        self.top = saved;
        result
    }

    /// Arguments of a `CallEx`: the items of the tuple and the entries of the dict.
    pub(super) fn unpack_call(&mut self, args: Value, keywords: Value) -> (Vec<Value>, Vec<(Value, Value)>) {
        let args = args.exact::<Tuple>().map(|tuple| tuple.elements().to_vec()).unwrap_or_default();
        let keywords = keywords.exact::<crate::objects::Dict>().map(crate::objects::Dict::items).unwrap_or_default();
        (args, keywords)
    }
}
