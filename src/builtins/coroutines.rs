//! Coroutines, asynchronous generators and what drives their steps, as objects; `aiter` and `anext`.

use crate::heap::Value;
use crate::objects::Str;
use crate::objects::awaiter::{Awaiter, Step, new_awaiter};
use crate::objects::generator::State;
use crate::vm::{Decl, N, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, natives};

use super::code_::{generator, set_text};
use super::wrong_receiver;

/// Puts methods and members into the types.
pub fn install(vm: &mut Vm) -> Res<()> {
    for (which, methods, members) in
        [(T::Coroutine, COROUTINE, COROUTINE_MEMBERS), (T::AsyncGenerator, ASYNC_GENERATOR, ASYNC_GENERATOR_MEMBERS)]
    {
        let class = vm.type_object(which);
        vm.add_methods(&class, COMMON)?;
        vm.add_methods(&class, FINALIZER)?;
        vm.add_methods(&class, methods)?;
        vm.add_getsets(&class, COMMON_MEMBERS)?;
        vm.add_getsets(&class, members)?;
    }
    let class = vm.type_object(T::Generator);
    vm.add_methods(&class, FINALIZER)?;
    for which in [T::CoroutineWrapper, T::AsyncGenASend, T::AsyncGenAThrow, T::AnextAwaitable] {
        let class = vm.type_object(which);
        vm.add_methods(&class, AWAITER)?;
        if which != T::CoroutineWrapper {
            vm.add_methods(&class, AWAITABLE)?;
        }
    }
    Ok(())
}

static COMMON: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let name = generator(vm, this, "__repr__")?.qualname.get();
        let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
        let (kind, address) = (vm.type_name(this), this.id());
        Ok(vm.str(&format!("<{kind} object {name} at {address:#x}>")))
    };
];

static COMMON_MEMBERS: &[GetSetDecl] = getsets![
    "__name__" |vm, this| Ok(generator(vm, this, "__name__")?.name.get()),
        |vm, this, value| {
            let value = set_text(vm, value, "__name__")?;
            generator(vm, this, "__name__")?.name.set(value);
            Ok(())
        };
    "__qualname__" |vm, this| Ok(generator(vm, this, "__qualname__")?.qualname.get()),
        |vm, this, value| {
            let value = set_text(vm, value, "__qualname__")?;
            generator(vm, this, "__qualname__")?.qualname.set(value);
            Ok(())
        };
];

fn is_running(vm: &mut Vm, this: &Value, name: &str) -> Res {
    Ok(Value::bool(generator(vm, this, name)?.state.get() == State::Running))
}

fn is_suspended(vm: &mut Vm, this: &Value, name: &str) -> Res {
    Ok(Value::bool(generator(vm, this, name)?.state.get() == State::Suspended))
}

fn frame(vm: &mut Vm, this: &Value, name: &str) -> Res {
    let generator = generator(vm, this, name)?;
    Ok(vm.generator_frame(generator, this))
}

fn awaited(vm: &mut Vm, this: &Value, name: &str) -> Res {
    let generator = generator(vm, this, name)?;
    Ok(vm.awaited_by(generator))
}

// ---- coroutines

static COROUTINE: &[Decl] = natives![
    /// Return an iterator to be used in await expression.
    "__await__(self, /)" |vm, [this]| {
        generator(vm, this, "__await__")?;
        Ok(new_awaiter(Step::Wrapper, this.clone(), Value::NONE))
    };
    /// send(arg) -> send 'arg' into coroutine,
    /// return next yielded value or raise StopIteration.
    "send(self, value, /)" |vm, [this, value]| {
        let result = vm.generator_send(this, value.clone());
        vm.resumed(result)
    };
    /// throw(value)
    /// throw(type[,value[,traceback]])
    ///
    /// Raise exception in coroutine, return next yielded value or raise
    /// StopIteration.
    "throw(self, type, value=None, traceback=None, /)" |vm, [this, kind, value, traceback]| {
        let given = given(&[kind, value, traceback]);
        let exception = vm.thrown(&given)?;
        let result = vm.generator_throw(this, exception, &given);
        vm.resumed(result)
    };
    /// close() -> raise GeneratorExit inside coroutine.
    "close(self, /)" |vm, [this]| {
        generator(vm, this, "close")?;
        vm.generator_close(this)?;
        Ok(Value::NONE)
    };
];

/// What all three kinds of generators have.
static FINALIZER: &[Decl] = natives![
    "__del__(self, /)" |vm, [this]| {
        if let Err(raised) = vm.generator_close(this) {
            let exception = vm.take_raised(raised);
            vm.report_unraisable(exception, "in", this);
        }
        Ok(Value::NONE)
    };
];

/// The arguments that were given.
fn given(values: &[&Value]) -> Vec<Value> {
    values.iter().take_while(|value| !value.is_empty()).map(|value| (*value).clone()).collect()
}

