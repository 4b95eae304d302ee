# Special methods are looked up on the class and bound: what stands there may be an instance with a __call__ of its own, a
# descriptor that raises, or itself.
import types


class A:
    pass


A.__call__ = A()
try:
    A()()
except RecursionError as exc:
    print("RecursionError", exc)


class B:
    def __call__(self):
        return "first"


B.__call__ = types.MethodType(B(), 1)
try:
    B()()
except RecursionError as exc:
    print("RecursionError")


class C:
    def __call__(self, *args, **keywords):
        return "called", args, keywords


class D:
    __call__ = C()
    __len__ = C()
    __iter__ = C()
    __enter__ = __exit__ = C()
    __getitem__ = C()
    __eq__ = C()
    __repr__ = C()
    __hash__ = C()


d = D()
print(d(1, k=2))
print(d[5])
print(d == 3)
for name, use in {
    "len": len, "iter": iter, "repr": repr, "hash": hash,
}.items():
    try:
        print(name, use(d))
    except TypeError as exc:
        print(name, exc)
with d as entered:
    print(entered)


class Refusing:
    def __init__(self, name):
        self.name = name

    def __get__(self, instance, owner):
        print("__get__ of", self.name)
        raise LookupError(self.name)


def refuse(name, use):
    cls = type("Refuser", (), {name: Refusing(name)})
    try:
        print(name, use(cls()))
    except Exception as exc:
        print(name, type(exc).__name__, exc)


refuse("__call__", lambda x: x())
refuse("__len__", len)
refuse("__next__", next)
refuse("__contains__", lambda x: 1 in x)
refuse("__str__", str)
refuse("__getitem__", lambda x: x[0])
refuse("__setitem__", lambda x: x.__setitem__)
refuse("__add__", lambda x: x + 1)
refuse("__radd__", lambda x: 1 + x)
refuse("__neg__", lambda x: -x)
refuse("__bool__", bool)
refuse("__int__", int)
refuse("__index__", lambda x: [1][x])
refuse("__float__", float)
refuse("__format__", format)
refuse("__reversed__", reversed)
refuse("__round__", round)
refuse("__bytes__", bytes)
refuse("__abs__", abs)
refuse("__divmod__", lambda x: divmod(x, 2))
refuse("__dir__", dir)


class Counting:
    """A descriptor is asked once for each use."""

    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        print("bound", type(instance).__name__, owner.__name__)
        return lambda *args: self.function(instance, *args)


class E:
    __call__ = Counting(lambda self, *args: ("E called", args))
    __len__ = Counting(lambda self: 4)
    __iter__ = Counting(lambda self: iter("ab"))
    __contains__ = Counting(lambda self, item: item == 1)
    __getitem__ = Counting(lambda self, item: item)
    __hash__ = Counting(lambda self: 7)
    __enter__ = Counting(lambda self: "in")
    __exit__ = Counting(lambda self, *details: True)
    __next__ = Counting(lambda self: 9)
    __index__ = Counting(lambda self: 1)


e = E()
print(e(1, 2))
print(len(e), list(e), 1 in e, e[3], hash(e), next(e), "xyz"[e])
with e:
    pass
print(callable(e), callable(d), callable(3))

class Meta(type):
    __call__ = C()


class F(metaclass=Meta):
    pass


print(F(1, x=2))
