//! Calls that need no binding: what most calls come to.
//!
//! `begin_quick` takes the calls whose arguments are already where the callee expects them, or lack defaults only. Whatever
//! else there is to a call (keywords, `*args`, descriptors, errors about arguments) is `call.rs`.

use crate::bytecode::instr::Instr;
use crate::bytecode::unit::UnitKind;
use crate::heap::tail::{Instance, new_instance};
use crate::heap::{Unowned, Value};
use crate::objects::code::{Cache, NO_SIMPLE_CALL};
use crate::objects::dict::new_dict;
use crate::objects::exception::new_exception;
use crate::objects::list::try_new_tuple_of;
use crate::objects::ty::Construction;
use crate::objects::{CellObject, Code, Function, Native, Tuple, Type};

use super::frame::{Frame, Mode, Special};
use super::slow::SUPER;
use super::{N, T, Vm};

/// What became of a call.
pub(super) enum Quick {
    /// Nothing has been done: it is for `begin_call`.
    No,
    /// A frame was pushed.
    Frame,
    Done(Value),
    /// An exception has been raised; the operands are where they were.
    Failed,
}

impl Vm {
    /// Begins the call of register `base` with `count` arguments from register `args` on, if it is a simple one.
    #[inline(never)]
    pub(super) fn begin_quick(&mut self, base: usize, args: usize, count: usize, result: usize) -> Quick {
        let callee = self.stack.get(base);
        if let Some(native) = callee.exact::<Native>() {
            // With a receiver in front of the arguments it is a method that was looked up for just that receiver.
            let simple = args == base + 1 && native.receiver.is_empty() && native.owner.is_empty();
            return if simple { self.run_quick(native.index, base, args, count) } else { Quick::No };
        }
        if callee.exact::<Function>().is_some() {
            return self.add_defaults(base, args, count, result);
        }
        self.construct(base, count, result)
    }

    /// As `begin_quick`, of a method that was looked up for the receiver in register `base + 1`.
    #[inline(always)]
    pub(super) fn begin_quick_method(&mut self, base: usize, count: usize, result: usize) -> Quick {
        let callee = self.stack.get(base);
        match callee.exact::<Native>() {
            Some(native) => self.run_quick(native.index, base, base + 1, count + 1),
            None if callee.exact::<Function>().is_some() => self.add_defaults(base, base + 1, count + 1, result),
            None => Quick::No,
        }
    }

    /// Runs a builtin that takes its arguments by position; `base` is the first register to release.
    #[inline(always)]
    fn run_quick(&mut self, index: u32, base: usize, args: usize, count: usize) -> Quick {
        let Some(entry) = self.natives.get(index as usize) else { return Quick::No };
        let (least, most, run) = (entry.least(), entry.most(), entry.decl.run);
        if count < least || count > most || !self.stack.has(args + most + 1) {
            return if most < least { self.run_spread(index, base, args, count) } else { Quick::No };
        }
        self.stack.make_empty(args + count, args + most);
        let saved = self.top;
        self.top = saved.max(args + most);
        let result = run(self, self.native_args(args, most));
        self.top = saved;
        let Ok(value) = result else { return Quick::Failed };
        for register in base..args + count {
            let operand = self.stack.take(register);
            if operand.is_object() {
                drop(operand);
            } else {
                std::mem::forget(operand);
            }
        }
        Quick::Done(value)
    }

