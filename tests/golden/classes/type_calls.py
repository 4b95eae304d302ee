X = type("X", (), {"v": 1, "m": lambda self: self.v + 1, "__doc__": "made"})
Y = type("Y", (X,), {"v": 5})
print(X().m(), Y().m(), X, Y.__mro__, X.__doc__, type(X), X.__module__)
print(type(1), type("a"), type(None), type(...), type(type), type(len), type([].append), type(lambda: 0), type(X().m), type(iter([])), type({}.keys()), type(x for x in ()), type(NotImplemented), type(range(1)), type(slice(1)), type(zip()), type(print))
for build in (lambda: type("X"), lambda: type("X", ()), lambda: type(1, (), {}), lambda: type("X", 1, {}), lambda: type("X", (1,), {}), lambda: type("X", (), 1), lambda: type("X", (X, X), {}), lambda: type("X", (bool,), {}), lambda: type("X", (type(None),), {}), lambda: type("X", (X, Y), {}), lambda: type("X", (int, str), {}), lambda: type("X", (type(lambda: 0),), {}), lambda: type()):
    try:
        print(build())
    except TypeError as e:
        print(e)
    except ValueError as e:
        print("ValueError", e)
print(isinstance(X(), (int, X)), isinstance(True, int), issubclass(bool, int), issubclass(Y, (str, X)), isinstance(X, type), isinstance(5, object), isinstance(1, int | str), isinstance("x", int | None))
for f in (lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: isinstance(1, (int, "x")), lambda: isinstance("s", (int, "x"))):
    try:
        print(f())
    except TypeError as e:
        print(e)
a = X()
a.__class__ = Y
print(type(a).__name__, a.v)
try:
    a.__class__ = int
except TypeError as e:
    print(e)
try:
    int.new_attribute = 5
except TypeError as e:
    print(e)
X.added = 3
print(Y().added, X.__dict__["v"], Y.__subclasses__(), X.__subclasses__())
X.__name__ = "Renamed"
print(X, X.__qualname__, X().__class__.__name__)
