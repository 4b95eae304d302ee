import gc as gc_module
import weakref


class Node:
    def __init__(self, name="n"):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"


node = Node()
ref = weakref.ref(node)
print(ref(), ref() is node)
print(type(ref).__name__, isinstance(ref, weakref.ReferenceType), weakref.ref is weakref.ReferenceType)
print(weakref.getweakrefcount(node), weakref.getweakrefs(node) == [ref])
again = weakref.ref(node)
print("without a callback they are shared:", again is ref, weakref.getweakrefcount(node))
other = weakref.ref(node, lambda r: None)
print("with a callback not:", other is ref, weakref.getweakrefcount(node))
print("equal while alive:", other == ref, ref == weakref.ref(Node()))
print("hash:", hash(ref) == hash(node))
print(ref.__callback__, other.__callback__ is not None)
node = None
print("dead:", ref(), other(), ref == other, ref == ref)
print("the hash is remembered:", type(hash(ref)).__name__)
try:
    hash(other)
except TypeError as e:
    print(e)

for value in (weakref.ref(Node), 1, "text", None, (1,), [], {}, 1.5, object()):
    try:
        weakref.ref(value)
    except TypeError as e:
        print(e)
for value in ({1}, frozenset(), len, Node, lambda: 0, gc_module):
    print(type(value).__name__, type(weakref.ref(value)).__name__)


class Slots:
    __slots__ = ("a",)


class Watchable:
    __slots__ = ("a", "__weakref__")


try:
    weakref.ref(Slots())
except TypeError as e:
    print(e)
print(weakref.ref(Watchable())())
for args in ((), (Node(), None, None), (Node(), 5)):
    try:
        print(weakref.ref(*args) is not None)
    except TypeError as e:
        print(e)
