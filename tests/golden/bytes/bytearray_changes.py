# What changes a byte array: methods, items, slices, operators; and what happens when an argument changes it meanwhile.
def show(a, f):
    try:
        r = f(a)
        print(repr(a), r if r is not a else "itself")
    except BaseException as e:
        print(repr(a), type(e).__name__, e)

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

def setitem(k, v):
    def f(a): a[k] = v
    return f
def delitem(k):
    def f(a): del a[k]
    return f
def iadd(v):
    def f(a):
        b = a
        b += v
        return b
    return f
def imul(v):
    def f(a):
        b = a
        b *= v
        return b
    return f
S = slice
for f in [
    lambda a: a.append(65), lambda a: a.append(256), lambda a: a.append(-1), lambda a: a.append("x"), lambda a: a.append(1.0), lambda a: a.append(Index(66)), lambda a: a.append(), lambda a: a.append(1, 2), lambda a: a.append(10**30),
    lambda a: a.extend(b"xy"), lambda a: a.extend([1, 2]), lambda a: a.extend("x"), lambda a: a.extend(""), lambda a: a.extend(5), lambda a: a.extend([1, 256]), lambda a: a.extend(["x"]), lambda a: a.extend(a), lambda a: a.extend(x for x in (1, 2)), lambda a: a.extend(range(3)), lambda a: a.extend(bytearray(b"z")),
    lambda a: a.insert(0, 33), lambda a: a.insert(99, 33), lambda a: a.insert(-1, 33), lambda a: a.insert(-99, 33), lambda a: a.insert(0, 256), lambda a: a.insert("x", 3), lambda a: a.insert(0, "x"), lambda a: a.insert(10**30, 3),
    lambda a: a.pop(), lambda a: a.pop(0), lambda a: a.pop(-2), lambda a: a.pop(99), lambda a: a.pop("x"), lambda a: bytearray().pop(), lambda a: a.pop(1, 2),
    lambda a: a.remove(98), lambda a: a.remove(1), lambda a: a.remove(256), lambda a: a.remove("x"), lambda a: a.remove(b"a"),
    lambda a: a.reverse(), lambda a: a.clear(), lambda a: a.reverse(1), lambda a: a.copy(),
    setitem(0, 65), setitem(-1, 65), setitem(9, 65), setitem(-9, 65), setitem(0, 256), setitem(0, -1), setitem(0, b"x"), setitem(0, "x"), setitem("x", 1), setitem(Index(1), Index(67)), setitem(99, 256), setitem(1.5, 2), setitem(0, None),
    setitem(S(1, 3), b"XYZ"), setitem(S(1, 3), b""), setitem(S(None), [1, 2, 3]), setitem(S(2, 1), b"__"), setitem(S(1, 1), bytearray(b"ins")), setitem(S(0, 4, 2), b"XY"), setitem(S(0, 4, 2), b"X"), setitem(S(0, 5, 2), b""), setitem(S(None, None, -1), b"12345"), setitem(S(None, None, -2), b"123"),
    setitem(S(1, 2), "x"), setitem(S(1, 2), 3), setitem(S(1, 2), [256]), setitem(S(1, 2), ["a"]), setitem(S(1, 2), None), setitem(S(1, 2), 1.5), setitem(S(0, 2, 0), b"x"), setitem(S(100, 200), b"end"), setitem(S(-2, None), range(3)), setitem(S("a", 2), b""), setitem(S(4, 1), b"-"), setitem(S(4, 1, 2), b""), setitem(S(4, 1, 2), b"x"),
    delitem(0), delitem(-1), delitem(9), delitem("x"), delitem(S(1, 3)), delitem(S(None)), delitem(S(None, None, 2)), delitem(S(None, None, -2)), delitem(S(4, 1)), delitem(S(4, 0, -1)), delitem(S(0, 5, 0)), delitem(Index(2)),
    iadd(b"xy"), iadd(bytearray(b"z")), iadd("x"), iadd([1]), iadd(3), imul(2), imul(0), imul(-3), imul(1), imul("x"), imul(1.5), imul(Index(2)), imul(10**30), imul(10**17),
]:
    show(bytearray(b"abcde"), f)
a = bytearray(b"abc")
a[1:2] = a; show(a, iadd(a))
print(a)
# An item that changes the array while it is being asked.
class Nasty:
    def __init__(self, a, what): self.a, self.what = a, what
    def __index__(self):
        self.what(self.a)
        return 65
for what in (bytearray.clear, lambda a: a.extend(b"z" * 50), lambda a: a.pop()):
    for f in (lambda a, n: a.append(n), lambda a, n: a.insert(2, n), lambda a, n: a.extend([n, 3]), lambda a, n: a.__setitem__(slice(1, 3), [n, n]), lambda a, n: a.remove(n), lambda a, n: a.find(b"c", n), lambda a, n: a.pop(n)):
        a = bytearray(b"abcde")
        try:
            f(a, Nasty(a, what))
            print(a)
        except Exception as e:
            print(a, type(e).__name__, e)
# Iteration sees changes.
a = bytearray(b"ab")
out = []
for x in a:
    out.append(x)
    if len(out) < 5: a.append(x + 1)
print(out, a)
it = iter(a)
print(next(it), it.__length_hint__(), type(it).__name__)
a.clear()
print(list(it))
a.extend(b"more")
print(list(it))
class Sub(bytearray):
    def __init__(self, *args):
        super().__init__(*args)
        self.tag = 1
    def __len__(self): return 100
s = Sub(b"abc")
print(s, s.tag, len(s), s[:2], type(s[:2]), s == b"abc", bytes(s))
s += b"d"
print(type(s), s, s.tag)
s.__init__(b"new")
print(s)
print(bytearray.__doc__ is not None)
