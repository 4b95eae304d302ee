class T:
    registry = []

    def __init__(self, c):
        self._c = c

    @property
    def c(self):
        "celsius"
        return self._c

    @c.setter
    def c(self, v):
        if v < -273:
            raise ValueError("too cold")
        self._c = v

    @c.deleter
    def c(self):
        self._c = 0

    @property
    def f(self):
        return self._c * 9 / 5 + 32

    @staticmethod
    def helper(x):
        return x + 1

    @classmethod
    def make(cls, *args):
        return cls(*args)


class Sub(T):
    @T.c.getter
    def c(self):
        return super().c + 1000


t = T(100)
print(t.c, t.f, T.helper(1), t.helper(2), T.make(5).c, Sub.make(1).c, type(Sub.make(1)).__name__)
t.c = 10
print(t.c)
del t.c
print(t.c, T.c.__doc__, type(T.c).__name__, T.c.fget(t), T.f.fset)
for action in (lambda: setattr(t, "c", -300), lambda: setattr(t, "f", 1), lambda: delattr(t, "f"), lambda: t.make.__self__.missing):
    try:
        action()
    except (ValueError, AttributeError) as e:
        print(type(e).__name__, e)
print(t.make.__self__ is T, T.__dict__["helper"].__func__(5), type(T.__dict__["make"]).__name__)
p = property(lambda self: 42, doc="the answer")


class Q:
    answer = p
    writeonly = property(None, lambda self, v: print("wrote", v))


print(Q().answer, Q.answer is p, p.__doc__)
q = Q()
q.writeonly = 3
try:
    q.writeonly
except AttributeError as e:
    print(e)
q.__dict__["answer"] = "shadow?"
print(q.answer)


class Err:
    @property
    def broken(self):
        return self.nothing

    def __getattr__(self, name):
        return f"getattr {name}"


print(Err().broken)
