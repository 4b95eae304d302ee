def inner():
    x = yield 1
    print("inner got", x)
    try:
        y = yield 2
        print("inner got", y)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    return "inner result"


def outer():
    r = yield from inner()
    print("outer has", r)
    r = yield from [10, 20]
    print("list gives", r)
    yield from "ab"
    return "outer result"


g = outer()
print(next(g), g.send("A"), g.send("B"), [*g])
g = outer()
next(g)
g.send(None)
print(g.throw(ValueError("thrown")), next(g), next(g))


def tree(t):
    if t:
        yield from tree(t[0])
        yield t[1]
        yield from tree(t[2])


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(150)))


def returns():
    return 5
    yield


def collect():
    v = yield from returns()
    print("v", v)


list(collect())


class It:
    def __iter__(self):
        self.n = 0
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("it result")
        return self.n

    def send(self, v):
        print("send", v)
        return self.__next__()

    def throw(self, *a):
        print("throw", a[0])
        return "thrown into it"

    def close(self):
        print("close it")


def over():
    return (yield from It())


g = over()
print(next(g), g.send("s"), g.throw(ValueError))
g.close()
try:
    list(x for x in [1] if (yield_error := None) or undefined_name)
except NameError as e:
    print(e)


def bad():
    yield from 5


try:
    next(bad())
except TypeError as e:
    print(e)
