class V:
    def __init__(self, *c):
        self.c = c

    def __repr__(self):
        return f"V{self.c}"

    def __add__(self, o):
        return V(*(a + b for a, b in zip(self.c, o.c))) if isinstance(o, V) else NotImplemented

    def __radd__(self, o):
        return V(*(o + a for a in self.c))

    def __mul__(self, k):
        return V(*(a * k for a in self.c)) if isinstance(k, (int, float)) else sum(a * b for a, b in zip(self.c, k.c))

    def __rmul__(self, k):
        return self * k

    def __neg__(self):
        return self * -1

    def __pos__(self):
        return self

    def __abs__(self):
        return sum(a * a for a in self.c) ** 0.5

    def __invert__(self):
        return V(*reversed(self.c))

    def __sub__(self, o):
        return self + -o

    def __truediv__(self, k):
        return self * (1 / k)

    def __matmul__(self, o):
        return ("matmul", self.c, o)

    def __pow__(self, n, mod=None):
        return ("pow", n, mod)

    def __iadd__(self, o):
        self.c = tuple(a + o for a in self.c)
        return self

    def __divmod__(self, o):
        return ("divmod", o)

    def __round__(self, n=None):
        return ("round", n)

    def __index__(self):
        return self.c[0]


a, b = V(1, 2), V(3, 4)
print(a + b, a * 2, 2 * a, a * b, -a, +a, abs(b), ~a, b - a, a / 2, a @ 5, a**3, pow(a, 2, 5), divmod(a, 3), round(a), round(a, 2), 10 + a, sum([a], 0))
c = a
a += 10
print(a, c is a, hex(V(255)), "abcdef"[V(2)], range(V(3)))
a -= V(1, 1)
print(a, c is a)
for f in (lambda: a + 1, lambda: a % 2, lambda: a // 2, lambda: 1 @ a, lambda: a < b, lambda: a & b, lambda: a << 1, lambda: 2**a, lambda: divmod(1, a)):
    try:
        print(f())
    except TypeError as e:
        print(e)


class R:
    def __init__(self, name):
        self.name = name

    def __add__(self, o):
        print("add", self.name, end="; ")
        return NotImplemented

    def __radd__(self, o):
        print("radd", self.name, end="; ")
        return "reflected"


class Sub(R):
    def __radd__(self, o):
        print("sub radd first", end="; ")
        return "sub"


print(5 + R("x"))
print(R("a") + Sub("b"))
try:
    R("a") + R("b")
except TypeError as e:
    print(e)
