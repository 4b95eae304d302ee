"""memoryview: making, looking, slicing, assigning, comparing, hashing, releasing."""
import gc
import sys
import weakref


def show(function, *args, **kwargs):
    try:
        value = function(*args, **kwargs)
        print(value.tolist() if isinstance(value, memoryview) else repr(value))
    except Exception as error:
        print(type(error).__name__, error)


class SubBytes(bytes):
    pass


class SubArray(bytearray):
    pass


FACTS = "obj nbytes itemsize ndim readonly c_contiguous f_contiguous contiguous format shape strides suboffsets".split()
b = b"hello world"
a = bytearray(b"hello world")
for source in [b, a, b"", bytearray(), SubBytes(b"sub"), SubArray(b"array")]:
    m = memoryview(source)
    print(len(m), m.tobytes(), m.tolist()[:3], bool(m), *[getattr(m, fact) for fact in FACTS], m.obj is source)
    again = memoryview(m)
    print(again == m, again is m, again.obj is source)
for bad in [1, "text", None, [1], object(), memoryview, 1.5, (1,), {}]:
    show(memoryview, bad)
show(memoryview)
show(memoryview, object=b"keyword")
print(memoryview.__doc__, memoryview.__name__, memoryview.__mro__, type(memoryview(b)), repr(memoryview(b))[:13], str(memoryview(b))[:13])
try:
    class Sub(memoryview):
        pass
except TypeError as error:
    print(error)
m = memoryview(a)
for name in FACTS:
    show(setattr, m, name, 1)
show(setattr, m, "other", 1)
show(delattr, m, "obj")

print("-- items and slices")
for m in [memoryview(b), memoryview(a)]:
    for index in [0, 1, -1, 10, -11, 11, -12, True, 10 ** 30, -10 ** 30, 1.0, "a", None, (), (1,), (1, 2), ..., (slice(1), slice(2)), (slice(1), 1), slice(None),
                  slice(2, 5), slice(5, 2), slice(None, None, -1), slice(-3, None), slice(None, None, 3), slice(8, 1, -2), slice(0, 100),
                  slice(None, None, 0), slice("a"), slice(None, None, 10 ** 30), slice(None, None, -10 ** 30)]:
        show(m.__getitem__, index)
    s = m[2:9][1:-1]
    print(s.tobytes(), s.obj is m.obj, s.shape, s.strides, s[::-1].tobytes(), s[::-1][::2].tobytes(), m[::-2].strides, m[::2].contiguous, m[3:3].contiguous,
          m[3:3:2].contiguous, m[3:4:2].contiguous, m[::-1][::-1].contiguous)
    print(m[::2].tobytes(), bytes(m[::2]), bytearray(m[::-1]), list(m[::3]), m[::2].hex(), m[::2].nbytes)

print("-- assignment")
m = memoryview(a)
for key, value in [(0, 72), (-1, 68), (1, 256), (1, -1), (1, "a"), (1, b"a"), (1, 1.5), (1, None), (1, True), (20, 1), (-20, 1), ("a", 1), (None, 1), ((2,), 76), ((1, 2), 1),
                   ((), 1), (..., 1), (slice(0, 2), b"xy"), (slice(0, 2), b"xyz"), (slice(0, 2), b""), (slice(0, 0), b""), (slice(0, 2), 5), (slice(0, 2), "ab"),
                   (slice(0, 2), [1, 2]), (slice(None, None, 5), b"123"), (slice(3, 0, -1), bytearray(b"cba")), (slice(0, 5), memoryview(b"ABCDE")),
                   (slice(0, 5), memoryview(b"A.B.C.D.E")[::2]), (slice(1, 6), m[0:5]), (slice(0, 5), m[1:6]), (slice(0, 4), memoryview(b"abcd").cast("b")),
                   (slice(0, 4), memoryview(b"abcd").cast("@B")), ((slice(1),), b"a"), (10 ** 30, 1), (0, 10 ** 30)]:
    show(m.__setitem__, key, value)
    print(a)
for key in [0, slice(1), "a", 100]:
    show(m.__delitem__, key)
    show(memoryview(b).__delitem__, key)
    show(memoryview(b).__setitem__, key, 1)
m[0] += 1
m[1:3] = m[2:4]
print(a, m.tolist())


