# What __getitem__ and friends receive.
class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Show()
print(s[1], s[1:2], s[:], s[::], s[1:2:3], s[::-1], s[1, 2], s[1:2, 3], s[..., 0], s["a":"b"], s[()], s[None:], s[(1, 2)])
s[1:2] = 5
s[1, 2] = 6
del s[::2]
print(type(s[:]).__name__, s[:] == slice(None, None, None))
try:
    hash(slice(1))
except TypeError as e:
    print(e)
try:
    slice()
except TypeError as e:
    print(e)
try:
    slice(1).start = 5
except AttributeError as e:
    print(e)
for f in (lambda: slice(1, 2, 0).indices(5), lambda: slice("a").indices(5), lambda: slice(1).indices(-1)):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(e)


class Old:
    """Iteration and `in` by __getitem__ alone."""

    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


o = Old()
print(list(o), 20 in o, 25 in o, [*o], max(o))
for seq in ("abc", [1, 2], (1, 2), range(5), b"ab"):
    print(seq[-1:], seq[5:], seq[:-1], seq[::-1])
r = range(10, 0, -2)
print(r, r[1], r[-1], r[1:3], r[::-1], len(r), 4 in r, 5 in r, r.index(6), r.count(2), r == range(10, 1, -2), hash(r) == hash(range(10, 1, -2)), range(0) == range(5, 5))
