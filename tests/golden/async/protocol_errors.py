# The messages of the asynchronous protocols, and where the keywords may stand.


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


def attempt(coroutine):
    try:
        print(run(coroutine))
    except Exception as error:
        print(type(error).__name__, "|", error, "|", repr(error.__cause__))


class Nothing:
    pass


class OnlyEnter:
    async def __aenter__(self):
        pass


class OnlyExit:
    async def __aexit__(self, *args):
        pass


class Sync:
    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass


class PlainEnter:
    def __aenter__(self):
        return 5

    async def __aexit__(self, *args):
        pass


class PlainExit:
    async def __aenter__(self):
        return self

    def __aexit__(self, *args):
        return 5


async def enter(manager, fail=False):
    async with manager as value:
        if fail:
            raise KeyError("inside")
        return type(value).__name__


for manager in (Nothing(), OnlyEnter(), OnlyExit(), Sync(), PlainEnter(), PlainExit(), 5):
    attempt(enter(manager))
attempt(enter(PlainExit(), True))


async def sync_with(manager):
    with manager:
        pass


attempt(sync_with(PlainExit()))


class BadIter:
    def __aiter__(self):
        return 5


class CoroutineIter:
    async def __aiter__(self):
        return self


class BadNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


class Raises(BadNext):
    async def __anext__(self):
        raise ValueError("from anext")


async def loop(iterable):
    async for x in iterable:
        return x
    else:
        return "else"


for iterable in (5, [1], BadIter(), BadNext(), Raises()):
    attempt(loop(iterable))


async def generator():
    yield 1


async def sync_loop():
    for x in generator():
        pass


attempt(sync_loop())
for call in (lambda: aiter(5), lambda: aiter([1]), lambda: aiter(BadIter()), lambda: anext(5), lambda: anext([]),
             lambda: aiter(), lambda: anext(), lambda: iter(generator()), lambda: next(generator())):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)

for text in (
    "await x",
    "def f():\n    await x",
    "def f():\n    async for x in y: pass",
    "def f():\n    async with x: pass",
    "async for x in y: pass",
    "async with x: pass",
    "def f():\n    return [x async for x in y]",
    "[x async for x in y]",
    "async def f():\n    yield 1\n    return 2",
    "async def f():\n    yield from x",
    "class C:\n    await x",
    "async def f():\n    def g():\n        await x",
    "async def f():\n    lambda: await x",
    "await = 5",
    "async = 5",
    "def await(): pass",
):
    try:
        compile(text, "<text>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