class Index:
    def __index__(self):
        return 3


class Release:
    def __init__(self, view):
        self.view = view

    def __index__(self):
        self.view.release()
        return 1


print(m[Index()], m[Index():].tobytes())
m[Index()] = Index()
print(a)
v = memoryview(a)
show(v.__setitem__, 0, Release(v))
v = memoryview(a)
show(v.__getitem__, Release(v))

print("-- comparison and hash")
x, y = memoryview(b"abc"), memoryview(bytearray(b"abc"))
print(x == y, x != y, x == b"abc", b"abc" == x, bytearray(b"abc") == x, x == bytearray(b"abc"), x == b"abd", x == "abc", x == 1, x == [97, 98, 99], x != b"abc")
print(x[::-1] == b"cba", x[1:] == y[1:], x[:2] == x, x == x.cast("b"), x == x.cast("c"), x.cast("c") == b"abc", x.cast("c") == y.cast("c"), memoryview(b"\xff").cast("b") == b"\xff")
for expression in ["x < y", "x >= b'a'", "b'a' < x", "bytearray(b'a') < x", "x > bytearray(b'a')", "bytearray(b'abc') >= x", "x + b'a'", "x * 2", "x in [y]", "x is x", "-x", "sorted([x, y])"]:
    show(eval, expression)
print(hash(x) == hash(b"abc"), hash(x[::2]) == hash(b"ac"), {x: 1}[b"abc"], hash(memoryview(b"")) == hash(b""), hash(x.cast("c")) == hash(b"abc"))
show(hash, y)
show(hash, y.toreadonly())
show(hash, memoryview(b"abcdefgh").cast("i"))
h = memoryview(b"hash")
hash(h)
h.release()
print(hash(h) == hash(b"hash"))
h = memoryview(b"hash")
h.release()
show(hash, h)

print("-- iteration")
print(list(x), [*x], tuple(x[::-1]), max(x), sum(x), sorted(x, reverse=True), 97 in x, 96 in x, b"a" in x, list(reversed(x)), list(enumerate(x)), list(zip(x, y)))
p, q, r = x
print(p, q, r, [v for v in memoryview(b"")])
match x:
    case [97, *rest]:
        print("matched", rest)
i = iter(x)
print(type(i).__name__, next(i), iter(i) is i, next(i), next(i), next(i, "end"), next(i, "end"))
w = memoryview(bytearray(b"abc"))
i = iter(w)
next(i)
w[1] = 5
print(next(i))
w.release()
show(next, i)
print("-- release")
a = bytearray(b"abc")
m = memoryview(a)
s = m[1:]
m.release()
m.release()
print(repr(m)[:18], s.tobytes(), m == m, m == s, s == m, m != b"abc", m == memoryview(b"abc"))
show(len, m)
show(bool, m)
show(list, m)
show(bytes, m)
show(bytearray, m)
show(memoryview, m)
show(m.__getitem__, 0)
show(m.__setitem__, 0, 1)
show(m.__enter__)
show(m.__exit__)
show(m.__exit__, None, None, None)
for name in FACTS:
    show(getattr, m, name)
for method in ["tobytes", "tolist", "hex", "toreadonly"]:
    show(getattr(m, method))
show(m.cast, "B")
show(b"".join, [m])
show(lambda: b"a" + m)
show(lambda: b"a" in m)
show(lambda: m in b"a")
show(b"abc".find, m)
show(str, m, "utf-8")
with memoryview(b"with") as m:
    print(m[0])
show(len, m)
try:
    with memoryview(b"with") as m:
        m.release()
        raise KeyError(1)
except KeyError as error:
    print(repr(error))

print("-- references")
a = bytearray(b"abc")
print(sys.getrefcount(a))
m = memoryview(a)
print(sys.getrefcount(a))
s = m[1:]
t = memoryview(s)
print(sys.getrefcount(a))
m.release()
print(sys.getrefcount(a))
del s
t.release()
print(sys.getrefcount(a))
r = weakref.ref(m)
print(r() is m)
del m
print(r())
print(gc.is_tracked(t))


class Holder(bytearray):
    pass


h = Holder(b"cycle")
h.view = memoryview(h)
w = weakref.ref(h)
del h
print(w() is None, gc.collect() > 0, w() is None)
