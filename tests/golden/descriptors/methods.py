class A:
    def m(self, *args):
        return self, args

    def __eq__(self, other):
        return isinstance(other, A)

    def __hash__(self):
        return 1

    def __repr__(self):
        return "A()"


a = A()
b = a.m
print(b(1), b.__self__ is a, b.__func__ is A.m, a.m is a.m, a.m == a.m, A.m is A.m, hash(a.m) == hash(a.m), a.m == A().m)
print(repr(b), repr(A.m).split(" at ")[0])
print(A.m("anything", 2), A.m.__get__(a)(3), A.m.__get__(None, A) is A.m, A.__dict__["m"] is A.m)
a.own = lambda *args: args
print(a.own(1))
A.lam = lambda self: "bound"
A.builtin = len
print(a.lam(), A.builtin([1, 2]))
try:
    print(a.builtin([1, 2, 3]))
except TypeError as e:
    print(e)
try:
    b.attribute = 1
except AttributeError as e:
    print(e)
print(b.__name__, b.__qualname__, b.__doc__, str.upper("abc"), list.append, "x".join, [1].append.__name__, dict.get({1: 2}, 1))
for f in (lambda: str.upper(5), lambda: list.append(), lambda: list.append({}, 1), lambda: int.__add__("a", 1), lambda: dict.get(5, 1), lambda: A.m()):
    try:
        print(f())
    except TypeError as e:
        print(e)
print((5).__add__(3), (5).__add__("x"), int.__add__(1, 2), "a".__len__(), [1, 2].__getitem__(0), (2).__pow__(3), (7).__rsub__(10), True.__and__(False), "b".__contains__("b"))
print(list(map(str.strip, [" a ", "b "])), sorted(["b", "A"], key=str.lower), [x.upper() for x in "ab"], max([[1], [2, 3]], key=list.__len__))


class Callback:
    handler = print

    def __init__(self):
        self.fs = [self.one, self.two]

    def one(self):
        return 1

    def two(self):
        return 2


print([f() for f in Callback().fs])
Callback().handler("builtin functions do not bind")
