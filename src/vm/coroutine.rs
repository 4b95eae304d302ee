//! Awaiting: what `await`, `async for` and `async with` ask of objects, and the steps of asynchronous generators.
//!
//! An asynchronous generator suspends in two ways: at a `yield` of its own, whose value ends the step under way with a
//! StopIteration, and at an `await`, whose value goes on to whoever drives the step. The instruction at which its frame
//! hangs tells them apart, so that the values need no mark.

use crate::heap::Value;
use crate::objects::awaiter::{Awaiter, Stage, Step};
use crate::objects::generator::{Flavour, State};
use crate::objects::{Exception, Generator, Traceback, Tuple, Type, dict};

use super::{E, N, Raised, Res, Vm};

impl Vm {
    // ---- the protocols

    /// The iterator that `await value` delegates to. `source` as `c` of `GetAwaitable`.
    pub(super) fn awaitable(&mut self, value: &Value, source: u16) -> Res {
        if let Some(coroutine) = value.exact::<Generator>()
            && coroutine.flavour == Flavour::Coroutine
        {
            if self.delegate(coroutine).is_some() {
                return Err(self.raise(E::RuntimeError, "coroutine is being awaited already"));
            }
            return Ok(value.clone());
        }
        if is_iterable_coroutine(value) {
            return Ok(value.clone());
        }
        let name = self.type_name(value);
        let Some(iterator) = self.call_special(value, N::await_, &[])? else {
            let method = match source {
                1 => "__aenter__",
                2 => "__aexit__",
                _ => return Err(self.type_error(format!("object {name} can't be used in 'await' expression"))),
            };
            return Err(self.type_error(format!(
                "'async with' received an object from {method} that does not implement __await__: {name}"
            )));
        };
        let is_coroutine = |found: &Generator| found.flavour == Flavour::Coroutine;
        if iterator.exact::<Generator>().is_some_and(is_coroutine) || is_iterable_coroutine(&iterator) {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        if !self.is_iterator(&iterator) {
            let found = self.type_name(&iterator);
            return Err(self.type_error(format!("__await__() returned non-iterator of type '{found}'")));
        }
        Ok(iterator)
    }

    /// What `async for` iterates over.
    pub(super) fn async_iter(&mut self, value: &Value) -> Res {
        let Some(iterator) = self.call_special(value, N::aiter, &[])? else {
            let name = self.type_name(value);
            let message = format!("'async for' requires an object with __aiter__ method, got {name}");
            return Err(self.type_error(message));
        };
        if !self.has_special(&iterator, N::anext) {
            let name = self.type_name(&iterator);
            return Err(self.type_error(format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {name}"
            )));
        }
        Ok(iterator)
    }

    /// What is awaited for the next item of `async for`.
    pub(super) fn async_next(&mut self, iterator: &Value) -> Res {
        let Some(step) = self.call_special(iterator, N::anext, &[])? else {
            let name = self.type_name(iterator);
            let message = format!("'async for' requires an iterator with __anext__ method, got {name}");
            return Err(self.type_error(message));
        };
        match self.awaitable(&step, 0) {
            Ok(awaitable) => Ok(awaitable),
            Err(raised) => {
                let cause = self.take_raised(raised);
                let name = self.type_name(&step);
                let message = format!("'async for' received an invalid object from __anext__: {name}");
                let raised = self.type_error(message);
                if let Some(exception) = self.raised.exact::<Exception>() {
                    exception.context.set(cause.clone());
                    exception.cause.set(cause);
                    exception.suppress_context.set(true);
                }
                Err(raised)
            }
        }
    }

    /// `__aexit__`, bound, and the result of `__aenter__`.
    pub(super) fn before_async_with(&mut self, manager: Value) -> Res<(Value, Value)> {
        let name = self.type_name(&manager);
        let message = format!("'{name}' object does not support the asynchronous context manager protocol");
        if !self.has_special(&manager, N::aenter) {
            return Err(self.type_error(message));
        }
        if !self.has_special(&manager, N::aexit) {
            return Err(self.type_error(message + " (missed __aexit__ method)"));
        }
        let exit = self.bound_special(&manager, N::aexit)?;
        let entered = self.call_special(&manager, N::aenter, &[])?.unwrap_or(Value::NONE);
        Ok((exit, entered))
    }