    /// As `run_quick`, of a builtin whose signature is not known yet or is not plain: `*args`, `**kwargs` and what can only be
    /// given by keyword get what they get without keywords.
    #[inline(never)]
    fn run_spread(&mut self, index: u32, base: usize, args: usize, count: usize) -> Quick {
        let Some(entry) = self.natives.get(index as usize) else { return Quick::No };
        let signature = entry.signature();
        if signature.is_plain() {
            let fits = entry.least() <= count && count <= entry.most();
            return if fits { self.run_quick(index, base, args, count) } else { Quick::No };
        }
        let (positional, all) = (signature.positional.len(), signature.len());
        let (has_varargs, has_varkw, run) = (signature.has_varargs, signature.has_varkw, entry.decl.run);
        let spare = count.saturating_sub(positional);
        let used = count.max(all);
        if count < signature.min_positional
            || (spare > 0 && !has_varargs)
            || signature.keyword_only.iter().any(|param| param.required)
            || !self.stack.has(args + used + 1)
        {
            return Quick::No;
        }
        self.stack.make_empty(args + count, args + used);
        if has_varargs && !self.gather(args + positional, spare) {
            return self.no_memory();
        }
        if has_varkw {
            self.stack.fill(args + all - 1, new_dict());
        }
        let saved = self.top;
        self.top = saved.max(args + used);
        let result = run(self, self.native_args(args, all));
        self.top = saved;
        match result {
            Ok(value) => {
                self.stack.clear(base, args + used);
                Quick::Done(value)
            }
            Err(_) => {
                // There may be no registers here but for this call.
                self.stack.clear(args + positional, args + used);
                Quick::Failed
            }
        }
    }

    /// Makes a tuple of registers, which stands in the first of them afterwards.
    #[inline(always)]
    fn gather(&mut self, first: usize, count: usize) -> bool {
        let tuple = if count == 0 {
            self.world.empty_tuple.clone()
        } else {
            let stack = &mut self.stack;
            match try_new_tuple_of(count, (0..count).map(|index| stack.take(first + index))) {
                Ok(tuple) => tuple,
                Err(_) => return false,
            }
        };
        self.stack.fill(first, tuple);
        true
    }

    /// Begins the call of a Python function that takes `*args` or `**kwargs` and gets no keywords.
    #[inline(never)]
    fn begin_gathering(&mut self, base: usize, args: usize, count: usize, result: usize) -> Quick {
        let Some(function) = self.stack.get(base).exact::<Function>() else { return Quick::No };
        let code_value = function.code.get();
        let Some(code) = code_value.exact::<Code>() else { return Quick::No };
        let unit = &*code.unit;
        let positional = usize::from(unit.positional);
        let top = args + usize::from(code.registers).max(count);
        let fits = unit.keyword_only == 0
            && !unit.is_suspendable()
            && (count == positional || (count > positional && unit.has_varargs))
            && unit.kind != UnitKind::Module
            && unit.kind != UnitKind::Class;
        if !fits || self.is_deep() || self.is_interrupted() || !self.stack.has(top + 1) {
            return Quick::No;
        }
        self.stack.make_empty(args + count, args + usize::from(code.locals).max(count));
        let mut next = args + positional;
        if unit.has_varargs {
            if !self.gather(next, count - positional) {
                return self.no_memory();
            }
            next += 1;
        }
        if unit.has_varkw {
            self.stack.fill(next, new_dict());
        }
        let top = args + usize::from(code.registers);
        let start = code.instructions.as_ptr();
        let function = self.stack.take(base);
        self.push_frame(Frame::plain(function, code_value, start, args, top, result));
        self.top = top;
        Quick::Frame
    }

    /// Begins the call of a Python function of which only arguments at the end are missing, and have defaults.
    #[inline(always)]
    fn add_defaults(&mut self, base: usize, args: usize, count: usize, result: usize) -> Quick {
        let Some(function) = self.stack.get(base).exact::<Function>() else { return Quick::No };
        let wanted =
            function.code.peek(|code| code.exact::<Code>().map_or(NO_SIMPLE_CALL, |code| code.simple_arguments));
        let wanted = usize::from(wanted);
        if wanted == usize::from(NO_SIMPLE_CALL) {
            return self.begin_gathering(base, args, count, result);
        }
        if wanted <= count || !self.stack.has(args + wanted + 1) {
            return Quick::No;
        }
        let defaults = function.defaults.get();
        let Some(defaults) = defaults.exact::<Tuple>().map(Tuple::elements) else { return Quick::No };
        let Some(first) = (count + defaults.len()).checked_sub(wanted) else { return Quick::No };
        for (index, default) in defaults.iter().skip(first).enumerate() {
            self.stack.fill(args + count + index, default.clone());
        }
        if self.begin_simple(base, args, wanted, result) {
            return Quick::Frame;
        }
        self.stack.clear(args + count, args + wanted);
        Quick::No
    }

