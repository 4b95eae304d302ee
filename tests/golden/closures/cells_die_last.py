# Locals die in the order of their first use, those that inner functions use after the others, by their names.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def captured_first():
    captured = D("captured")
    plain = D("plain")

    def inner():
        return captured

    print(sorted(locals()) == ["captured", "inner", "plain"])


def two(argument):
    zeta = D("zeta")
    alpha = D("alpha")
    plain = D("plain")
    (lambda: (zeta, alpha, argument))
    print(list(locals()))


captured_first()
two(D("argument"))
print(two.__code__.co_varnames, two.__code__.co_cellvars)


def generator():
    captured = D("of the generator")
    plain = D("plain")
    yield lambda: captured
    yield plain


for _ in generator():
    del _
