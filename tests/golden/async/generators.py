# Asynchronous generators: asend, athrow, aclose, their members, comprehensions and anext.


class Switch:
    def __init__(self, value=None):
        self.value = value

    def __await__(self):
        return (yield self.value)


def run(coroutine):
    trace = []
    try:
        while True:
            trace.append(coroutine.send(None))
    except StopIteration as stop:
        return stop.value, trace


def attempt(coroutine):
    try:
        print(run(coroutine))
    except BaseException as error:
        print(type(error).__name__, "|", error)


async def numbers(n):
    for i in range(n):
        await Switch(("at", i))
        got = yield i
        if got is not None:
            print("got", got)


async def collect(iterable):
    out = []
    async for x in iterable:
        out.append(x)
    return out


g = numbers(3)
print(type(g).__name__, g.__name__, g.__qualname__, repr(g).split(" at ")[0], g.__aiter__() is g, aiter(g) is g)
print(g.ag_running, g.ag_code is numbers.__code__, g.ag_frame.f_lineno, g.ag_await)
print(numbers.__code__.co_flags & 0x220)
attempt(collect(g))
print(g.ag_frame)
attempt(g.__anext__())
attempt(collect(numbers(0)))

g = numbers(5)
print(type(g.asend(None)).__name__, type(g.athrow(ValueError)).__name__, type(g.aclose()).__name__)
attempt(g.asend("too early"))
attempt(g.asend(None))
attempt(g.asend("hello"))
attempt(g.athrow(ValueError("thrown")))
attempt(g.asend(None))
attempt(g.aclose())
attempt(g.aclose())
attempt(g.athrow(ValueError("late")))


async def catching():
    while True:
        try:
            yield "ready"
        except ValueError as error:
            await Switch("handling")
            yield ("caught", str(error))
        finally:
            print("finally")


g = catching()
attempt(g.asend(None))
attempt(g.athrow(ValueError("one")))
attempt(g.athrow(ValueError, "two"))
attempt(g.aclose())


async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores()
attempt(g.asend(None))
attempt(g.aclose())


async def cleanup():
    try:
        yield 1
        yield 2
    finally:
        await Switch("cleaning")
        print("clean")


g = cleanup()
attempt(g.__anext__())
attempt(g.aclose())
attempt(g.__anext__())

# One step at a time; a step is used once.
g = numbers(3)
first, second = g.asend(None), g.asend(None)
print(first.send(None), g.ag_running, type(g.ag_await).__name__)
try:
    second.send(None)
except RuntimeError as error:
    print(error)
try:
    g.aclose().send(None)
except RuntimeError as error:
    print(error)
try:
    first.send(None)
except StopIteration as stop:
    print("item", stop.value, g.ag_running)
try:
    first.send(None)
except RuntimeError as error:
    print(error)
step = g.aclose()
print(step.close())
try:
    step.send(None)
except RuntimeError as error:
    print(error)


async def raises_stop():
    yield 1
    raise StopAsyncIteration


async def raises_sync_stop():
    yield 1
    raise StopIteration(7)


attempt(collect(raises_stop()))
attempt(collect(raises_sync_stop()))


# Comprehensions.
async def comprehensions():
    print([x async for x in numbers(3)])
    print({x % 2 async for x in numbers(3)})
    print({x: x * x async for x in numbers(3) if x})
    print([x + y async for x in numbers(2) async for y in numbers(2) if x or y])
    print([(x, y) for x in "ab" async for y in numbers(2)])
    print([await value(x) for x in range(3)])
    print([[await value(y) async for y in numbers(x)] for x in range(3)])
    g = (x * 2 async for x in numbers(3))
    print(type(g).__name__, g.__name__, await collect(g))
    g = (await value(x) for x in range(2))
    print(type(g).__name__, await collect(g))
    print(await collect(x async for x in numbers(2) if await value(x)))
    return [x async for x in numbers(1)] + [await value(5)]


async def value(x):
    await Switch("v")
    return x


attempt(comprehensions())


# anext with a default.
async def with_default():
    g = numbers(1)
    print(await anext(g), await anext(g, "default"), await anext(g, None))
    step = anext(numbers(1), "d")
    print(type(step).__name__, await step)
    try:
        await anext(g)
    except StopAsyncIteration as error:
        print("stop", error.args)


attempt(with_default())


async def nested():
    async def inner():
        for x in range(3):
            yield x

    async for x in inner():
        async for y in inner():
            if y == 1:
                continue
            if x == 1:
                break
            yield x, y
        else:
            yield "else"


attempt(collect(nested()))


async def try_in_loop():
    out = []
    async for x in numbers(4):
        try:
            if x == 1:
                raise ValueError
            if x == 3:
                return out
            out.append(x)
        except ValueError:
            out.append("error")
            continue
        finally:
            out.append("finally")


attempt(try_in_loop())
