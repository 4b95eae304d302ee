"""The name of a property is what `__set_name__` tells it; copies keep it."""


class Sub(property):
    pass


class A:
    x = property()
    y = property(lambda self: 1)
    z = y
    w = Sub(lambda self: 2)
    v = y.setter(lambda self, value: print("set", value))
    u = property(lambda self: 3).getter(None)
    t = v.deleter(None)


A.late = property()
A.given = property()
A.given.__set_name__(A, "told")
A.odd = property()
A.odd.__set_name__(A, 5)


class B(A):
    pass


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


for a in (A(), B()):
    for name in ("x", "y", "z", "w", "v", "u", "t", "late", "given", "odd"):
        attempt(lambda: getattr(a, name))
        attempt(lambda: setattr(a, name, 1))
        attempt(lambda: delattr(a, name))
for args in ((), (A,), (A, "n", 1)):
    attempt(lambda: property().__set_name__(*args))
attempt(lambda: property().__set_name__(A, "n"))
attempt(lambda: property.__set_name__(5, A, "n"))
attempt(lambda: A.x.__get__(A()))
attempt(lambda: property().__get__(A()))
attempt(lambda: property().__set__(A(), 1))
attempt(lambda: property().__delete__(A()))
