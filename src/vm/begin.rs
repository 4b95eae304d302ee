//! Calls that need no binding: what most calls come to.
//!
//! `begin_quick` takes the calls whose arguments are already where the callee expects them, or lack defaults only. Whatever
//! else there is to a call (keywords, `*args`, descriptors, errors about arguments) is `call.rs`.

use crate::heap::Value;
use crate::heap::tail::{MAX_INSTANCE_SLOTS, new_instance};
use crate::objects::code::NO_SIMPLE_CALL;
use crate::objects::ty::HAS_DICT;
use crate::objects::{Code, Function, Native, Tuple, Type};

use super::Vm;
use super::frame::Frame;

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
    #[inline(never)]
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
            return Quick::No;
        }
        self.stack.make_empty(args + count, args + most);
        let saved = self.top;
        self.top = saved.max(args + most);
        let result = run(self, self.native_args(args, most));
        self.top = saved;
        let Ok(value) = result else { return Quick::Failed };
        self.stack.clear(base, args + count);
        Quick::Done(value)
    }

    /// Begins the call of a Python function of which only arguments at the end are missing, and have defaults.
    #[inline(always)]
    fn add_defaults(&mut self, base: usize, args: usize, count: usize, result: usize) -> Quick {
        let Some(function) = self.stack.get(base).exact::<Function>() else { return Quick::No };
        let wanted =
            function.code.peek(|code| code.exact::<Code>().map_or(NO_SIMPLE_CALL, |code| code.simple_arguments));
        let wanted = usize::from(wanted);
        if wanted == usize::from(NO_SIMPLE_CALL) || wanted <= count || !self.stack.has(args + wanted + 1) {
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

    /// Makes an instance of a class that has the usual `__new__`, and begins its `__init__`.
    #[inline(always)]
    fn construct(&mut self, base: usize, count: usize, result: usize) -> Quick {
        let Some(class) = self.stack.get(base).exact::<Type>() else { return Quick::No };
        let (version, place) = class.constructor.get();
        if version == 0 || version != class.known_version() {
            return Quick::No;
        }
        let Some(init) = class.found((place.0 as usize, place.1 as usize)) else { return Quick::No };
        let found = init.exact::<Function>().and_then(|function| {
            function.code.peek(|value| {
                let code = value.exact::<Code>().filter(|code| usize::from(code.simple_arguments) == count + 1)?;
                Some((value.clone(), code.registers, code.locals))
            })
        });
        let Some((code, registers, locals)) = found else { return Quick::No };
        let top = base + usize::from(registers);
        if self.is_deep() || self.is_interrupted() || !self.stack.has(top + 1) {
            return Quick::No;
        }
        class.instance_made();
        let least = class.member_slots.get() as usize + usize::from(class.has(HAS_DICT));
        let capacity = (class.capacity.get() as usize).max(least).min(MAX_INSTANCE_SLOTS);
        let shape = class.root_shape.get();
        let class = self.stack.take(base);
        let instance = new_instance(class, shape, capacity, None);
        if instance.is_none() {
            drop(self.raise_memory());
            return Quick::Failed;
        }
        self.stack.fill(base, instance.clone());
        self.stack.make_empty(base + count + 1, base + usize::from(locals));
        self.push_frame(Frame { constructed: instance, ..Frame::plain(init, code, base, top, result) });
        self.top = top;
        Quick::Frame
    }
}
