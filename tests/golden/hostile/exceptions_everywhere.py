# An error in any hook comes out as it is, and the objects stay usable.
class Boom(Exception):
    pass


def boom(*args):
    raise Boom


names = "__repr__ __str__ __eq__ __lt__ __hash__ __bool__ __len__ __iter__ __next__ __getitem__ __setitem__ __delitem__ __contains__ __call__ __add__ __radd__ __iadd__ __neg__ __abs__ __int__ __float__ __index__ __enter__ __exit__ __format__ __getattr__ __setattr__ __round__ __reversed__ __missing__".split()
C = type("C", (), {n: boom for n in names})
c = C()


def use_with():
    with c:
        pass


def iadd():
    x = c
    x += 1


def setitem():
    c[0] = 1


def delitem():
    del c[0]


def setattribute():
    c.x = 1


def loop():
    for _ in c:
        pass


actions = [lambda: repr(c), lambda: str(c), lambda: c == 1, lambda: c != 1, lambda: c < 1, lambda: hash(c), lambda: bool(c), lambda: not c, lambda: len(c), lambda: iter(c), lambda: next(c), lambda: c[0], setitem, delitem, lambda: 1 in c, lambda: c(), lambda: c + 1, lambda: 1 + c, iadd, lambda: -c, lambda: abs(c), lambda: int(c), lambda: float(c), lambda: range(c), use_with, lambda: f"{c}", lambda: format(c), lambda: c.missing, setattribute, lambda: round(c), lambda: reversed(c), loop, lambda: [*c], lambda: {c: 1}, lambda: {c}, lambda: [c] == [1], lambda: (c,) == (1,), lambda: {1: c} == {1: 1}, lambda: c in [1], lambda: [1].index(c), lambda: [1].count(c), lambda: sorted([c, c]), lambda: max(c, c), lambda: sum([c, c]), lambda: dict([c]), lambda: "%s" % c, lambda: "%d" % c, lambda: "{}".format(c), lambda: print(c), lambda: 1 if c else 2, lambda: c and 1, lambda: any([c]), lambda: "a" * c, lambda: [1][c], lambda: [1][c:], lambda: list(zip(c)), lambda: list(map(boom, [1])), lambda: list(filter(boom, [1])), lambda: isinstance(1, c), lambda: str(c, "utf-8"), lambda: ",".join(c), lambda: set([c]), lambda: hasattr(c, "x"), lambda: chr(c), lambda: 2**c, lambda: divmod(1, c), lambda: bytes(c), lambda: tuple(c), lambda: list(enumerate(c)), lambda: all(c)]
results = []
for action in actions:
    try:
        action()
        results.append("none")
    except Boom:
        results.append("Boom")
    except Exception as e:
        results.append(f"{type(e).__name__}: {e}")
for i, r in enumerate(results):
    if r != "Boom":
        print(i, r)
print(results.count("Boom"), len(results))
