"""complex(): from numbers, strings and objects, and what it refuses."""


def show(make, *args, **kwargs):
    try:
        value = make(*args, **kwargs)
        print(repr(value), type(value).__name__)
    except Exception as error:
        print(type(error).__name__, error)


class WithComplex:
    def __init__(self, value):
        self.value = value

    def __complex__(self):
        return self.value


class WithFloat:
    def __float__(self):
        return 2.5


class WithIndex:
    def __index__(self):
        return 7


class Bad:
    def __complex__(self):
        raise KeyError("no")


class Sub(complex):
    pass


class SubWithMethod(complex):
    def __complex__(self):
        return 9j


print(1j, 2.5J, 0j, 1_0j, 1e3j, .5j, 3_3.5_0e-1_0j)
for args in [(), (1,), (1, 2), (1.5,), (1.5, -2.5), (True,), (1j,), (1j, 1j), (2 + 3j, 4 + 5j), (1, 1j), (1j, 1), (0, -0.0), (-0.0, 0),
             (-0.0,), (0.0, float("nan")), (float("inf"), float("-inf")), (10 ** 20, 3), (1.5, WithFloat()), (WithFloat(),),
             (WithIndex(), WithIndex()), (Sub(1, 2),), (Sub(1, 2), Sub(3, 4)), (SubWithMethod(1, 2),), (SubWithMethod(1, 2), 1),
             (WithComplex(3 + 4j),), (WithComplex(3 + 4j), 1j), (WithComplex(3 + 4j), 2)]:
    show(complex, *args)
show(complex, real=1, imag=2)
show(complex, imag=2)
show(complex, imag=2j)
show(complex, real="1+2j")
show(complex, 1, imag=-0.0)

print("-- refused")
for args in [(None,), ([],), (1, None), (1, "2"), ("1", 2), ("1", "2"), (b"1",), (1, 2, 3), (WithComplex(1.5),), (WithComplex(None),),
             (1, WithComplex(1j)), (Bad(),), (10 ** 400,), (1, 10 ** 400), (object(),), (complex,), (bytearray(b"1"),)]:
    show(complex, *args)
show(complex, re=1)
show(complex.__new__)
show(complex.__new__, 1)
show(complex.__new__, int)

print("-- strings")
for text in ["1", "1j", "-1j", "+j", "-J", "j", "1+j", "1-j", "1+2j", " 1+2j\n", "(1+2j)", " ( 1+2j ) ", "(1+2j", "1+2j)", "((1))", "()", "",
             " ", "1 + 2j", "1+ 2j", "1+2 j", "1+2", "1+2j3", "j1", "1jj", "1+2j+3", "1e5", "1e5j", "1e+5-2e-3j", "1e", "1ej", "1e+j", ".5",
             "5.", ".", "+.5-5.j", "1..2", "inf", "infj", "-Infinity-INFINITYj", "nan", "nan+nanj", "infinit", "nanana", "1_0+2_0j", "1__0",
             "_1", "1_", "1_j", "1_+2j", "1e1_0j", "1._5", "0x1", "1+-2j", "1--2j", "++1", "1+inf", "1+infj", "1e400", "1e400j", "1e-400j",
             "\u0661+\u0662j", "\u20031\u2003", "(\u20031\u2003)", "\xe9", "1\x00", "\x1c1", "1\x0b", "(1_0)", "1_ 0", "\ud800", "é_é",
             "9" * 400 + "j", "-0", "-0j", "-0-0j", "0-0j", "+0+0j"]:
    show(complex, text)

print("-- the same object")
z = 3 + 4j
print(complex(z) is z, complex(z, 0) is z, complex(Sub(1)) is z, +z is z, type(+Sub(1, 2)), type(complex(Sub(1, 2))))
print(complex.__complex__(z) is z, z.__complex__() is z, Sub(1).__complex__())
