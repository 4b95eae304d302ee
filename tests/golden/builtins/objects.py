class A:
    x = 1

    def __init__(self):
        self.y = 2


a = A()
print(getattr(a, "x"), getattr(a, "z", 0), hasattr(a, "y"), setattr(a, "z", 3), a.z, delattr(a, "z"), hasattr(a, "z"), vars(a), callable(A), callable(a), isinstance(a, A), issubclass(A, A), type(a).__name__, id(a) == id(a), hash(a) == hash(a), repr("x"), ascii("é"), str(5), format(5, "03"))
print([n for n in dir(a) if n[0] != "_"], "len" in dir(__builtins__), sorted(vars())[:0], "a" in globals(), "a" in locals(), type(vars(A)).__name__)


def f(p, q=2):
    r = 3
    return locals(), sorted(dir()), "a" in globals()


print(f(1))
for g in (lambda: vars(5), lambda: dir(1, 2), lambda: getattr(a), lambda: isinstance(1), lambda: callable(), lambda: id(), lambda: hash({}), lambda: type(1, 2), lambda: vars(a, 1), lambda: repr(), lambda: object().x, lambda: object(5), lambda: setattr(object(), "x", 1), lambda: delattr(a, "nope"), lambda: issubclass(a, A), lambda: format(5, 5)):
    try:
        print(g())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(repr(None), repr(...), repr(NotImplemented), repr(int), repr(len), repr(print), repr(type), repr(ValueError), repr(range(3)), repr(slice(1)), repr(True), repr(object), repr(iter))
print(str(None), [None, ..., int], type(None)(), type(...)(), Ellipsis is ..., NotImplemented is type(NotImplemented)())
print(A, A.__module__, A.__name__, a.__class__, a.__module__, len.__name__, len.__doc__ is not None, int.__name__, str.__doc__ is not None)
print(bool(NotImplemented is not None), __debug__, __name__, __doc__, type(__builtins__).__name__)
x = 10
exec_globals = globals()
exec_globals["made"] = 5
print(made)
print(max(map(len, ["a", "bcd"])), [*map(callable, [len, 1, A, A.__init__])], sorted([A, int], key=lambda c: c.__name__), input is not None, open is not None)
