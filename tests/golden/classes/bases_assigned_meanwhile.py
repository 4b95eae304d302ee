# A class whose mro() assigns __bases__ while they are being assigned.
class Meta(type):
    hook = None

    def mro(cls):
        hook, Meta.hook = Meta.hook, None
        if hook:
            hook(cls)
        return type.mro(cls)


def family():
    class A(metaclass=Meta): ...
    class B1(A): ...
    class B2(A): ...
    class C(A): ...
    return A, B1, B2, C


def names(classes):
    return [cls.__name__ for cls in classes]


A, B1, B2, C = family()
Meta.hook = lambda cls: setattr(cls, "__bases__", (B2,))
C.__bases__ = (B1,)
print(names(C.__bases__), names(C.__mro__), names(B1.__subclasses__()), names(B2.__subclasses__()))
B1.__bases__ = (C,)
print(names(B1.__mro__), names(C.__subclasses__()))

A, B1, B2, C = family()


def fail(cls):
    cls.__bases__ = (B2,)
    raise KeyError("mro")


Meta.hook = fail
try:
    C.__bases__ = (B1,)
except KeyError as exc:
    print(exc)
print(names(C.__bases__), names(C.__mro__), names(B1.__subclasses__()), names(B2.__subclasses__()))

A, B1, B2, C = family()


def cycle(cls):
    try:
        B1.__bases__ = (cls,)
    except TypeError as exc:
        print(exc)


Meta.hook = cycle
C.__bases__ = (B1,)
print(names(C.__mro__), names(B1.__mro__))
A.seen = 1
print(C.seen, B1.seen)

# A lattice of many paths: what is known of its classes is forgotten once for each of them.
bases = (object,)
top = None
for level in range(40):
    left = type(f"L{level}", bases, {})
    right = type(f"R{level}", bases, {})
    top = top or left
    bases = (left, right)
top.value = 3
print(left.value)
