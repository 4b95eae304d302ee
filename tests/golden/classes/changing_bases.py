# The bases of a class may be changed; its mro and all of its children follow.
class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


class C(A):
    def who(self):
        return "C" + super().who()


class D(C):
    pass


def names(cls):
    return [c.__name__ for c in cls.__mro__]


d = D()
print(names(D), d.who(), [c.__name__ for c in A.__subclasses__()])
C.__bases__ = (B,)
print(names(D), d.who(), [c.__name__ for c in A.__subclasses__()], [c.__name__ for c in B.__subclasses__()])
C.__bases__ = (A, B)
print(names(D), d.who(), isinstance(d, B))
for bases in ((C,), (D,), (), (int,), 5, (5,), (A, A)):
    try:
        C.__bases__ = bases
    except TypeError as e:
        print(e)
print(names(D), d.who())
