//! Generators: resuming, throwing into and closing them.
//!
//! A generator's registers live in its object while it is suspended and on the stack while it runs.

use crate::bytecode::op::Op;
use crate::heap::Value;
use crate::objects::generator::{Flavour, State};
use crate::objects::{Code, Exception, FrameObject, Generator};

use super::frame::{Frame, Mode, Special};
use super::{E, N, Raised, Res, Vm};

/// How a generator's frame left the dispatch loop.
pub(super) enum Left {
    Returned(Value),
    Yielded(Value),
}

/// Whether a suspended generator hangs inside a `try` or `with`, so that its death must close it.
fn is_guarded(generator: &Generator) -> bool {
    let at = generator.position.get().saturating_sub(1);
    generator.code.peek(|code| {
        code.exact::<Code>()
            .is_some_and(|code| code.unit.handlers.iter().any(|handler| handler.start <= at && at < handler.end))
    })
}

impl Vm {
    /// Resumes a generator with a value. `None`: it has returned, and its value stands in `Vm::returned`.
    pub fn generator_send(&mut self, generator: &Value, value: Value) -> Res<Option<Value>> {
        let Some(object) = generator.cast::<Generator>() else {
            return Err(self.type_error("a generator was expected"));
        };
        match object.state.get() {
            State::Finished if object.flavour == Flavour::Coroutine => return Err(self.raise_reused()),
            State::Finished => {
                self.returned = Value::NONE;
                return Ok(None);
            }
            State::Running => return Err(self.raise_executing(object)),
            State::Created if !value.is_none() => {
                let noun = object.flavour.noun();
                return Err(self.type_error(format!("can't send non-None value to a just-started {noun}")));
            }
            State::Created | State::Suspended => {}
        }
        let saved = self.top;
        let result = self.push_generator(generator, value, Mode::Entry, 0).and_then(|()| self.run_generator());
        self.top = saved;
        result
    }

    #[cold]
    fn raise_executing(&mut self, generator: &Generator) -> Raised {
        self.value_error(format!("{} already executing", generator.flavour.noun()))
    }

    #[cold]
    fn raise_reused(&mut self) -> Raised {
        self.raise(E::RuntimeError, "cannot reuse already awaited coroutine")
    }

