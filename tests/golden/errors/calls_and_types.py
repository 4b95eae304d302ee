class A:
    pass


def value(v):
    return v


cases = [
    lambda: value(5)(), lambda: value("a")(), lambda: value(None)(), lambda: value([])(1), lambda: value({})(), lambda: value(A())(), lambda: value(1.5)(), lambda: value(())(), lambda: value(...)(),
    lambda: int("x"), lambda: int(None), lambda: int([]), lambda: int("1", "2"), lambda: float("x"), lambda: float([]), lambda: str(b"a", 5), lambda: list(5), lambda: tuple(None), lambda: set(5), lambda: dict(5), lambda: dict([5]), lambda: dict(["a"]), lambda: dict([(1,)]), lambda: bytes("a"), lambda: bytes(["a"]), lambda: bool(), lambda: chr("a"), lambda: ord(1), lambda: ord("ab"), lambda: len(5), lambda: len(None), lambda: abs("x"), lambda: sum("abc"), lambda: sum([[]]), lambda: min(5), lambda: sorted(5), lambda: sorted([1, "a"]), lambda: sorted([None, None]), lambda: reversed(5), lambda: zip(1), lambda: range("a"), lambda: range(1.0), lambda: enumerate(1), lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: hash([]), lambda: iter(1), lambda: next(1), lambda: map(1), lambda: "a".join([1]), lambda: "a".join(1), lambda: "abc".find(1), lambda: "a".replace(1, 2), lambda: "a" in 5, lambda: [1] + (1,), lambda: "a" + 1, lambda: 1 + "a", lambda: None + 1, lambda: [] < 1, lambda: {} < {}, lambda: 1 < "a", lambda: A() < A(), lambda: -A(), lambda: A() + 1, lambda: 1 + A(), lambda: A()[0], lambda: len(A()), lambda: iter(A()), lambda: 1 in A(), lambda: A()(), lambda: hex("a"), lambda: round("a"), lambda: divmod("a", 1), lambda: pow("a", 2), lambda: format(1, 1), lambda: getattr(1, 1), lambda: type(1, 2), lambda: super(1), lambda: int.from_bytes("a", "big"), lambda: [].sort(key=1, foo=2), lambda: [3, 1].sort(key=1), lambda: "%d" % "a", lambda: [*1], lambda: {**1}, lambda: print(*1), lambda: frozenset(1), lambda: slice(), lambda: property(1, 2, 3, 4, 5), lambda: classmethod(), lambda: staticmethod(), lambda: object.__new__(1), lambda: {1: 2} | 3, lambda: {1} & [1], lambda: (1).bit_length(1), lambda: "a".center(), lambda: "a".zfill("b"), lambda: [1] * [1], lambda: [1] * 1.5,
]
for i, case in enumerate(cases):
    try:
        print(i, repr(case()))
    except (TypeError, ValueError) as e:
        print(i, type(e).__name__, e)
