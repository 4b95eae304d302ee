# Containers are new objects each time; copies share their elements.
a = [1, [2]]
b = a
c = a[:]
d = list(a)
e = a.copy()
print(a is b, a is c, a is d, a is e, a == c == d == e)
print(c[1] is a[1], d[1] is a[1], e[1] is a[1])
print([] is [], {} is {}, (lambda: [])() is (lambda: [])())
t = tuple([1, 2])
print("tuple of a tuple:", tuple(t) is t, t[:] is t, t + () is t, () + t is t, t * 1 is t)
print("tuple slices:", t[:1] is t[:1], t * 0 is tuple([]))
f = frozenset([1])
print("frozenset:", frozenset(f) is f, f.copy() is f, f | f is f)
x = b"bytes"
print("bytes:", bytes(x) is x, x[:] is x, x[:0] is bytes(), x[:1] is x[0:1])
a += [3]
print("+= on a list is in place:", a is b, b)
a = a + [4]
print("+ is not:", a is b, b)
t2 = t
t += (3,)
print("+= on a tuple makes a new one:", t is t2, t2)
s = {1}
s2 = s
s |= {2}
print(s is s2, s2)
s = s | {3}
print(s is s2)
row = [[0] * 3] * 2
row[0][0] = 1
print("repetition shares:", row, row[0] is row[1])
print("ids differ while both live:", id([]) != id({}), len({id(o) for o in [[] for _ in range(50)]}))


def default(x=[]):
    x.append(len(x))
    return x


print(default() is default(), default())
print(float(1.5 if a else 2) is None, int is type(1), type(a) is list)
v = 2.5
print("float of a float:", float(v) is v, +v is v, v * 1 is v)
