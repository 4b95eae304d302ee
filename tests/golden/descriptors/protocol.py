class D:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls=None):
        return f"get {self.name} {'class' if obj is None else 'instance'} {cls.__name__}"

    def __set__(self, obj, value):
        print("set", self.name, value)
        if value == "bad":
            raise ValueError("rejected")

    def __delete__(self, obj):
        print("delete", self.name)


class NonData:
    def __get__(self, obj, cls=None):
        return "non-data"


class GetOnlySet:
    def __set__(self, obj, value):
        obj.__dict__["s"] = value * 2


class C:
    d = D("d")
    n = NonData()
    s = GetOnlySet()


c = C()
print(c.d, C.d, c.n, C.n)
c.d = 5
c.__dict__["d"] = "hidden by data descriptor"
c.__dict__["n"] = "wins over non-data"
print(c.d, c.n)
del c.d
c.s = 4
print(c.s, type(C.s).__name__)
try:
    c.d = "bad"
except ValueError as e:
    print(e)
c.late = NonData()
print(type(c.late).__name__)
C.late2 = NonData()
print(c.late2)
for action in (lambda: delattr(c, "s"), lambda: setattr(C(), "n", 1)):
    try:
        print(action())
    except AttributeError as e:
        print(e)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, cls):
        return self if obj is None else obj.__dict__.get(self.name, self.kind())

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        obj.__dict__[self.name] = value


class Person:
    name = Typed(str)
    age = Typed(int)


p = Person()
print(repr(p.name), p.age)
p.name, p.age = "Ann", 30
print(p.name, p.age, p.__dict__)
try:
    p.age = "x"
except TypeError as e:
    print(e)


class Cached:
    def __init__(self, f):
        self.f = f

    def __get__(self, obj, cls):
        print("computing")
        v = obj.__dict__[self.f.__name__] = self.f(obj)
        return v


class Lazy:
    @Cached
    def value(self):
        return 42


z = Lazy()
print(z.value, z.value)