    /// Runs the generator frame on top of the stack until it yields, returns or raises.
    fn run_generator(&mut self) -> Res<Option<Value>> {
        match self.enter_native() {
            Ok(()) => {}
            Err(raised) => {
                self.pop_frame_registers();
                return Err(raised);
            }
        }
        let left = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.run_left());
        self.leave_native();
        match left? {
            Left::Yielded(value) => Ok(Some(value)),
            Left::Returned(value) => {
                self.returned = value;
                Ok(None)
            }
        }
    }

    /// Puts a suspended generator's frame on the stack; `value` becomes the result of its `yield`.
    #[inline(never)]
    pub(super) fn push_generator(&mut self, generator: &Value, value: Value, mode: Mode, result: usize) -> Res<()> {
        let Some(object) = generator.exact::<Generator>() else {
            return Err(self.type_error("a generator was expected"));
        };
        let held = object.code.get();
        let Some(code) = held.exact::<Code>() else {
            return Err(self.raise(E::SystemError, "a generator without code"));
        };
        let (base, start) = (self.top, code.instructions.as_ptr());
        let top = base + usize::from(code.registers);
        if self.is_deep() || !self.stack.ensure(top + 1) {
            return Err(self.raise_recursion(""));
        }
        self.stack.fill_from(base, &object.registers);
        let mut at = object.position.get() as usize;
        if object.state.get() == State::Suspended
            && let Some(instr) = at.checked_sub(1).and_then(|last| code.instructions.get(last))
        {
            match instr.op {
                Op::Yield => self.stack.put(base + usize::from(instr.a), value),
                // It is executed again, with the value in its operand.
                Op::YieldFrom => {
                    self.stack.fill(base + usize::from(instr.c), value);
                    at -= 1;
                }
                _ => {}
            }
        }
        object.state.set(State::Running);
        let (function, handled, frame) = (object.function.take(), object.handled.take(), object.frame.take());
        let special = Special { handled, generator: generator.clone(), object: frame, ..Special::NOTHING };
        let next = start.wrapping_add(at);
        self.push_frame(Frame::special(function, held, next, base, top, result, mode, special));
        self.top = top;
        Ok(())
    }

    /// Takes the innermost frame, a generator's, off the stack at a `yield`; its `next` says where it goes on.
    #[inline(never)]
    pub(super) fn suspend_generator(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (base, at) = (frame.base, frame.at());
        let kept =
            frame.code().and_then(|code| code.instructions.get(frame.last())).map_or(0, |instr| instr.d as usize);
        let (function, code) = (frame.function.take(), frame.code.take());
        let special = std::mem::take(&mut frame.special);
        self.frames.forget_last();
        self.top = base;
        if let Some(generator) = special.generator.exact::<Generator>() {
            self.stack.move_to(base, kept, &generator.registers);
            generator.position.set(at as u32);
            generator.function.set(function);
            if !special.handled.is_empty() {
                generator.handled.set(special.handled);
            }
            if let Some(object) = special.object.exact::<FrameObject>() {
                object.instruction.set(at.saturating_sub(1) as u32);
                if special.object.count().is_some_and(|count| count > 1) {
                    generator.frame.set(special.object);
                }
            }
            generator.state.set(State::Suspended);
        }
        drop(code);
    }

    /// Suspends the innermost frame, a generator's, and those that delegate to it.
    pub(super) fn suspend_generators(&mut self) -> (Mode, usize) {
        loop {
            let (mode, result) = self.frames.last().map_or((Mode::Entry, 0), |frame| (frame.mode, frame.result));
            self.suspend_generator();
            if mode != Mode::Delegate {
                return (mode, result);
            }
        }
    }

    /// The iterator that a suspended generator is delegating to by `yield from`.
    pub fn delegate(&self, generator: &Generator) -> Option<Value> {
        if generator.state.get() != State::Suspended {
            return None;
        }
        let code = generator.code.get();
        let at = (generator.position.get() as usize).checked_sub(1)?;
        let instr = *code.exact::<Code>()?.instructions.get(at)?;
        if instr.op != Op::YieldFrom {
            return None;
        }
        generator.registers.get(usize::from(instr.b))
    }

    /// Raises an exception at the point where the generator is suspended.
    /// `given` is what `throw` was called with, which an iterator that the generator delegates to gets as it is.
    pub fn generator_throw(&mut self, generator: &Value, exception: Value, given: &[Value]) -> Res<Option<Value>> {
        let Some(object) = generator.cast::<Generator>() else {
            return Err(self.type_error("a generator was expected"));
        };
        match object.state.get() {
            State::Running => return Err(self.raise_executing(object)),
            State::Finished if object.flavour == Flavour::Coroutine => return Err(self.raise_reused()),
            State::Finished => return Err(self.reraise(exception)),
            State::Created => {
                object.finish();
                return Err(self.reraise(exception));
            }
            State::Suspended => {}
        }
        if let Some(inner) = self.delegate(object) {
            if self.is_exception(&exception, E::GeneratorExit) {
                object.state.set(State::Running);
                let closed = self.close_iterator(&inner);
                object.state.set(State::Suspended);
                if let Err(raised) = closed {
                    let instead = self.take_raised(raised);
                    return self.throw_here(generator, instead);
                }
                return self.throw_here(generator, exception);
            }
            object.state.set(State::Running);
            let thrown = self.throw_into(&inner, exception.clone(), given);
            object.state.set(State::Suspended);
            return match thrown {
                Ok(Some(value)) => Ok(Some(value)),
                Ok(None) => {
                    let value = self.returned.take();
                    self.finish_delegation(generator, value)
                }
                Err(raised) => {
                    let instead = self.take_raised(raised);
                    self.throw_here(generator, instead)
                }
            };
        }
        self.throw_here(generator, exception)
    }

    /// Throws into the iterator of a `yield from`. `None`: it has ended with the value in `Vm::returned`.
    pub(super) fn throw_into(&mut self, inner: &Value, exception: Value, given: &[Value]) -> Res<Option<Value>> {
        if inner.cast::<Generator>().is_some() {
            return self.generator_throw(inner, exception, given);
        }
        let name = self.name(N::throw);
        match self.get_attr_opt(inner, &name)? {
            None => Err(self.reraise(exception)),
            Some(throw) => {
                let result = self.call(&throw, given);
                match self.catch_stop(result)? {
                    Some(value) => Ok(Some(value)),
                    None => Ok(None),
                }
            }
        }
    }

    /// A StopIteration becomes `None` with its value in `Vm::returned`.
    pub(super) fn catch_stop(&mut self, result: Res) -> Res<Option<Value>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.raised_is(E::StopIteration) => {
                let stop = self.take_raised(raised);
                self.returned = stop_value(&stop);
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    pub(super) fn close_iterator(&mut self, inner: &Value) -> Res<()> {
        if inner.cast::<Generator>().is_some() {
            return self.generator_close(inner);
        }
        let name = self.name(N::close);
        match self.get_attr_opt(inner, &name)? {
            Some(close) => self.call(&close, &[]).map(drop),
            None => Ok(()),
        }
    }

    /// The `yield from` that the generator hangs in is over: it goes on with the value.
    fn finish_delegation(&mut self, generator: &Value, value: Value) -> Res<Option<Value>> {
        let saved = self.top;
        let result = self.push_generator(generator, Value::NONE, Mode::Entry, 0).and_then(|()| {
            if let Some(frame) = self.frames.last_mut() {
                let (at, base) = (frame.at(), frame.base);
                let instr = frame.code().and_then(|code| code.instructions.get(at).copied());
                frame.go_to(at + 1);
                if let Some(instr) = instr {
                    drop(self.stack.take(base + usize::from(instr.b)));
                    drop(self.stack.take(base + usize::from(instr.c)));
                    self.stack.put(base + usize::from(instr.a), value);
                }
            }
            self.run_generator()
        });
        self.top = saved;
        result
    }

    /// Raises in the generator's own frame.
    fn throw_here(&mut self, generator: &Value, exception: Value) -> Res<Option<Value>> {
        let saved = self.top;
        let position = generator.cast::<Generator>().map_or(0, |generator| generator.position.get() as usize);
        let result = self.push_generator(generator, Value::NONE, Mode::Entry, 0).and_then(|()| {
            if let Some(frame) = self.frames.last_mut() {
                frame.go_to(position);
            }
            // Of the exceptions being handled, only the generator's own becomes the context.
            if self.frames.last().is_some_and(|frame| !frame.handled.is_empty()) {
                self.set_context(&exception);
            }
            let raised = self.reraise(exception);
            if self.unwind(&raised, false) { self.run_generator() } else { Err(raised) }
        });
        self.top = saved;
        result
    }

    /// `generator.close()`
    pub fn generator_close(&mut self, generator: &Value) -> Res<()> {
        let Some(object) = generator.cast::<Generator>() else {
            return Err(self.type_error("a generator was expected"));
        };
        match object.state.get() {
            State::Finished => return Ok(()),
            State::Created => {
                object.finish();
                return Ok(());
            }
            // Nothing in its frame would see the exception.
            State::Suspended if !is_guarded(object) && self.delegate(object).is_none() => {
                object.finish();
                return Ok(());
            }
            State::Running | State::Suspended => {}
        }
        let class = self.exception_class(E::GeneratorExit);
        let exit = self.call(&class, &[])?;
        match self.generator_throw(generator, exit, &[]) {
            Ok(Some(_)) => {
                let noun = object.flavour.noun();
                Err(self.raise(E::RuntimeError, format!("{noun} ignored GeneratorExit")))
            }
            Ok(None) => Ok(()),
            Err(raised)
                if self.raised_is(E::GeneratorExit)
                    || self.raised_is(E::StopIteration)
                    || (object.flavour == Flavour::AsyncGenerator && self.raised_is(E::StopAsyncIteration)) =>
            {
                drop(self.take_raised(raised));
                Ok(())
            }
            Err(raised) => Err(raised),
        }
    }
}

/// The value that a StopIteration carries.
fn stop_value(stop: &Value) -> Value {
    let args = stop.exact::<Exception>().map(|exception| exception.args.get());
    args.and_then(|args| args.exact::<crate::objects::Tuple>().and_then(|args| args.elements().first().cloned()))
        .unwrap_or(Value::NONE)
}
