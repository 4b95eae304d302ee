class O:
    pass


class A(O):
    def who(self):
        return "A"


class B(O):
    def who(self):
        return "B"


class C(A, B):
    pass


class D(B):
    def who(self):
        return "D" + super().who()


class E(A, D):
    pass


class F(C, D):
    def who(self):
        return "F" + super().who()


def names(cls):
    return [c.__name__ for c in cls.__mro__]


for cls in (C, D, E, F):
    print(cls.__name__, names(cls), cls().who())
for bases in ((O, A), (A, B, O, A), (A, C), (C, D, A)):
    try:
        print(names(type("X", bases, {})))
    except TypeError as e:
        print(e)


class P:
    def __init__(self, **kw):
        print("P", kw)


class Q(P):
    def __init__(self, q=0, **kw):
        print("Q", q)
        super().__init__(**kw)


class R(P):
    def __init__(self, r=0, **kw):
        print("R", r)
        super().__init__(**kw)


class S(Q, R):
    def __init__(self, **kw):
        print("S")
        super().__init__(**kw)


S(q=1, r=2, z=3)
print(names(S), S.mro()[1].__name__, S.__base__.__name__, issubclass(S, R))
A.who = lambda self: "changed"
print(C().who(), E().who())
B.late = "late"
print(F.late, F().late)
