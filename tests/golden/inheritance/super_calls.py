class A:
    value = "A"

    def __init__(self):
        self.log = ["A"]

    @classmethod
    def make(cls):
        return "A.make " + cls.__name__

    @staticmethod
    def st():
        return "A.st"

    @property
    def prop(self):
        return "A.prop"

    def m(self, x=0):
        return f"A.m({x})"


class B(A):
    value = "B"

    def __init__(self):
        super().__init__()
        self.log.append("B")

    @classmethod
    def make(cls):
        return "B+" + super().make()

    @staticmethod
    def st():
        return "B+" + super(B, B).st()

    @property
    def prop(self):
        return "B+" + super().prop

    def m(self, x=0):
        f = lambda: super(B, self).m(x + 1)
        return f() + super().value


class C(B):
    def m(self, x=0):
        return [super(C, self).m(x), super(B, self).m(x), A.m(self, 9)]

    def comprehension(self):
        parent = super()
        return [parent.m(i) for i in range(2)]


c = C()
print(c.log, C.make(), c.st(), c.prop, c.m(), c.comprehension(), super(B, c).value)
print(repr(super(B, c)), super(C, C).make())
for f in (lambda: super(B, 5), lambda: super(C, B()), lambda: super(B, c).missing, lambda: super(5), lambda: super().x):
    try:
        f()
    except (TypeError, AttributeError, RuntimeError) as e:
        print(type(e).__name__, e)


def outside(self):
    return super().m()


C.outside = outside
try:
    c.outside()
except RuntimeError as e:
    print(e)


class L(list):
    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("got", super().__getitem__(i))


l = L([1])
l.append(2)
print(l, l[1], len(l))


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)


d = D(a=1)
d["b"] = 2
d.update(c=3)
print(d)


class E(Exception):
    def __init__(self, code, *args):
        super().__init__(*args)
        self.code = code


try:
    raise E(5, "message")
except E as e:
    print(e, e.code, e.args, repr(e))
