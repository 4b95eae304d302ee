class Base:
    children = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag
        Base.children.append(cls.__name__)


class A(Base, tag="first"):
    pass


class B(A):
    pass


print(Base.children, A.tag, B.tag)
try:

    class C(Base, unknown=1):
        pass

except TypeError as e:
    print(e)


class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name


class Model:
    x = Field()
    y = Field()


print(Model.x.name)


class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        ns["made_by"] = mcls.__name__
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.kw = kw

    def __call__(cls, *args):
        print("creating", cls.__name__, args)
        return super().__call__(*args)

    def __len__(cls):
        return 99

    def __getattr__(cls, name):
        return f"meta {name}"

    @property
    def shout(cls):
        return cls.__name__.upper()

    def __repr__(cls):
        return f"<{cls.__name__}>"


class M(metaclass=Meta, option=1):
    def __init__(self, v):
        self.v = v


class N(M):
    pass


print(M(5).v, len(M), M.anything, M.shout, M, [N], N.made_by, type(N), M.kw, N(1).v)
print(isinstance(M, Meta), type(M) is Meta, hasattr(M(0), "shout"))


class Meta2(type):
    pass


try:

    class Conflict(M, metaclass=Meta2):
        pass

except TypeError as e:
    print(e)


class Getitem:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Getitem[int], Getitem[1, 2])
try:
    Model[int]
except TypeError as e:
    print(e)
