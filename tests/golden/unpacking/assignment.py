a, b = 1, 2
a, b = b, a
(c, d), [e, *f] = "xy", range(4)
*g, h = "abc"
i, *j, k = [1, 2]
[l, m] = {10: 0, 20: 0}
print(a, b, c, d, e, f, g, h, i, j, k, l, m)
*n, = ()
o, = [5]
(p) = 3
((q,),) = [[7]]
print(n, o, p, q)
x = y, z = 1, 2
print(x, y, z)
first, *_, last = "hello world"
print(first, last, len(_))
(a, *b), c, *d = [[1, 2, 3], 4, 5, 6]
print(a, b, c, d)


def gen():
    yield 1
    yield 2


u, v = gen()
s, t = {"k1": 1, "k2": 2}.items()
print(u, v, s, t)
for f in ("a, b = 1", "too few", "too many", "star few", "none", "nested", "set few", "empty", "str", "dict", "gen many", "star two"):
    try:
        if f == "a, b = 1":
            a, b = 1
        elif f == "too few":
            a, b, c = 1, 2
        elif f == "too many":
            a, b = [1, 2, 3]
        elif f == "star few":
            a, *b, c = [1]
        elif f == "none":
            a, b = None
        elif f == "nested":
            a, (b, c) = 1, (2,)
        elif f == "set few":
            a, b, c = {1}
        elif f == "empty":
            (a,) = ()
        elif f == "str":
            a, b = "x"
        elif f == "dict":
            a, b = {}
        elif f == "gen many":
            (a,) = gen()
        else:
            *a, b, c, d = gen()
    except (TypeError, ValueError) as e:
        print(f, "|", type(e).__name__, e)


class NoIter:
    pass


try:
    a, b = NoIter()
except TypeError as e:
    print(e)


class Bad:
    def __iter__(self):
        yield 1
        raise KeyError("while unpacking")


try:
    a, b = Bad()
except KeyError as e:
    print(repr(e))
for a, (b, *c) in {1: (2, 3, 4)}.items():
    print(a, b, c)
