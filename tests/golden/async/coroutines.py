# What coroutines are as objects: send, throw, close, their members and their errors.


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def add(a, b):
    """Adds."""
    x = await Pause(("first", a))
    y = await Pause(("second", b))
    return x + y


def attempt(action, *args):
    try:
        print("->", action(*args))
    except BaseException as error:
        print(type(error).__name__, error, getattr(error, "value", ""))


c = add(1, 2)
print(type(c), type(c).__name__, c.__name__, c.__qualname__, repr(c).split(" at ")[0])
print(c.cr_running, c.cr_frame.f_lineno, c.cr_code is add.__code__, c.cr_await, c.cr_origin, c.cr_suspended)
attempt(c.send, 1)
print(c.send(None))
print(type(c.cr_await).__name__, c.cr_suspended)
print(c.send(10))
attempt(c.send, 20)
attempt(c.send, None)
attempt(c.throw, ValueError("late"))
print(c.cr_frame, c.close())
c.__name__ = "other"
c.__qualname__ = "whole.other"
print(c.__name__, repr(c).split(" at ")[0])
attempt(setattr, c, "__name__", 1)
attempt(iter, c)
attempt(next, c)
attempt(lambda: [*c])
print(hasattr(c, "__iter__"), hasattr(c, "__next__"))
print(add.__code__.co_flags & 0x80, add.__code__.co_flags & 0x20)


async def guarded():
    try:
        await Pause("in")
    except ValueError as error:
        print("caught", error)
        return "recovered"
    finally:
        print("finally")


c = guarded()
print(c.send(None))
attempt(c.throw, ValueError("thrown"))
c = guarded()
c.send(None)
print(c.close())
c = guarded()
c.send(None)
attempt(c.throw, KeyError, "key")
c = guarded()
attempt(c.throw, IndexError("at once"))


async def stubborn():
    try:
        await Pause(1)
    except GeneratorExit:
        await Pause(2)


c = stubborn()
c.send(None)
attempt(c.close)
attempt(c.close)


async def stops():
    raise StopIteration(5)


attempt(stops().send, None)


async def itself():
    try:
        me.send(None)
    except ValueError as error:
        print(error, me.cr_running)
    try:
        await me
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)


me = itself()
attempt(me.send, None)

# An awaited coroutine goes through every frame.


async def outer():
    inner_one = add(3, 4)
    result = await inner_one
    try:
        await inner_one
    except RuntimeError as error:
        print(error)
    return result


c = outer()
print(c.send(None), c.cr_await.__name__)
print(c.send(5))
attempt(c.send, 6)

shared = add(1, 1)


async def waits():
    return await shared


one, two = waits(), waits()
one.send(None)
attempt(two.send, None)
one.close()

# The wrapper of a coroutine is an iterator.
wrapper = add(5, 6).__await__()
print(type(wrapper).__name__, iter(wrapper) is wrapper, next(wrapper), wrapper.send(1))
attempt(wrapper.send, 2)
wrapper = guarded().__await__()
print(next(wrapper))
attempt(wrapper.throw, ValueError("through"))
wrapper = guarded().__await__()
next(wrapper)
print(wrapper.close())


# What cannot be awaited.
class NoIterator:
    def __await__(self):
        return 5


class Coroutine:
    def __await__(self):
        return spare


async def await_it(value):
    return await value


spare = add(1, 1)
for value in (5, None, [1], NoIterator(), Coroutine(), add, (x for x in "ab")):
    attempt(await_it(value).send, None)
spare.close()


class Plain:
    def __await__(self):
        return iter([1, 2])


c = await_it(Plain())
print(c.send(None), c.send(None))
attempt(c.send, None)


def delegating():
    yield from spare


attempt(next, delegating())


class Methods:
    async def method(self, *args, key=1, **kw):
        return self.__class__.__name__, args, key, kw

    @classmethod
    async def of_class(cls):
        return cls

    @staticmethod
    async def static():
        return "static"


for c in (Methods().method(1, 2, key=3, z=4), Methods.of_class(), Methods.static()):
    print(c.__qualname__)
    attempt(c.send, None)


async def closure(n):
    async def inner():
        nonlocal n
        n += 1
        return n

    return await inner() + await inner()


attempt(closure(5).send, None)


async def defaults(a=1, *, b=2):
    return [a, b, [await await_it(Plain()) for _ in ()]]


attempt(defaults().send, None)
attempt(defaults, 1, 2)