    /// Refuses what `yield from` cannot delegate to although it has a frame.
    pub(super) fn check_delegate(&mut self, value: &Value) -> Res<()> {
        match value.exact::<Generator>().map(|generator| generator.flavour) {
            Some(Flavour::Coroutine) => {
                Err(self.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"))
            }
            Some(Flavour::AsyncGenerator) => Err(self.type_error("'async_generator' object is not iterable")),
            _ => Ok(()),
        }
    }

    /// `StopIteration` for a generator that has returned (`None`); what it yielded otherwise.
    pub fn resumed(&mut self, result: Res<Option<Value>>) -> Res {
        match result? {
            Some(value) => Ok(value),
            None => {
                let value = self.returned.take();
                Err(self.stop_iteration(if value.is_empty() { Value::NONE } else { value }))
            }
        }
    }

    /// The exception that the arguments of `throw` mean: class, value, traceback, as far as they are given.
    pub fn thrown(&mut self, given: &[Value]) -> Res {
        let part = |index: usize| given.get(index).filter(|part| !part.is_none());
        let (Some(kind), value, traceback) = (given.first(), part(1), part(2)) else {
            return Err(self.type_error("throw expected at least 1 argument, got 0"));
        };
        if traceback.is_some_and(|traceback| traceback.exact::<Traceback>().is_none()) {
            return Err(self.type_error("throw() third argument must be a traceback object"));
        }
        let is_class = kind.exact::<Type>().is_some_and(|class| class.has(crate::objects::ty::IS_EXCEPTION));
        if !is_class && kind.exact::<Exception>().is_none() {
            let name = self.type_name(kind);
            let message = format!("exceptions must be classes or instances deriving from BaseException, not {name}");
            return Err(self.type_error(message));
        }
        let exception = match value {
            Some(_) if !is_class => return Err(self.type_error("instance exception may not have a separate value")),
            Some(value) if self.is_instance_plain(value, kind)? => value.clone(),
            Some(value) => match value.exact::<Tuple>() {
                Some(args) => self.call(kind, args.elements())?,
                None => self.call(kind, std::slice::from_ref(value))?,
            },
            None => self.make_exception(kind)?,
        };
        if let (Some(object), Some(traceback)) = (exception.exact::<Exception>(), traceback) {
            object.traceback.set(traceback.clone());
        }
        Ok(exception)
    }

    // ---- steps

    /// Drives a step: `send(value)` of the object behind an `await`.
    pub fn awaiter_send(&mut self, awaiter: &Awaiter, value: &Value) -> Res {
        let target = awaiter.target.get();
        match awaiter.step {
            Step::Wrapper => {
                let result = self.generator_send(&target, value.clone());
                return self.resumed(result);
            }
            Step::Default => {
                let iterator = self.default_iterator(awaiter, &target)?;
                let result = self.delegate_send(&iterator, value.clone());
                return self.or_default(awaiter, result);
            }
            Step::Send | Step::Throw | Step::Close => {}
        }
        let Some(generator) = target.exact::<Generator>() else { return Err(self.raise_closed_step(awaiter.step)) };
        match awaiter.stage.get() {
            Stage::Closed => Err(self.raise_closed_step(awaiter.step)),
            Stage::Started => {
                let result = self.generator_send(&target, value.clone());
                self.end_step(awaiter, generator, result)
            }
            Stage::Created if awaiter.step == Step::Send => {
                self.begin_step(awaiter, generator, "anext")?;
                let value = if value.is_none() { awaiter.value.get() } else { value.clone() };
                let result = self.generator_send(&target, value);
                self.end_step(awaiter, generator, result)
            }
            Stage::Created => {
                if generator.state.get() == State::Finished {
                    awaiter.stage.set(Stage::Closed);
                    return Err(self.stop_iteration(Value::NONE));
                }
                self.begin_step(awaiter, generator, if awaiter.step == Step::Close { "aclose" } else { "athrow" })?;
                if generator.is_closed.get() {
                    generator.is_awaited.set(false);
                    awaiter.stage.set(Stage::Closed);
                    return Err(self.raise_with(E::StopAsyncIteration, Vec::new()));
                }
                if !value.is_none() {
                    generator.is_awaited.set(false);
                    awaiter.stage.set(Stage::Created);
                    let message = "can't send non-None value to a just-started coroutine";
                    return Err(self.raise(E::RuntimeError, message));
                }
                let result = self.begin_throw(awaiter, generator, &target);
                self.end_step(awaiter, generator, result)
            }
        }
    }

    /// `throw` of the object behind an `await`; `given` as in `generator_throw`.
    pub fn awaiter_throw(&mut self, awaiter: &Awaiter, exception: Value, given: &[Value]) -> Res {
        let target = awaiter.target.get();
        match awaiter.step {
            Step::Wrapper => {
                let result = self.generator_throw(&target, exception, given);
                self.resumed(result)
            }
            Step::Default => {
                let iterator = self.default_iterator(awaiter, &target)?;
                let result = self.throw_into(&iterator, exception, given);
                self.or_default(awaiter, result)
            }
            Step::Send | Step::Throw | Step::Close => {
                let Some(generator) = target.exact::<Generator>() else {
                    return Err(self.raise_closed_step(awaiter.step));
                };
                if awaiter.stage.get() == Stage::Closed {
                    return Err(self.raise_closed_step(awaiter.step));
                }
                let result = self.generator_throw(&target, exception, given);
                self.end_step(awaiter, generator, result)
            }
        }
    }

    /// `close` of the object behind an `await`.
    pub fn awaiter_close(&mut self, awaiter: &Awaiter) -> Res<()> {
        let target = awaiter.target.get();
        match awaiter.step {
            Step::Wrapper => self.generator_close(&target),
            Step::Default if awaiter.stage.get() == Stage::Started => self.close_iterator(&target),
            _ => {
                awaiter.stage.set(Stage::Closed);
                Ok(())
            }
        }
    }

    fn begin_step(&mut self, awaiter: &Awaiter, generator: &Generator, what: &str) -> Res<()> {
        if generator.is_awaited.replace(true) {
            awaiter.stage.set(Stage::Closed);
            let message = format!("{what}(): asynchronous generator is already running");
            return Err(self.raise(E::RuntimeError, message));
        }
        awaiter.stage.set(Stage::Started);
        Ok(())
    }

    fn begin_throw(&mut self, awaiter: &Awaiter, generator: &Generator, target: &Value) -> Res<Option<Value>> {
        if awaiter.step == Step::Close {
            generator.is_closed.set(true);
            let class = self.exception_class(E::GeneratorExit);
            let exit = self.call(&class, &[])?;
            return self.generator_throw(target, exit, &[]);
        }
        let given = awaiter.value.get();
        let given = given.exact::<Tuple>().map(|given| given.elements().to_vec()).unwrap_or_default();
        let exception = self.thrown(&given)?;
        self.generator_throw(target, exception, &given)
    }

    /// What a step's driver gets for what the generator did: a StopIteration with the value at its `yield`.
    fn end_step(&mut self, awaiter: &Awaiter, generator: &Generator, result: Res<Option<Value>>) -> Res {
        let result = match result {
            Ok(Some(value)) if !generator.is_at_yield() => return Ok(value),
            other => other,
        };
        generator.is_awaited.set(false);
        awaiter.stage.set(Stage::Closed);
        let raised = match result {
            Ok(Some(_)) if awaiter.step == Step::Close => {
                return Err(self.raise(E::RuntimeError, "async generator ignored GeneratorExit"));
            }
            Ok(Some(value)) => return Err(self.stop_iteration(value)),
            Ok(None) => {
                generator.is_closed.set(true);
                self.raise_with(E::StopAsyncIteration, Vec::new())
            }
            Err(raised) => raised,
        };
        let is_end = self.raised_is(E::StopAsyncIteration) || self.raised_is(E::GeneratorExit);
        if is_end {
            generator.is_closed.set(true);
            if awaiter.step == Step::Close {
                drop(self.take_raised(raised));
                return Err(self.stop_iteration(Value::NONE));
            }
        }
        Err(raised)
    }

    #[cold]
    fn raise_closed_step(&mut self, step: Step) -> Raised {
        let what = if step == Step::Send { "__anext__()/asend()" } else { "aclose()/athrow()" };
        self.raise(E::RuntimeError, format!("cannot reuse already awaited {what}"))
    }

    /// The iterator that `anext(iterator, default)` drives, from its first use on in `target`.
    fn default_iterator(&mut self, awaiter: &Awaiter, target: &Value) -> Res {
        if awaiter.stage.get() == Stage::Started {
            return Ok(target.clone());
        }
        let iterator = self.awaitable(target, 0)?;
        awaiter.target.set(iterator.clone());
        awaiter.stage.set(Stage::Started);
        Ok(iterator)
    }

    fn or_default(&mut self, awaiter: &Awaiter, result: Res<Option<Value>>) -> Res {
        match result {
            Err(raised) if self.raised_is(E::StopAsyncIteration) => {
                drop(self.take_raised(raised));
                Err(self.stop_iteration(awaiter.value.get()))
            }
            result => self.resumed(result),
        }
    }

    // ---- warnings

    /// "coroutine 'f' was never awaited", once for each place.
    #[cold]
    pub(super) fn warn_unawaited(&mut self, coroutine: &Generator) {
        let name = coroutine.qualname.peek(|name| {
            name.cast::<crate::objects::Str>().map_or_else(String::new, |name| name.to_text().into_owned())
        });
        let text = format!("coroutine '{name}' was never awaited");
        let place = self.frames.last().and_then(|frame| {
            let code = frame.code()?;
            let line = super::traceback::line_in(&frame.code, frame.last() as u32);
            Some((code.unit.source.clone(), line))
        });
        let (filename, line, shown) = match &place {
            Some((source, line)) => {
                let shown = super::traceback::source_line(source, *line);
                (source.filename.to_string(), *line, shown)
            }
            None => ("sys".to_owned(), 1, None),
        };
        match self.is_first_warning(&text, line) {
            Ok(true) => {}
            Ok(false) => return,
            Err(raised) => drop(self.take_raised(raised)),
        }
        let mut out = format!("{filename}:{line}: RuntimeWarning: {text}\n");
        if let Some(shown) = shown {
            out.push_str(&format!("  {}\n", shown.trim()));
        }
        out.push_str("RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n");
        self.write_err(out.as_bytes());
    }

    /// Notes a warning in the `__warningregistry__` of the running module; false if it stood there.
    fn is_first_warning(&mut self, text: &str, line: u32) -> Res<bool> {
        let globals = self.current_globals();
        if globals.exact::<crate::objects::Dict>().is_none() {
            return Ok(true);
        }
        let registry = match self.dict_get_str(&globals, "__warningregistry__") {
            Some(registry) if registry.exact::<crate::objects::Dict>().is_some() => registry,
            _ => {
                let registry = dict::new_dict();
                self.dict_set_str(&globals, "__warningregistry__", registry.clone())?;
                registry
            }
        };
        let parts = vec![self.str(text), self.exception_class(E::RuntimeWarning), Value::int32(line as i32)];
        let key = self.tuple(parts)?;
        if self.dict_get(&registry, &key)?.is_some() {
            return Ok(false);
        }
        self.dict_set(&registry, key, Value::TRUE)?;
        Ok(true)
    }

    // ---- what `cr_await` and `ag_await` show

    /// What a suspended frame is waiting for, or None.
    pub fn awaited_by(&self, generator: &Generator) -> Value {
        self.delegate(generator).unwrap_or(Value::NONE)
    }
}

/// Whether an object is a generator of a function that `types.coroutine` has made awaitable.
fn is_iterable_coroutine(value: &Value) -> bool {
    value.exact::<Generator>().is_some_and(|generator| {
        generator.code.get().exact::<crate::objects::Code>().is_some_and(|code| code.unit.is_iterable_coroutine)
    })
}
