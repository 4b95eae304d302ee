def trace(f):
    def wrapper(*args, **kw):
        print("->", f.__name__, args, kw)
        r = f(*args, **kw)
        print("<-", r)
        return r

    return wrapper


def repeat(n):
    print("decorator made", n)

    def deco(f):
        print("applied to", f.__name__)
        return lambda *a: [f(*a) for _ in range(n)]

    return deco


@trace
def add(a, b=1):
    return a + b


add(2)
add(1, b=5)


@repeat(2)
@trace
def hello(name):
    return "hello " + name


print(hello("x"))


class Count:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)

    def __get__(self, obj, cls):
        return lambda *a: self(obj, *a)


@Count
def square(x):
    return x * x


print(square(3), square(4), square.n)


def register(cls):
    registry.append(cls.__name__)
    cls.tag = "registered"
    return cls


registry = []


@register
class Plugin:
    @Count
    def run(self, x):
        return self.tag + str(x)

    @property
    @trace
    def prop(self):
        return 7


print(Plugin().run(1), registry, Plugin().prop)


def memo(f):
    cache = {}

    def g(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]

    g.cache = cache
    return g


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), len(fib.cache))


@(lambda f: "replaced")
def gone():
    pass


print(gone)
