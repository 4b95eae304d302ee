# Which constants are one object.
a = 1000
b = 1000
print("two statements of one module:", a is b)
x = 3.25
y = 3.25
print("floats:", x is y)
t = (1, 2, 3)
u = (1, 2, 3)
print("tuples of constants:", t is u)
p = "text with spaces"
q = "text with spaces"
print("texts with spaces:", p is q)


def f():
    return 1000


def g():
    return 1000


print("one function, two calls:", f() is f())
print("two functions:", f() is g())
print("module and function:", a is f())


def twice():
    p = 12345
    q = 12345
    return p is q


print("twice in one function:", twice())
one, one_float, one_bool = 1, 1.0, True
print("equal, of different types:", one is one_float, one is one_bool, one == one_float == one_bool)
zero, minus = 0.0, -0.0
print("zeros:", zero is minus, zero == minus)
folded = 500 + 500
print("folded by the compiler:", folded is a)
n = 500
print("computed:", (n + n) is a, n + n == a)
n = 2**70
m = 2**70
print("big:", n is m)
w = int("7" * 30)
z = int("7" * 30)
print("big, computed:", w is z, w == z)
yes = True
print("bools and None:", yes is (1 == 1), (2 > 3) is False, None is (lambda: None)())
empty = ()
print("empty tuple:", empty is tuple([]), empty is p[:0] or empty is (1, 2)[2:])
e = ...
print("ellipsis:", e is Ellipsis)
print("empty frozenset:", frozenset() == frozenset([]))
