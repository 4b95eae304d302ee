class S:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


s = S(1)
print(s.a, S.a, type(S.a).__name__, S.__slots__)
for action in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: s.__dict__, lambda: delattr(s, "b")):
    try:
        action()
    except AttributeError as e:
        print(e)
s.b = 2
del s.a
print(hasattr(s, "a"), s.b)


class Child(S):
    pass


class SlotChild(S):
    __slots__ = ("c",)


class WithDict(S):
    __slots__ = ("__dict__",)


c = Child(1)
c.anything = 5
print(c.__dict__, c.a)
d = SlotChild(1)
d.c = 3
print(d.a, d.c, hasattr(d, "__dict__"))
w = WithDict(1)
w.z = 1
print(w.__dict__, w.a)


class One:
    __slots__ = "single"


o = One()
o.single = "string means one slot"
print(o.single)
for build in (lambda: type("X", (), {"__slots__": ("a",), "a": 1}), lambda: type("X", (S, One), {}), lambda: type("X", (), {"__slots__": (1,)}), lambda: type("X", (), {"__slots__": ("not valid",)})):
    try:
        build()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Private:
    __slots__ = ("__hidden",)

    def __init__(self):
        self.__hidden = 1

    def get(self):
        return self.__hidden


print(Private().get(), Private._Private__hidden is not None, Private.__slots__)