    /// Makes an instance of a class in which nothing is unusual, and begins its `__init__`.
    #[inline(always)]
    fn construct(&mut self, base: usize, count: usize, result: usize) -> Quick {
        let Some(class) = self.stack.get(base).exact::<Type>() else { return Quick::No };
        if let Some(index) = class.direct.get().checked_sub(1) {
            return self.run_quick(index, base, base, count + 1);
        }
        if class.simple_new.get() > 1 {
            return match self.run_simple_new(base, count) {
                Ok(Some(made)) => Quick::Done(made),
                Ok(None) => Quick::No,
                Err(_) => Quick::Failed,
            };
        }
        let (version, construction) = class.constructor.get();
        if version == 0 || version != class.known_version() {
            return Quick::No;
        }
        match construction {
            Construction::General => Quick::No,
            Construction::Init(owner, entry) => match class.found((owner as usize, entry as usize)) {
                Some(init) => self.begin_init(init, base, count, result),
                None => Quick::No,
            },
            Construction::Plain if count == 0 => {
                let instance = self.new_plain(base);
                if instance.is_none() { self.no_memory() } else { Quick::Done(instance) }
            }
            Construction::Plain => Quick::No,
            Construction::Exception => self.new_usual_exception(base, count),
        }
    }

    /// A new instance of the class in register `base`, which is consumed; `None` without memory.
    #[inline(always)]
    fn new_plain(&mut self, base: usize) -> Value {
        let Some(class) = self.stack.get(base).exact::<Type>() else { return Value::NONE };
        class.instance_made();
        let (shape, capacity) = (class.root_shape.get(), class.instance_room());
        new_instance(self.stack.take(base), shape, capacity, None)
    }

    #[cold]
    fn no_memory(&mut self) -> Quick {
        let _raised = self.raise_memory();
        Quick::Failed
    }

    #[inline(always)]
    fn begin_init(&mut self, init: Value, base: usize, count: usize, result: usize) -> Quick {
        let found = init.exact::<Function>().and_then(|function| {
            function.code.peek(|value| {
                let code = value.exact::<Code>().filter(|code| usize::from(code.simple_arguments) == count + 1)?;
                Some((value.clone(), code.instructions.as_ptr(), code.registers, code.locals))
            })
        });
        let Some((code, next, registers, locals)) = found else { return Quick::No };
        let top = base + usize::from(registers);
        if self.is_deep() || self.is_interrupted() || !self.stack.has(top + 1) {
            return Quick::No;
        }
        let instance = self.new_plain(base);
        if instance.is_none() {
            return self.no_memory();
        }
        self.stack.fill(base, instance.clone());
        self.stack.make_empty(base + count + 1, base + usize::from(locals));
        self.push_frame(Frame::special(
            init,
            code,
            next,
            base,
            top,
            result,
            Mode::Call,
            Special { constructed: instance, ..Special::NOTHING },
        ));
        self.top = top;
        Quick::Frame
    }

    /// An instance of an exception class without arguments, if that is made in the usual way.
    pub(super) fn quick_exception(&mut self, class: &Value) -> Option<Value> {
        let (version, construction) = class.exact::<Type>()?.constructor.get();
        let usual = version != 0
            && version == class.exact::<Type>()?.known_version()
            && matches!(construction, Construction::Exception);
        usual.then(|| new_exception(class.clone(), self.world.empty_tuple.clone()))
    }

    /// An exception of the class in register `base`.
    #[inline(never)]
    fn new_usual_exception(&mut self, base: usize, count: usize) -> Quick {
        let args = match count {
            0 => self.world.empty_tuple.clone(),
            _ => {
                let stack = &mut self.stack;
                match try_new_tuple_of(count, (0..count).map(|index| stack.take(base + 1 + index))) {
                    Ok(args) => args,
                    Err(_) => return self.no_memory(),
                }
            }
        };
        Quick::Done(new_exception(self.stack.take(base), args))
    }

