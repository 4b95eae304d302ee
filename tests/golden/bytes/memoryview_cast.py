"""memoryview.cast: formats, shapes, items of several dimensions."""


def show(function, *args, **kwargs):
    try:
        value = function(*args, **kwargs)
        if isinstance(value, memoryview):
            print(value.format, value.itemsize, value.ndim, value.shape, value.strides, value.nbytes, len(value), value.contiguous, value.c_contiguous, value.f_contiguous, value.tolist())
        else:
            print(repr(value))
    except Exception as error:
        print(type(error).__name__, error)


data = bytes(range(240, 256)) + bytes(range(8))
m = memoryview(data)
for code in "cbB?hHiIlLqQnNfdP":
    for text in [code, "@" + code]:
        if code in "fd" and "@" not in text:
            v = memoryview(b"\0" * 4 + b"\0\0\x80?" + b"\0" * 6 + b"\xf0?").cast(text)
            show(lambda: v)
        elif code not in "fd":
            show(m.cast, text)
for text in ["", "@", "e", "s", "x", "<i", ">B", "=B", "BB", "2B", "@@B", " B", "p", "é", "@e"]:
    show(m.cast, text)
for bad in [None, 1, b"B"]:
    show(m.cast, bad)
show(m.cast)
show(m.cast, "B", [24], 1)
show(m.cast, "i", shape=[6])
show(m.cast, format="i")
show(m[:23].cast, "i")
show(m[::2].cast, "b")
show(m.cast("i").cast, "h")
show(m.cast("i").cast, "B")
show(m.cast("i").cast, "i")
show(m.cast("i").cast("c").cast, "d")
show(m[0:0].cast, "i")
show(m[0:0].cast, "i", [1])

print("-- assignment")
values = [0, 1, -1, 127, 128, 255, 256, -128, -129, 2 ** 15, 2 ** 16, 2 ** 31, 2 ** 32, 2 ** 63, 2 ** 64, -2 ** 63, -2 ** 63 - 1, 1.5, True, None, "a", b"a", b"ab", [], 1e300, 1j]


class Odd:
    def __index__(self):
        raise KeyError("odd")

    __float__ = __bool__ = __index__


class Index:
    def __index__(self):
        return 5


for code in "cbB?hHiIlLqQnNfdP":
    view = memoryview(bytearray(16)).cast(code)
    print("--", code)
    for value in values + [Odd(), Index(), 10 ** 400]:
        try:
            view[1] = value
            print(view[1], end=" ")
        except Exception as error:
            print(type(error).__name__, error)
    print()
view = memoryview(bytearray(16)).cast("i")
view[0:2] = memoryview(b"\1\0\0\0\2\0\0\0").cast("i")
print(view.tolist())
show(view.__setitem__, slice(0, 2), b"\0" * 8)
show(view.__setitem__, slice(0, 2), memoryview(b"\0" * 8).cast("I"))
view[::-2] = view[0:2]
print(view.tolist(), view[::-1].tolist(), view[1:3].tobytes(), view[::2].obj, view[-1])
print([view.index if hasattr(view, "index") else None], 2 in view, list(view), bytes(view[2:]))

print("-- equality by values")
one, two = memoryview(b"\1\0\2\0"), memoryview(b"\1\0\0\0\2\0\0\0")
print(one.cast("h") == two.cast("i"), one.cast("h") == two.cast("I"), one == two, one.cast("h") == b"\1\2", memoryview(b"\1\2") == one.cast("h"))
nan = memoryview(b"\0\0\xc0\x7f").cast("f")
print(nan == nan, nan != nan, memoryview(b"\0\0\0\x80").cast("f") == memoryview(b"\0\0\0\0").cast("f"), memoryview(b"\2").cast("?") == memoryview(b"\1").cast("?"))

print("-- dimensions")
m = memoryview(bytearray(range(24)))
for shape in [[24], [4, 6], (2, 3, 4), [24, 1], [1, 24], [1] * 64, [1] * 65, [5], [], [0], [-1], [4.0], ["a"], [2 ** 62, 4, 2], "ab", 24, None, [True, 24], [2 ** 70], {1}]:
    if shape == [1] * 64:
        show(lambda: m[:1].cast("B", shape).ndim)
        continue
    show(m.cast, "B", shape)
show(m.cast, "i", [2, 3])
show(m[:4].cast, "i", [])
show(m[:8].cast, "i", [])
x = m.cast("B", [4, 6])
for key in [0, -1, (0, 0), (3, 5), (-1, -1), (4, 0), (0, 6), (0,), (0, 0, 0), (), ..., slice(None), slice(1, 3), slice(None, None, -1), (slice(1), slice(1)), (slice(1), 1), "a", (1, "a"), (1.5, 1),
            (10 ** 30, 1)]:
    show(x.__getitem__, key)
for key, value in [((1, 2), 99), (0, 1), (slice(1), b"a"), ((slice(1), slice(1)), 1), ((9, 9), 1), ((1,), 1), ((1, 2, 3), 1), ((1, 2), 300), (..., 1), ("a", 1)]:
    show(x.__setitem__, key, value)
print(m[8], x[1, 2], x[::2].tolist(), x[::-1][0:2].tolist(), x[::2].tobytes(), x.tobytes("F"), x[::-1].tobytes("F"), x.tobytes("A"), x[1:].hex())
show(iter, x)
show(lambda: 5 in x)
show(list, x)
show(x.cast, "B", [6, 4])
show(x.cast, "B", [24])
show(x.cast, "B")
show(x[::2].cast, "B")
print(x == x, x == m, x == m.cast("B", [6, 4]), x == memoryview(bytes(m)).cast("B", [4, 6]), len(x), bool(x), x.nbytes, bytes(x) == bytes(m))
show(hash, x.toreadonly())
z = m[:4].cast("i", [])
print(z.tolist(), z[()], z[...] is z, len(z), bool(z), z.shape, z.strides, z.ndim, z.nbytes, z.tobytes())
z[()] = 7
print(z[()], m[:4].tolist())
z[...] = 8
print(z.tolist(), z == z, z == memoryview(bytearray(b"\x08\0\0\0")).cast("i", []), z.cast("B").tolist(), z.contiguous)
for key in [0, slice(None), (0,), "a"]:
    show(z.__getitem__, key)
    show(z.__setitem__, key, 1)
show(iter, z)
show(list, z)
c = memoryview(b"abcdef").cast("c", (2, 3))
print(c.tolist(), c[1, 1], c == memoryview(b"abcdef").cast("B", (2, 3)), c == memoryview(b"abcdef").cast("c", (2, 3)))
show(hash, c)
