# contextlib for asynchronous code: the coroutines are driven by hand.
from contextlib import (
    AbstractAsyncContextManager, AsyncContextDecorator, AsyncExitStack, aclosing, asynccontextmanager, nullcontext,
)


class Pause:
    def __await__(self):
        return (yield "pause")


def drive(coroutine):
    steps = 0
    try:
        while True:
            coroutine.send(None)
            steps += 1
    except StopIteration as stop:
        return stop.value, steps


def attempt(label, function, *args):
    try:
        print(label, drive(function(*args)))
    except BaseException as exc:
        print(label, type(exc).__name__, exc, "| cause:", repr(exc.__cause__), "| context:", repr(exc.__context__))


@asynccontextmanager
async def manager(name, swallow=()):
    """Doc of the manager."""
    print("enter", name)
    await Pause()
    try:
        yield name.upper()
    except swallow as exc:
        print("swallowed", repr(exc))
    finally:
        await Pause()
        print("leave", name)


print(manager.__name__, manager.__doc__, manager.__wrapped__)
print(type(manager("x")).__mro__[1:])


async def plain():
    async with manager("a") as value:
        return value


attempt("plain", plain)


async def raising(exc, swallow=()):
    async with manager("b", swallow):
        raise exc
    return "after"


attempt("raising", raising, ValueError("v"))
attempt("swallowing", raising, ValueError("v"), ValueError)
attempt("stop", raising, StopAsyncIteration("s"))
attempt("stop iteration", raising, StopIteration("s"))
attempt("runtime", raising, RuntimeError("r"))
attempt("exit", raising, GeneratorExit("g"))


@asynccontextmanager
async def never():
    if False:
        yield


@asynccontextmanager
async def twice():
    yield 1
    yield 2


@asynccontextmanager
async def after():
    try:
        yield 1
    except ValueError:
        yield 2


@asynccontextmanager
async def replaced():
    try:
        yield
    except ValueError as exc:
        raise KeyError("instead")


async def using(factory, exc=None):
    async with factory():
        if exc:
            raise exc
        return "in"


attempt("never", using, never)
attempt("twice", using, twice)
attempt("after", using, after, ValueError("v"))
attempt("replaced", using, replaced, ValueError("v"))


@manager("deco")
async def decorated(x):
    print("body", x)
    return x * 2


attempt("decorated", decorated, 4)
attempt("again", decorated, 5)


class Tracked(AsyncContextDecorator):
    async def __aenter__(self):
        print("tracked in")
        return self

    async def __aexit__(self, *details):
        print("tracked out", details[0])
        return True


@Tracked()
async def fails():
    raise LookupError


attempt("suppressed", fails)


class Default(AbstractAsyncContextManager):
    async def __aexit__(self, *details):
        return None


async def default():
    d = Default()
    async with d as e:
        return d is e


attempt("default", default)
try:
    AbstractAsyncContextManager()
except TypeError as exc:
    print(exc)


class Duck:
    async def __aenter__(self): ...
    async def __aexit__(self, *details): ...


print(issubclass(Duck, AbstractAsyncContextManager), issubclass(int, AbstractAsyncContextManager))
print(AbstractAsyncContextManager[int])


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        await Pause()
        print("numbers closed")


async def closing():
    async with aclosing(numbers()) as n:
        async for i in n:
            return i


attempt("aclosing", closing)


async def null():
    async with nullcontext(7) as x, nullcontext() as y:
        return x, y


attempt("null", null)


class Sync:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("sync in", self.name)
        return self.name

    def __exit__(self, *details):
        print("sync out", self.name, details[0])
        return self.suppress


async def callback(*args, **kwds):
    await Pause()
    print("callback", args, kwds)


async def bad_callback():
    raise IndexError("from the callback")


async def exit_function(typ, value, traceback):
    print("exit function", typ)
    return True


async def stack_plain():
    async with AsyncExitStack() as stack:
        print(stack.enter_context(Sync("s")))
        print(await stack.enter_async_context(manager("m")))
        print(stack.push_async_callback(callback, 1, k=2) is callback)
        stack.callback(print, "sync callback")
        print(stack.push_async_exit(exit_function) is exit_function)
        stack.push(Sync("pushed"))
        print(stack.push_async_exit(Default()).__class__)
        return "done"


attempt("stack", stack_plain)


async def stack_raises():
    async with AsyncExitStack() as stack:
        stack.enter_context(Sync("outer", True))
        stack.push_async_callback(bad_callback)
        await stack.enter_async_context(manager("inner"))
        raise ValueError("body")
    return "outlived"


attempt("stack raises", stack_raises)


async def stack_chain():
    async with AsyncExitStack() as stack:
        stack.push_async_callback(bad_callback)
        raise ValueError("body")


attempt("chain", stack_chain)


async def stack_moved():
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(manager("kept"))
        kept = stack.pop_all()
    print("left", type(kept).__name__)
    await kept.aclose()


attempt("moved", stack_moved)


async def stack_wrong():
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(Sync("no"))
        except TypeError as exc:
            print(exc)
        try:
            stack.enter_context(manager("no"))
        except TypeError as exc:
            print(exc)
        try:
            await stack.enter_async_context(3)
        except TypeError as exc:
            print(exc)
        stack.push_async_exit(3)


attempt("wrong", stack_wrong)
try:
    with AsyncExitStack():
        pass
except TypeError as exc:
    print(exc)
