"""repr, str and __format__ of complex numbers."""


def show(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


inf, nan = float("inf"), float("nan")
ZS = [0j, -0j, 1j, -1j, 1 + 2j, 1 - 2j, -1.5 + 0.1j, complex(-0.0, 1), complex(0, -0.0), complex(-0.0, -0.0), complex(inf, -inf), complex(nan, nan),
      complex(0, nan), complex(-nan, -nan), 1e16 + 1e-5j, 1e15 + 1e22j, 123456.789 + 9876543.21j, complex(3, 0), complex(0, inf)]
for z in ZS:
    print(z, repr(z), str(z), f"{z}", "%s %r" % (z, z), [z])
SPECS = ["", "g", "e", "f", "F", "E", "G", "n", ".3", ".0", "#.0", "#.3g", ".2f", ".1e", "+", "-", " ", "+.2f", " .2f", "20", "<20", ">20", "^30", "*^30",
         "30.2f", ",", ",.2f", "_.1f", "z.0f", "+z.1f", "020", "0<20", "=20", "0=20", "*=20", "d", "x", "s", "%", "c", "b", "q", ".2d", ",d", "10.3e",
         "é>25", "25.", ".99999999999", "99999999999999999999", "ab", "\u0662\u0660", "#", "#f", "0"]
for spec in SPECS:
    print("--", spec)
    for z in ZS[:9] + [complex(inf, nan), 123456.789 + 9876543.21j]:
        show(format, z, spec)
show(format, 1j, 5)
show((1j).__format__, 5)
show((1j).__format__)
show("{:.1f} {!r:>10} {.real}".format, 1 + 2j, 3j, 4 + 5j)
print(f"{1 + 2j!r:>12}|{3j:<8}|{-1j:^+12.2f}|")


class Sub(complex):
    pass


class Named(complex):
    def __repr__(self):
        return "Named!"


class Text(complex):
    def __str__(self):
        return "Text!"


for value in [Sub(1, 2), Named(1, 2), Text(1, 2)]:
    print(value, repr(value), f"{value}", f"{value:.1f}", format(value, ""), "%s %r" % (value, value), complex.__repr__(value), complex.__str__(value))
