class N:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        print("eq", end=" ")
        return self.v == o.v if isinstance(o, N) else NotImplemented

    def __lt__(self, o):
        print("lt", end=" ")
        return self.v < o.v if isinstance(o, N) else NotImplemented

    def __le__(self, o):
        print("le", end=" ")
        return self.v <= o.v


a, b = N(1), N(2)
print(a == b, a != b, a < b, a > b, a <= b, a >= b)
print(a == 1, a != 1, 1 == a)
print(sorted([N(3), N(1)])[0].v, max(N(1), N(5)).v, min([N(4), N(2)]).v, N(2) in [N(1), N(2)])
try:
    a < 1
except TypeError as e:
    print(e)
try:
    1 <= N
except TypeError as e:
    print(e)
try:
    hash(a)
except TypeError as e:
    print(e)


class Odd:
    def __eq__(self, o):
        return "not a bool"

    def __lt__(self, o):
        return []

    def __ne__(self, o):
        return 0


o = Odd()
print(o == 1, o < 1, o != 1, o in [5], [o] == [1], not o == 1)
print(1 > o)
try:
    1 < o
except TypeError as e:
    print(e)


class Base:
    def __eq__(self, other):
        return "base"


class Derived(Base):
    def __eq__(self, other):
        return "derived"


print(Base() == Derived(), Derived() == Base(), Base() == 5, 5 == Base())


class H:
    def __init__(self, k):
        self.k = k

    def __hash__(self):
        return hash(self.k)

    def __eq__(self, o):
        return self.k == o.k


print(len({H(1), H(1), H(2)}), {H("a"): 1}[H("a")])


class ReRaise:
    def __lt__(self, o):
        raise RuntimeError("compared")


try:
    sorted([ReRaise(), ReRaise()])
except RuntimeError as e:
    print(e)
print(object() == object(), object.__eq__(1, 2), (1).__eq__("a"), (1).__lt__(2), object.__ne__(a, a))
