def counter(start=0):
    n = start

    def up(step=1):
        nonlocal n
        n += step
        return n

    def value():
        return n

    return up, value


up, value = counter(10)
up2, value2 = counter()
print(up(), up(5), value(), up2(), value2(), value())
fs = []
for i in range(3):
    fs.append(lambda: i)
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [f() for f in [lambda: j for j in range(3)]])


def make(i):
    return lambda: i


print([f() for f in [make(i) for i in range(3)]])


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = x + "+inner"
            return x

        return inner

    return middle()(), x


print(outer())


def unbound():
    def g():
        return later

    try:
        g()
    except NameError as e:
        print(e)
    later = 5
    return g()


print(unbound())


def shared():
    l = []

    def add(x):
        l.append(x)
        return l

    return add


add = shared()
add(1)
print(add(2), add.__closure__[0].cell_contents, make.__closure__, up.__code__.co_freevars, counter.__code__.co_cellvars)


def parameter_captured(a, *args, **kw):
    def g():
        return a, args, kw

    a += 1
    return g


print(parameter_captured(1, 2, k=3)())


def deleted():
    x = 1

    def g():
        return x

    del x
    try:
        return g()
    except NameError as e:
        return str(e)


print(deleted())


def recursive():
    def f(n):
        return n and n + f(n - 1)

    return f(10)


print(recursive())


class K:
    def method(self):
        def h():
            return __class__, self

        return h()[0]


print(K().method() is K)
