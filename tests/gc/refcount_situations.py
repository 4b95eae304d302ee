# sys.getrefcount: closures, generators, loops, exceptions, methods, attributes.
import sys


class Node:
    def method(self):
        return rc(h)


def rc(holder):
    return sys.getrefcount(holder[0]) - 2


h = [Node()]
print("base:", rc(h))


def closure():
    captured = h[0]

    def inner():
        return captured

    print("local and captured:", rc(h))
    return inner


c = closure()
print("closure:", rc(h))
v = c()
print("its result:", rc(h))
del v, c
print("closure gone:", rc(h))


def generator(x):
    yield 1
    yield x


g = generator(h[0])
print("argument of a generator:", rc(h))
next(g)
print("started:", rc(h))
got = next(g)
print("yielded:", rc(h))
del got
for _ in g:
    pass
print("exhausted:", rc(h))

for x in [h[0]]:
    print("loop variable and list:", rc(h))
print("after the loop:", rc(h))
del x

try:
    raise ValueError(h[0])
except ValueError as e:
    print("in the arguments of an exception:", rc(h))
print("after the handler:", rc(h))

bound = h[0].method
print("bound method:", rc(h))
del bound
print("in a method:", h[0].method())
print("default:", (lambda d=h[0]: rc(h))())


class Holder:
    attribute = h[0]


print("class attribute:", rc(h))
del Holder.attribute
print(rc(h))

s = {h[0]}
d = {h[0]: h[0]}
print("set, key and value:", rc(h))
s.clear()
d.clear()
print(rc(h))
t = (h[0],) * 5
print("tuple:", rc(h))
t = None
it = iter([h[0]])
print("iterator:", rc(h))
next(it)
del it
print("exhausted:", rc(h))
z = [*h, *h]
print("unpacked:", rc(h))
a, *b = z
print("starred:", rc(h))
del a, b, z
print("sorted, reversed, map:", len(sorted(h, key=id)), len(list(reversed(h))), len(list(map(id, h))), rc(h))
