class R:
    def __repr__(self):
        return "R()"


class S:
    def __str__(self):
        return "S-str"


class B(R, S):
    def __format__(self, spec):
        return f"formatted<{spec}>"


print(R(), str(R()), repr(R()), [R()], f"{R()} {R()!r} {R()!s}", "%s %r" % (R(), R()), "{} {!r}".format(R(), R()))
print(str(S()), f"{S()}", str(B()), repr(B()), f"{B():abc}", format(B()), format(B(), "x"), "{:>5}".format(B()))
for bad in ("__repr__", "__str__", "__format__"):
    C = type("C", (), {bad: lambda self, *a: 5})
    for f in (repr, str, format):
        try:
            r = f(C())
            print(bad, f.__name__, "fine")
        except TypeError as e:
            print(bad, f.__name__, e)
try:
    format(R(), "x")
except TypeError as e:
    print(e)


class Bytes:
    def __bytes__(self):
        return b"as bytes"

    def __bool__(self):
        return False

    def __hash__(self):
        return 7

    def __sizeof__(self):
        return 1


print(bytes(Bytes()), bool(Bytes()), hash(Bytes()), ascii("é"), ascii(R()))


class Recursive:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"Recursive({len(self.items)})"


print(Recursive().items)


class Sub(str):
    def __str__(self):
        return "sub"


print(Sub("x"), "".join([Sub("x")]), str(Sub("x")), Sub("x") + "", f"{Sub('x')}", "%s" % Sub("x"))


class Raises:
    def __repr__(self):
        raise ValueError("in repr")


for f in (lambda: print(Raises()), lambda: [Raises()].__repr__(), lambda: f"{Raises()}", lambda: "%r" % Raises()):
    try:
        f()
    except ValueError as e:
        print(e)
print(object.__repr__(R()).startswith("<__main__.R object at 0x"), object.__str__(R()))
