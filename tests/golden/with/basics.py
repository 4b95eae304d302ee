class M:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.swallow


with M("a") as a:
    print("body", a)
with M("a") as a, M("b") as b:
    print(a, b)
with (M("p") as p, M("q"),):
    print(p)
with M("outer", swallow=True):
    with M("inner"):
        raise ValueError("swallowed by outer")
print("continues")


def ret():
    with M("ret"):
        return "value"


def loop():
    for i in range(3):
        with M(f"loop{i}"):
            if i == 0:
                continue
            break
    return i


print(ret(), loop())
d = {}
with M("target") as d["k"]:
    pass
with M("tuple") as (x, *y):
    print(x, y)
print(d)


class EnterFails:
    def __enter__(self):
        raise RuntimeError("in enter")

    def __exit__(self, *a):
        print("never")


try:
    with M("first"), EnterFails():
        print("never")
except RuntimeError as e:
    print(e)


class ExitFails:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        raise KeyError("in exit")


try:
    with ExitFails():
        raise ValueError("body")
except KeyError as e:
    print(repr(e), repr(e.__context__))


def gen():
    with M("gen"):
        yield 1
        yield 2


for v in gen():
    print(v)
    break
with M("truthy", swallow="yes"):
    1 / 0
print("end")
