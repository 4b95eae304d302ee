class N:
    def __new__(cls, *args):
        print("new", cls.__name__, args)
        return super().__new__(cls)

    def __init__(self, *args):
        print("init", args)


N(1, 2)


class Other:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never")


print(Other())


class Singleton:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance


print(Singleton() is Singleton())


class Celsius(float):
    def __new__(cls, v):
        return super().__new__(cls, v + 0.5)

    def f(self):
        return self * 2


c = Celsius(1)
print(c, c.f(), type(c).__name__, type(c + 1).__name__, isinstance(c, float))


class Pair(tuple):
    def __new__(cls, a, b):
        return tuple.__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


print(Pair(1, 2), Pair(1, 2).first, Pair(1, 2) == (1, 2), len(Pair(3, 4)))


class Upper(str):
    def __new__(cls, s):
        return str.__new__(cls, s.upper())


print(Upper("abc"), Upper("x") + "y", repr(Upper("q")))


class BadInit:
    def __init__(self):
        return 5


class Even(int):
    def __new__(cls, v):
        if v % 2:
            raise ValueError("odd")
        return int.__new__(cls, v)

    def __repr__(self):
        return f"Even({int(self)})"


print(Even(4), [Even(2)], Even(2) + 1, {Even(2): 1}[2])
for f in (lambda: BadInit(), lambda: Even(3), lambda: object.__new__(5), lambda: object(1), lambda: object.__new__(int), lambda: int.__new__(str), lambda: N.__new__()):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class ListChild(list):
    def __init__(self, *items):
        super().__init__(items)
        self.name = "l"


l = ListChild(1, 2)
l.append(3)
print(l, l.name, type(l[:]).__name__, type(l + [1]).__name__, l == [1, 2, 3])