static COROUTINE_MEMBERS: &[GetSetDecl] = getsets![
    "cr_running" |vm, this| is_running(vm, this, "cr_running");
    "cr_suspended" |vm, this| is_suspended(vm, this, "cr_suspended");
    "cr_frame" |vm, this| frame(vm, this, "cr_frame");
    "cr_code" |vm, this| Ok(generator(vm, this, "cr_code")?.code.get());
    "cr_await" |vm, this| awaited(vm, this, "cr_await");
    "cr_origin" |vm, this| generator(vm, this, "cr_origin").map(|_| Value::NONE);
];

// ---- asynchronous generators

fn step(vm: &mut Vm, this: &Value, name: &str, step: Step, value: Value) -> Res {
    generator(vm, this, name)?;
    Ok(new_awaiter(step, this.clone(), value))
}

static ASYNC_GENERATOR: &[Decl] = natives![
    /// Return an awaitable, that resolves in asynchronous iterator.
    "__aiter__(self, /)" |_vm, [this]| Ok(this.clone());
    /// Return a value or raise StopAsyncIteration.
    "__anext__(self, /)" |vm, [this]| step(vm, this, "__anext__", Step::Send, Value::NONE);
    /// asend(v) -> send 'v' in generator.
    "asend(self, value, /)" |vm, [this, value]| step(vm, this, "asend", Step::Send, value.clone());
    /// athrow(typ[,val[,tb]]) -> raise exception in generator.
    "athrow(self, type, value=None, traceback=None, /)" |vm, [this, kind, value, traceback]| {
        let values = given(&[kind, value, traceback]);
        let values = vm.tuple(values)?;
        step(vm, this, "athrow", Step::Throw, values)
    };
    /// aclose() -> raise GeneratorExit inside generator.
    "aclose(self, /)" |vm, [this]| step(vm, this, "aclose", Step::Close, Value::NONE);
];

static ASYNC_GENERATOR_MEMBERS: &[GetSetDecl] = getsets![
    "ag_running" |vm, this| Ok(Value::bool(generator(vm, this, "ag_running")?.is_awaited.get()));
    "ag_frame" |vm, this| frame(vm, this, "ag_frame");
    "ag_code" |vm, this| Ok(generator(vm, this, "ag_code")?.code.get());
    "ag_await" |vm, this| awaited(vm, this, "ag_await");
];

// ---- what stands behind an await

fn awaiter<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Awaiter> {
    this.exact::<Awaiter>().ok_or_else(|| wrong_receiver(vm, name, "awaitable", this))
}

static AWAITABLE: &[Decl] = natives![
    /// Return an iterator to be used in await expression.
    "__await__(self, /)" |_vm, [this]| Ok(this.clone());
];

static AWAITER: &[Decl] = natives![
    /// Implement iter(self).
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    /// Implement next(self).
    "__next__(self, /)" |vm, [this]| {
        let awaiter = awaiter(vm, this, "__next__")?;
        vm.awaiter_send(awaiter, &Value::NONE)
    };
    /// send(arg) -> send 'arg' into what is awaited,
    /// return next yielded value or raise StopIteration.
    "send(self, value, /)" |vm, [this, value]| {
        let awaiter = awaiter(vm, this, "send")?;
        vm.awaiter_send(awaiter, value)
    };
    /// throw(value)
    /// throw(type[,value[,tb]])
    ///
    /// Raise exception in what is awaited, return next yielded value or raise
    /// StopIteration.
    "throw(self, type, value=None, traceback=None, /)" |vm, [this, kind, value, traceback]| {
        let awaiter = awaiter(vm, this, "throw")?;
        let given = given(&[kind, value, traceback]);
        let exception = vm.thrown(&given)?;
        vm.awaiter_throw(awaiter, exception, &given)
    };
    /// close() -> raise GeneratorExit inside what is awaited.
    "close(self, /)" |vm, [this]| {
        let awaiter = awaiter(vm, this, "close")?;
        vm.awaiter_close(awaiter)?;
        Ok(Value::NONE)
    };
];

// ---- functions

/// `aiter` and `anext`.
pub static FUNCTIONS: &[Decl] = natives![
    /// Return an AsyncIterator for an AsyncIterable object.
    "aiter(async_iterable, /)" |vm, [value]| {
        let Some(iterator) = vm.call_special(value, N::aiter, &[])? else {
            let name = vm.type_name(value);
            return Err(vm.type_error(format!("'{name}' object is not an async iterable")));
        };
        if !vm.has_special(&iterator, N::anext) {
            let name = vm.type_name(&iterator);
            return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{name}'")));
        }
        Ok(iterator)
    };
    /// async anext(aiterator[, default])
    ///
    /// Return the next item from the async iterator.  If default is given and the async
    /// iterator is exhausted, it is returned instead of raising StopAsyncIteration.
    "anext(aiterator, default=None, /)" |vm, [iterator, default]| {
        let Some(step) = vm.call_special(iterator, N::anext, &[])? else {
            let name = vm.type_name(iterator);
            return Err(vm.type_error(format!("'{name}' object is not an async iterator")));
        };
        if default.is_empty() {
            return Ok(step);
        }
        Ok(new_awaiter(Step::Default, step, default.clone()))
    };
];
