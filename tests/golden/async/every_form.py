# Asynchronous statements and comprehensions, and generators, driven by hand.
import types
class asyncio:
    @types.coroutine
    def sleep(t, v=None):
        yield
        return v
    async def gather(*a): return [await x for x in a]
    def run(c):
        while 1:
            try: c.send(None)
            except StopIteration as e: return e.value
class CM:
    def __init__(s, n): s.n = n
    async def __aenter__(s): print('enter', s.n); return s.n
    async def __aexit__(s, *a): print('exit', s.n, a[0]); return s.n == 'swallow'
class It:
    def __init__(s, n): s.i = 0; s.n = n
    def __aiter__(s): return s
    async def __anext__(s):
        if s.i == s.n: raise StopAsyncIteration
        s.i += 1; await asyncio.sleep(0); return s.i
async def gen():
    try:
        x = yield 1
        print('got', x)
        yield 2
    finally: print('fin')
async def main():
    async with CM(1) as a, CM(2) as b: print(a, b)
    async with (CM(3) as a, CM(4)): print(a)
    async with CM('swallow'): raise ValueError
    async for x in It(2): print(x)
    else: print('else')
    print([x async for x in It(3) if x > 1], {x: y async for x in It(2) async for y in It(1)}, {x async for x in It(2)})
    print([await asyncio.sleep(0, x) for x in range(2)], [x for x in [await asyncio.sleep(0, 9)]])
    g = (x async for x in It(2)); print([x async for x in g])
    a = gen(); print(await a.asend(None), await a.asend(5)); await a.aclose()
    print(await asyncio.gather(*(asyncio.sleep(0, i) for i in range(3))))
    f = lambda: asyncio.sleep(0, 7); print(await f(), -await f(), await f() ** 2)
    return [i async for i in gen() if await asyncio.sleep(0, True)]
try: print(asyncio.run(main()))
except ImportError as e: print(e)
def gg():
    r = yield from sub()
    print('r', r)
    x = yield
    print(x)
    y = (yield 5) or 1
    yield x, y
    yield *[1, 2], 3
    return 9
def sub():
    yield 1
    return 'sub'
it = gg(); print(next(it), next(it), it.send('s'), it.send(0), next(it))
try: next(it)
except StopIteration as e: print(e.value)
