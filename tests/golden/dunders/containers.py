class Box:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, k):
        return self.items[k]

    def __setitem__(self, k, v):
        self.items[k] = v

    def __delitem__(self, k):
        del self.items[k]

    def __iter__(self):
        print("iter", end=" ")
        return iter(self.items)

    def __contains__(self, x):
        print("contains", end=" ")
        return "yes" if x in self.items else ""

    def __reversed__(self):
        return ["rev"]

    def __missing__(self, k):
        return k


b = Box(1, 2, 3)
print(len(b), b[0], b[-1], b[1:], 2 in b, 9 not in b, list(b), reversed(b), [*b], sum(b), bool(b), bool(Box()))
b[0] = 10
b[1:] = [5]
del b[0]
print(b.items, tuple(b), max(b), sorted(b), dict(zip(b, b)))
x, = b
print(x)


class BadLen:
    def __init__(self, v):
        self.v = v

    def __len__(self):
        return self.v


for v in (-1, "x", 2**70, 1.5):
    try:
        print(len(BadLen(v)))
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
print(len(BadLen(True)))


class BadIter:
    def __iter__(self):
        return 5


class NoIter:
    pass


class NoneIter:
    __iter__ = None

    def __getitem__(self, i):
        return i


for o in (BadIter(), NoIter(), NoneIter()):
    try:
        list(o)
    except TypeError as e:
        print(e)
    try:
        1 in o
    except TypeError as e:
        print(e)
for f in (lambda: NoIter()[0], lambda: len(NoIter()), lambda: reversed(NoIter()), lambda: iter(5), lambda: next([])):
    try:
        f()
    except TypeError as e:
        print(e)
try:
    NoIter()[0] = 1
except TypeError as e:
    print(e)
try:
    del NoIter()[0]
except TypeError as e:
    print(e)
