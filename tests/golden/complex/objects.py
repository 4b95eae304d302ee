"""Complex numbers as objects: hashes, attributes, subclasses, constants, special methods."""
inf, nan = float("inf"), float("nan")


def show(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for z in [0j, 1j, -1j, 1 + 0j, -1 + 0j, 2.5 + 0j, 1 + 2j, complex(inf, -inf), 1e300 - 1e300j, complex(0, -1), complex(2 ** 61 - 1, 0), -2 - 1j]:
    print(z, hash(z), hash(z) == hash(z.real) if not z.imag else "")
z = complex(nan, 1)
print(hash(z) == hash(z), z == z, z in [z], {z: 1}[z])
print({1: "int", 1.0: "float", 1 + 0j: "complex"}, {1 + 0j, 1, True}, {2j, 2j, complex(0, 2)})
print(1 == 1 + 0j, 1 + 0j == 1.0, True == 1 + 0j, 2 ** 53 + 1 == complex(2 ** 53, 0), 2 ** 53 == complex(2 ** 53, 0), 1 != 1j, 1j == "1j")
print(10 ** 20 == complex(10 ** 20), 10 ** 20 + 1 == complex(10 ** 20), 10 ** 400 == 1j, 0 == -0j, (1j, 2) == (1j, 2.0), [1j] == [1j], 1j in (0, 1j))

print("-- attributes")
z = 3 - 4j
print(z.real, z.imag, z.conjugate(), z.__getnewargs__(), z.__abs__(), z.__bool__(), z.__complex__(), type(z.real))
show(setattr, z, "real", 1)
show(delattr, z, "imag")
show(setattr, z, "other", 1)
show(getattr, z, "other")
show(complex.conjugate)
show(complex.conjugate, 1)
show(complex.__add__, 1, 2)
show(z.conjugate, 1)
print(complex.__doc__)
print(complex.conjugate.__doc__, complex.__complex__.__doc__, complex.__format__.__doc__)
print(complex, complex.__name__, complex.__mro__, complex.__base__, isinstance(1j, complex), isinstance(1, complex), issubclass(complex, float))
print(isinstance(1j, (int, float)), type(1j) is complex, (1j).__class__)

print("-- special methods")
for name in ["__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__", "__rtruediv__", "__pow__", "__rpow__", "__eq__", "__ne__",
             "__lt__", "__le__", "__gt__", "__ge__"]:
    method = getattr(2 + 1j, name)
    show(lambda: [method(other) for other in (1, 2.5, 1j, True, "a", None, [1], 10 ** 20)] if "pow" not in name else [method(2), method("a")])
show((1j).__pow__, 2, None)
show((1j).__pow__, 2, 3)
show((1).__add__, 1j)
show((1.5).__add__, 1j)
show((1.5).__eq__, 1j)
show((1).__eq__, 1j)
show((1j).__neg__)
show((1j).__pos__)
show((1j).__hash__)

print("-- subclasses")


class Sub(complex):
    def __new__(cls, *args, name="none"):
        self = super().__new__(cls, *args)
        self.name = name
        return self

    def __add__(self, other):
        return Sub(complex(self) + other, name="sum")

    __radd__ = __add__


s = Sub(1, 2, name="first")
t = 1 + s
print(s, s.name, t, t.name, (s + 1j).name, type(s * 2), type(-s), type(s.conjugate()), s == 1 + 2j, hash(s) == hash(1 + 2j), {s: 1}[1 + 2j])
print(s.real, s.imag, abs(Sub(3, 4)), bool(Sub()), complex(s), type(complex(s)), isinstance(s, complex), Sub("1+2j", name="text").name)
print(type(1.5 * s), type(s ** 2), type(s / 1), sum([s, s]).name, [s, 1j].index(1 + 2j), s.__getnewargs__(), s.__dict__)


class Other:
    def __radd__(self, other):
        return ("radd", other)

    def __rpow__(self, other):
        return ("rpow", other)

    def __eq__(self, other):
        return "eq"

    def __complex__(self):
        return 5j


print(1j + Other(), 2j ** Other(), 1j == Other(), complex(Other()))


class Strange(complex):
    __slots__ = ()

    def __eq__(self, other):
        return NotImplemented

    def __bool__(self):
        return False

    def __abs__(self):
        return "abs"


print(Strange(1, 1) == 1 + 1j, bool(Strange(1)), abs(Strange(1)), not Strange(1))
try:
    hash(Strange(1))
except TypeError as error:
    print(error)

print("-- constants")


def constants():
    return 1 + 2j, -1j, 2 * 3j, 1j ** 2, 1j / 2, 3 - 4j, 0j, -0j, (1j, 1j), 1j - 1


def same():
    a = 1 + 2j
    b = 1 + 2j
    return a is b


print(constants(), same())
print([c for c in constants.__code__.co_consts if isinstance(c, (complex, tuple))])
print([z for z in (0j, -0j, 0.0, 0)], 1j if 0j else 2j, not 0j, 0j or 1, 1j and 2)
try:
    1j / 0
except ZeroDivisionError as error:
    print(error)
for value in [1j, 1 + 2j, 2 - 0j, -3 - 4j, "x"]:
    match value:
        case 1j:
            print("one j")
        case 1 + 2j:
            print("one and two j")
        case -3 - 4j:
            print("both negative")
        case complex(real=2.0):
            print("by attribute", value)
        case _:
            print("none")
try:
    match 1j:
        case complex(1j):
            pass
except TypeError as error:
    print(error)
x = y = 2j
print(x is y, lambda: 1j, (lambda z=1j: z)())
