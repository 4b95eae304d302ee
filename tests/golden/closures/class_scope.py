x = "global"


def f():
    x = "function"

    class C:
        y = x
        x = "class"
        z = x
        items = [x for _ in range(2)]

        def method(self):
            return x

        lam = lambda self: x

    return C


C = f()
print(C.y, C.x, C.z, C.items, C().method(), C().lam())


class D:
    a = 1
    b = [a] * 2
    c = [i for i in range(a + 1)]
    try:
        d = [a for _ in range(1)]
    except NameError as e:
        d = str(e)
    for i in range(3):
        exec_like = i
    if a:
        conditional = "yes"
    del i


print(D.b, D.c, D.d, D.exec_like, D.conditional, hasattr(D, "i"))


def g():
    n = 0

    class E:
        nonlocal n
        n = 5
        m = n

    return n, hasattr(E, "n"), E.m


print(g())


class F:
    global made_global
    made_global = 7

    def __init__(self):
        self.x = made_global


print(F().x, made_global, hasattr(F, "made_global"))


def h(v):
    class G:
        v = v if (w := 1) else 0

    return G


try:
    h(1)
    print(h(1).v)
except NameError as e:
    print(e)
print(sorted(k for k in D.__dict__ if not k.startswith("__")))


def capture_loop():
    class H:
        fs = [lambda: k for k in range(3)]

    return [q() for q in H.fs]


print(capture_loop())
