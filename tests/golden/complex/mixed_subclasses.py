"""Which side of an operation is asked, if subclasses of int, float and complex meet: a type knows itself and those before it."""


def methods(kind):
    def method(name):
        def run(self, other):
            return f"{type(self).__name__}.{name}"
        return run
    names = "add radd sub rsub mul rmul truediv rtruediv pow rpow eq lt gt".split()
    return type("My" + kind.__name__.title(), (kind,), {f"__{name}__": method(name) for name in names} | {"__hash__": None})


MyInt, MyFloat, MyComplex = methods(int), methods(float), methods(complex)
for a in [1, 1.5, 1j, True, MyInt(1), MyFloat(1), MyComplex(1)]:
    for b in [2, 2.5, 2j, MyInt(2), MyFloat(2), MyComplex(2)]:
        if type(a).__name__.startswith("My") or type(b).__name__.startswith("My"):
            row = [a + b, a - b, a * b, a / b, a ** b, a == b]
            try:
                row.append(a < b)
            except TypeError as error:
                row.append(error)
            print(type(a).__name__, type(b).__name__, *row)


class PlainFloat(float):
    pass


class PlainComplex(complex):
    pass


for a in [1, 1.0, PlainFloat(1), PlainComplex(1)]:
    for b in [1, 1.0, True, PlainFloat(1), PlainComplex(1), 1 + 0j]:
        print(a + b, a == b, a != b, {a: 1}.get(b), type(a * b).__name__, a / b, a - b)