    /// Brings the keyword arguments at the end of a call's arguments to the places of their parameters, if they are just
    /// those that are missing.
    #[inline(never)]
    pub(super) fn order_keywords(&mut self, base: usize, args: usize, count: usize, names: &Value) -> bool {
        const MOST: usize = 8;
        let Some(names) = names.exact::<Tuple>().map(Tuple::elements) else { return false };
        let Some(function) = self.stack.get(base).exact::<Function>() else { return false };
        let code = function.code.get();
        let Some(code) = code.exact::<Code>() else { return false };
        if usize::from(code.simple_arguments) != count || names.len() > MOST || names.len() > count || self.is_deep() {
            return false;
        }
        let given = count - names.len();
        let first = given.max(usize::from(code.unit.positional_only));
        let (mut places, mut taken) = ([0; MOST], 0u64);
        for (name, place) in names.iter().zip(&mut places) {
            let at = code.local_names.iter().take(count.min(64)).skip(first).position(|known| known.is(name));
            let Some(at) = at.map(|at| first + at).filter(|at| taken & 1 << at == 0) else { return false };
            taken |= 1 << at;
            *place = at;
        }
        let mut values = [const { Value::EMPTY }; MOST];
        for (index, value) in values.iter_mut().enumerate().take(names.len()) {
            *value = self.stack.take(args + given + index);
        }
        for (value, place) in values.into_iter().zip(places).take(names.len()) {
            self.stack.fill(args + place, value);
        }
        true
    }

    /// Leaves function and receiver of `super().name` for a call, as instruction `load` of the innermost frame is to do, if
    /// that is a plain method: no super object needs to be made then. Register `callee` is what is called as `super`.
    #[inline(never)]
    pub(super) fn quick_super(&mut self, callee: usize, load: &Instr) -> bool {
        let Some((function, receiver)) = self.method_of_super(callee, load) else { return false };
        drop(self.stack.take(callee));
        let base = self.frames.last().map_or(0, |frame| frame.base) + usize::from(load.a);
        self.stack.fill(base, function);
        self.stack.fill(base + 1, receiver);
        true
    }

    #[inline(always)]
    fn method_of_super(&self, callee: usize, load: &Instr) -> Option<(Value, Value)> {
        if !self.is_type_object(self.stack.get(callee), T::Super) {
            return None;
        }
        let frame = self.frames.last()?;
        let code = frame.code()?;
        let at = usize::from(code.class_cell?);
        let function = frame.function.exact::<Function>()?;
        let class = function
            .closure
            .peek(|cells| Some(cells.exact::<Tuple>()?.elements().get(at)?.exact::<CellObject>()?.content.get()))?;
        let first = self.stack.get(frame.base);
        let receiver = match first.exact::<CellObject>() {
            Some(cell) if code.unit.cell_locals.contains(&0) => cell.content.get(),
            _ if code.unit.positional == 0 => return None,
            _ => first.clone(),
        };
        let (definer, instance) = (class.exact::<Type>()?, receiver.exact::<Instance>()?);
        let own = instance.class.get();
        let own_type = own.exact::<Type>()?;
        let cache = code.caches.get(load.e as usize)?.get();
        if cache.path == SUPER
            && cache.key == definer.known_version()
            && cache.class_version == own_type.known_version()
        {
            // The versions hold, so the function still stands where it was found.
            return Some((super::fast::known(cache), receiver));
        }
        let name = code.names.get(load.d as usize)?;
        if name.is(&self.world.names[N::class as usize]) || !own_type.is_subtype_of(&class) {
            return None;
        }
        let found = self.lookup_after(&own, &class, name).filter(|found| found.exact::<Function>().is_some())?;
        let cache = Cache {
            key: definer.version(),
            class_version: own_type.version(),
            path: SUPER,
            found: Unowned::of(&found),
            ..Cache::default()
        };
        code.caches.get(load.e as usize)?.set(cache);
        Some((found, receiver))
    }
}
