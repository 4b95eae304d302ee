def gen(n):
    print("start")
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    return "result"


g = gen(3)
print(type(g).__name__, g.__name__, iter(g) is g, g.gi_running)
print(next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
try:
    next(g)
except StopIteration as e:
    print("again", e.value)
print(list(gen(2)), sum(x for x in range(5)), [*gen(1)], next(gen(0), "default"))
g = gen(1)
try:
    g.send(5)
except TypeError as e:
    print(e)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, it):
    for _ in range(n):
        yield next(it)


print(list(take(10, fib())))


def bad():
    yield 1
    raise StopIteration("inside")


try:
    list(bad())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def running():
    try:
        next(me)
    except ValueError as e:
        yield str(e)


me = running()
print(next(me))
print(list(take(3, iter([1, 2, 3]))))
try:
    list(take(3, iter([1])))
except RuntimeError as e:
    print(e)


def yield_expressions():
    x = yield
    print("x", x)
    y = (yield x) or "none"
    print("y", y)
    yield [(yield 1), (yield 2)]


g = yield_expressions()
print(next(g), g.send(1), g.send(0), g.send("a"), g.send("b"))
print((lambda: (yield 7))().__next__())
a, b, *c = gen(4)
print(a, b, c)
