"""A byte array that is viewed keeps its size; and views where bytes are wanted."""


def show(function, *args, **kwargs):
    try:
        value = function(*args, **kwargs)
        print(value.tolist() if isinstance(value, memoryview) else repr(value))
    except Exception as error:
        print(type(error).__name__, error)


def iadd(array, more):
    array += more


def imul(array, times):
    array *= times


def delete(array, key):
    del array[key]


a = bytearray(b"hello")
m = memoryview(a)
CHANGES = [
    (a.append, 1), (a.extend, b"x"), (a.extend, b""), (a.extend, [1]), (a.extend, []), (a.insert, 0, 1), (a.pop,), (a.pop, 0), (a.pop, 10), (a.remove, 104), (a.remove, 200), (a.clear,),
    (iadd, a, b"x"), (iadd, a, b""), (imul, a, 2), (imul, a, 1), (imul, a, 0), (delete, a, 0), (delete, a, slice(0, 2)), (delete, a, slice(2, 2)),
    (delete, a, slice(None, None, 2)), (a.__setitem__, slice(0, 2), b"xyz"), (a.__setitem__, slice(0, 2), b"x"), (a.__setitem__, slice(0, 2), b"he"),
    (a.__setitem__, 0, 104), (a.__setitem__, slice(None, None, 2), b"hlo"), (a.__setitem__, slice(None, None, 2), b""), (a.__init__,), (a.__init__, b"xyz"), (a.reverse,), (a.reverse,),
]
for function, *args in CHANGES:
    show(function, *args)
    print(a, m.tobytes())
s = m[1:2]
m.release()
show(a.append, 1)
del s
show(a.append, 1)
print(a)
with memoryview(a) as m:
    show(a.pop)
show(a.pop)
i = iter(memoryview(a))
show(a.pop)
print(next(i))
del i
show(a.pop)
ro = memoryview(a).toreadonly()
show(ro.__setitem__, 0, 1)
show(a.clear)
del ro
show(a.clear)
show(a.append, 7)
m = memoryview(a)
a[0] = 9
print(m[0], m.readonly, memoryview(m).readonly, memoryview(m.toreadonly()).readonly, m.toreadonly() == m)
m[0] = 3
print(a)
e = bytearray()
v = memoryview(e)
show(e.clear)
show(e.extend, b"")
show(e.append, 1)
show(e.pop)
del v
show(e.append, 1)


def views():
    array = bytearray(b"x" * 10)
    inner = memoryview(array)[2:5]
    return array, inner


array, inner = views()
show(array.append, 1)
inner = None
show(array.append, 1)
try:
    view = memoryview(array)
    array.extend(view)
except BufferError as error:
    print(error)
view.release()

print("-- where bytes are wanted")
m = memoryview(b"abc")
gap = memoryview(b"a.b.c")[::2]
n = memoryview(b"12")
for text in [
    "bytes(m)", "bytearray(m)", "bytes(gap)", "bytearray(gap)", "b'-'.join([m, m, b'x'])", "bytearray(b'-').join([m])", "b''.join([m])", "b''.join([gap])", "b'x' + m", "bytearray(b'x') + m",
    "m + b'x'", "b'x' + gap", "m in b'xabcx'", "b'xabcx'.find(m)", "b'xabcx'.index(m)", "b'abcabc'.count(m)", "b'abcx'.startswith(m)", "b'xabc'.endswith((m,))",
    "b'xabcx'.split(m)", "b'xabcx'.partition(m)", "b'xabcx'.replace(m, b'-')", "b'x-x'.replace(b'-', m)", "b'cabxabc'.strip(m)", "b'abcx'.removeprefix(m)",
    "bytes.maketrans(m, b'xyz')", "b'abc'.translate(None, m)", "str(m, 'utf-8')", "str(m, 'ascii', 'strict')", "str(m)[:10]", "int(n)", "int(n, 8)", "float(n)", "complex(n)", "int.from_bytes(m, 'big')",
    "b'%s %b' % (m, m)", "b'%r' % n[:0] is None", "b'%c' % n[:1]", "'%s' % n[:0] is None", "ord(n[:1])", "eval(n)", "bytes.fromhex(n)", "b'x'.ljust(4, n[:1])", "bytes([1]) == memoryview(b'\\1')",
    "len(m)", "m.index(1)", "m.count(1)", "hash(m) == hash(b'abc')", "b'xabcx'.find(gap)", "b'' in gap", "bytes(m, 'utf-8')", "set(m)", "print(*m)", "m == gap",
]:
    show(eval, text)
a = bytearray(b"0123456789")
a[2:4] = m
print(a)
a[0:2] = memoryview(a)[5:6].tobytes()
print(a)
a += m
a.extend(m)
print(a)
a[::6] = memoryview(b"!!!")
print(a)
print(m.hex(), m.hex("-"), m.hex("-", 2), m.hex("-", -2), gap.hex(":"), m.hex(sep="_", bytes_per_sep=1), m.hex(b"."))
show(m.hex, "ab")
show(m.hex, 1)
show(m.hex, "é")
show(m.tobytes, "C")
show(m.tobytes, None)
show(m.tobytes, "F")
show(m.tobytes, order="A")
show(m.tobytes, "X")
show(m.tobytes, 1)
show(m.tolist, 1)
show(m.release, 1)
show(m.toreadonly, 1)
