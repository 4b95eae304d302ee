# sys.getrefcount: names, arguments, containers.
import sys


class Node:
    pass


def rc(holder):
    # The list and the argument of getrefcount.
    return sys.getrefcount(holder[0]) - 2


print("fresh:", sys.getrefcount(Node()), sys.getrefcount([]), sys.getrefcount(object()))
n = Node()
print("one name:", sys.getrefcount(n))
h = [n]
print("and a list:", sys.getrefcount(n), rc(h))
m = n
print(rc(h))
m = m
print("self-assignment:", rc(h))
m, k = n, n
print(rc(h))
m, k = k, m
print("swap:", rc(h))
del m, k
print(rc(h))
(lambda x: print("argument:", rc(h)))(n)


def f(*args, **kwargs):
    print("in f:", rc(h))


f(n)
f(n, n)
f(a=n)
print("after:", rc(h))
h.append(h[0])
h.extend([n] * 10)
print(rc(h))
h[1:] = []
print(rc(h))
del n
print("only the list:", rc(h))
h.append(h)
print("a list in itself:", sys.getrefcount(h))
h.pop()
for value in (None, True, 1, ()):
    print(sys.getrefcount(value) > 1)
try:
    sys.getrefcount()
except TypeError as e:
    print(e)
