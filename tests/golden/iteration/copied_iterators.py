"""Builtin iterators tell how they are made again: copies go on where they stand."""
import copy
class G:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i
    def __repr__(self): return 'G()'
def both(make):
    for steps in (0, 1, 2, 9):
        i = make()
        for _ in range(steps):
            next(i, None)
        for f in (copy.copy,):
            try: j = f(i); print(type(j).__name__, list(j), list(i))
            except Exception as e: print(type(e).__name__, e)
        i = make()
        for _ in range(steps): next(i, None)
        try: r = i.__reduce__(); print([getattr(x, '__name__', x) if not isinstance(x, tuple) else tuple(getattr(y,'__name__',y) if not hasattr(y,'__next__') else type(y).__name__ for y in x) for x in r])
        except Exception as e: print(type(e).__name__, e)
for make in (lambda: iter([1,2,3]), lambda: iter((1,2,3)), lambda: iter('abc'), lambda: iter('aéc'), lambda: iter(b'abc'), lambda: iter(bytearray(b'abc')), lambda: reversed([1,2,3]), lambda: reversed((1,2,3)), lambda: iter({1:2,3:4}), lambda: iter({1:2,3:4}.values()), lambda: iter({1:2,3:4}.items()), lambda: reversed({1:2,3:4}), lambda: iter({5}), lambda: iter(G()), lambda: iter([1,2].pop, 1), lambda: enumerate('ab', 5), lambda: zip('ab', [1,2]), lambda: zip('ab', [1,2], strict=True), lambda: map(str, [1,2]), lambda: filter(None, [0,1,2]), lambda: iter('')):
    print(type(make()).__name__)
    both(make)
for i, v in ((iter([1,2,3]), 2), (iter((1,2,3)), -5), (iter('abc'), 99), (iter(range(5)), 3), (reversed([1,2,3]), 0), (iter(G()), 2), (iter(b'abc'), 1), (zip([1],[1,2]), True)):
    try: i.__setstate__(v); print(type(i).__name__, list(i))
    except Exception as e: print(type(e).__name__, e)
    try: i.__setstate__('a')
    except Exception as e: print(type(e).__name__, e)

for make in (lambda: iter(range(5)), lambda: iter(range(2**70, 2**70 + 3)), lambda: reversed(range(3)), lambda: iter(range(0))):
    for steps in (0, 1, 9):
        i = make()
        for _ in range(steps):
            next(i, None)
        j = copy.copy(i)
        print(type(j).__name__, list(j), list(i))
try: copy.copy(iter(memoryview(b"ab")))
except TypeError as e: print(e)
