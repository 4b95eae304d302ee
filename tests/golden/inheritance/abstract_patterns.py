class Shape:
    def area(self):
        raise NotImplementedError(f"{type(self).__name__}.area")

    def describe(self):
        return f"{type(self).__name__} {self.area():.2f}"

    def __lt__(self, other):
        return self.area() < other.area()


class Square(Shape):
    def __init__(self, s):
        self.s = s

    def area(self):
        return self.s**2


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return 3.14159 * self.r**2


class Unit(Square):
    def __init__(self):
        super().__init__(1)

    def describe(self):
        return "unit " + super().describe()


for s in sorted([Square(3), Circle(1), Unit(), Square(1.5)]):
    print(s.describe())
try:
    Shape().describe()
except NotImplementedError as e:
    print(repr(e))


class Visitor:
    def visit(self, node):
        return getattr(self, "visit_" + type(node).__name__, self.generic)(node)

    def generic(self, node):
        return f"generic {node!r}"

    def visit_int(self, node):
        return node + 1

    def visit_list(self, node):
        return [self.visit(n) for n in node]


print(Visitor().visit([1, "a", [2, None]]))


class Mixin:
    def to_dict(self):
        return {k: v for k, v in self.__dict__.items() if not k.startswith("_")}


class Base:
    def __init__(self, **kw):
        self._hidden = 1
        self.__dict__.update(kw)


class Both(Mixin, Base):
    pass


print(Both(a=1, b=2).to_dict(), Both.__mro__[1:3] == (Mixin, Base))


class Countable:
    instances = 0

    def __init_subclass__(cls):
        cls.instances = 0

    def __init__(self):
        type(self).instances += 1


class X(Countable):
    pass


class Y(Countable):
    pass


X(), X(), Y()
print(X.instances, Y.instances, Countable.instances)


class Iter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Iter(3)), sum(Iter(5)), 2 in Iter(4), max(Iter(3)), [*zip(Iter(2), Iter(3))])
