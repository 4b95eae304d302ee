"""Arithmetic of complex numbers: with every other number, signs of zeros, errors."""


def show(function, *args):
    try:
        value = function(*args)
        print(repr(value), type(value).__name__)
    except Exception as error:
        print(type(error).__name__, error)


inf, nan = float("inf"), float("nan")
NUMBERS = [0j, 1j, -1j, 1 + 2j, -1.5 - 0.25j, 3, -2, 0, True, 2.5, -0.0, 10 ** 20, complex(inf, 1), complex(1, nan), 1e200 + 1e200j]

for name, function in [
    ("+", lambda a, b: a + b),
    ("-", lambda a, b: a - b),
    ("*", lambda a, b: a * b),
    ("/", lambda a, b: a / b),
    ("==", lambda a, b: a == b),
    ("!=", lambda a, b: a != b),
]:
    print("--", name)
    for a in NUMBERS:
        for b in NUMBERS:
            if isinstance(a, complex) or isinstance(b, complex):
                show(function, a, b)

print("-- powers")
for base in [0j, 1j, 2j, 1 + 1j, -1.5 + 0.5j, 3, 2.5]:
    for exponent in [0, 1, 2, 3, 7, -1, -2, 0j, 1j, 2 + 0j, 0.0, -3.0]:
        if isinstance(base, complex) or isinstance(exponent, complex):
            show(lambda a, b: round((a ** b).real, 9) + round((a ** b).imag, 9) * 1j, base, exponent)
show(pow, 1j, 2)
show(pow, 1 + 1j, 100)
show(pow, 1 + 1j, -100)
show(pow, 2j, 101.0)
show(pow, 1e200j, 2)
show(pow, 1e200j, 3)
show(pow, complex(inf, 0), 2)
show(pow, complex(nan, 0), 0)
show(pow, 0j, -1)
show(pow, 0j, 1j)
show(pow, 0j, 0j)
show(pow, 0j, 2.5)
show(pow, 0j, -2.5)
show(pow, 1j, 10 ** 400)
print(type((-8) ** (1 / 3)), round(abs((-8) ** (1 / 3)), 9), type((-8.0) ** 0.5), abs(((-4) ** 0.5).imag - 2) < 1e-12)
for args in [(1j, 2, 3), (1, 1j, 3), (1, 2, 1j), (1j, 2.0, 3), (2.0, 1j, 3), (2, 2.0, 1j), (2, 1j, 2.0), (1j, 2, None), ("a", 1j, 2), (1j, "a", 2)]:
    show(pow, *args)

print("-- unary")
for z in [0j, -0j, 1 + 2j, complex(-0.0, 0.0), complex(inf, nan)]:
    show(lambda a: -a, z)
    show(lambda a: +a, z)
    show(abs, z)
    show(bool, z)
    show(lambda a: a.conjugate(), z)
    print(z.real, z.imag)
show(lambda a: ~a, 1j)
show(abs, 3 + 4j)
show(abs, 1e308 + 1e308j)
show(abs, complex(inf, nan))
show(abs, complex(nan, -inf))
show(abs, 5e-324j)

print("-- not for complex numbers")
for expression in ["1j // 2", "2 // 1j", "1j % 2", "2 % 1j", "2.5 % 1j", "divmod(1j, 2)", "divmod(2, 1j)", "1j < 2j", "1j <= 1", "1 > 1j",
                   "1.5 >= 1j", "max(1j, 2j)", "sorted([2j, 1j])", "int(1j)", "float(1j)", "round(1j)", "1j << 1", "1 & 1j", "1j | 1j", "1j @ 1",
                   "1j + 'a'", "'a' + 1j", "1j * 'a'", "[1] * 1j", "1j + None", "None - 1j", "1j / []", "1j ** 'a'", "range(1j)", "[1].__getitem__(1j)",
                   "'%d' % 1j", "'%f' % 1j", "'%x' % 1j", "hex(1j)", "chr(1j)", "bytes(1j)", "1j + 10 ** 400", "10 ** 400 * 1j", "1j == 10 ** 400",
                   "1j / 0", "1j / 0.0", "1j / 0j", "1 / 0j", "len(1j)", "iter(1j)", "1j.real.real", "del_(1j)"]:
    show(eval, expression)

print("-- sums")
show(sum, [1j, 2, 3.5, True])
show(sum, [1, 2, 1j, 10 ** 20])
show(sum, [], 1j)
show(sum, [1j] * 10, 0.0)
z = 1j
z += 1
z *= 2
z -= 0.5
z /= 2
z **= 2
print(z)
try:
    z //= 2
except TypeError as error:
    print(error)
try:
    z %= 2
except TypeError as error:
    print(error)
