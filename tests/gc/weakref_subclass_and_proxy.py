import gc
import weakref


class Node:
    def __init__(self, value):
        self.value = value

    def double(self):
        return self.value * 2


class Named(weakref.ref):
    def __init__(self, target, name):
        super().__init__(target)
        self.name = name

    def __new__(cls, target, name):
        return super().__new__(cls, target)


n = Node(4)
r = Named(n, "label")
print(r().value, r.name, isinstance(r, weakref.ref), weakref.getweakrefcount(n))
p = weakref.proxy(n)
print(p.value, p.double(), type(p).__name__)
p.value = 10
print(n.value, p.double())
del n
print(r() is None)
try:
    p.value
except ReferenceError as e:
    print(type(e).__name__, e)
