# Classes and instances that change while they are used.
class A:
    def m(self):
        del A.m
        return "ran although deleted"


a = A()
print(a.m(), hasattr(a, "m"))


class B:
    def __init__(self):
        self.__class__ = C

    def who(self):
        return "B"


class C:
    def who(self):
        return "C"


print(B().who())


class D:
    def __getattr__(self, name):
        setattr(type(self), name, lambda self: f"made {name}")
        return getattr(self, name)


print(D().x(), D().x())


class E:
    @property
    def p(self):
        E.p = "now a constant"
        return "first"


e = E()
print(e.p, e.p)


class F:
    def __eq__(self, other):
        del F.__eq__
        return True


f = F()
print(f == 1, f == 1)


class G:
    def __len__(self):
        G.__len__ = lambda self: 7
        return 1


print(len(G()), len(G()))


class H:
    def __iter__(self):
        H.__iter__ = lambda self: iter("changed")
        return iter("ab")


print(list(H()), "".join(H()))


def g():
    g.__code__ = h.__code__
    return "g"


def h():
    return "h"


print(g(), g())


class I:
    def __del__(self):
        I.last = "deleted"
        global i
        i = "set by __del__"


i = I()
i = None
print(i, I.last)


class J:
    def __setattr__(self, k, v):
        object.__setattr__(self, k + k, v)


j = J()
j.a = 1
print(j.__dict__)
j.__dict__.update(b=2)
print(j.b)


class K:
    x = 1


k = K()
for n in range(1000):
    setattr(k, f"a{n}", n)
    if n % 2:
        delattr(k, f"a{n}")
print(len(k.__dict__), k.a998, hasattr(k, "a999"))
