# What an object refers to directly.
import gc


class Node:
    pass


class Slots:
    __slots__ = ("a", "b")


def names(objects):
    return sorted(o if isinstance(o, str) else repr(o) for o in objects)


print(gc.get_referents())
print(gc.get_referents(1), gc.get_referents("text"), gc.get_referents(None), gc.get_referents(1.5, b"x"))
print(names(gc.get_referents([1, "two", 3.0])))
print(names(gc.get_referents((1, 2))))
print(names(gc.get_referents({"k": "v", 1: 2})))
print(names(gc.get_referents({7, 8})), names(gc.get_referents(frozenset([7]))))
print(gc.get_referents([1, 1, 1]))
print(names(gc.get_referents([1], (2,), {3: 4})))

s = Slots()
s.a = "first"
print(names(o for o in gc.get_referents(s) if o is not Slots))
s.b = "second"
print(names(o for o in gc.get_referents(s) if o is not Slots))
print(any(o is Slots for o in gc.get_referents(s)))

n = Node()
n.x = "value"
found = gc.get_referents(n)
print("value" in found or n.__dict__ in found, Node in found)


def outer():
    captured = ["cell contents"]

    def inner(default={"the": "default"}):
        return captured

    return inner


f = outer()
found = gc.get_referents(f)
cell = f.__closure__[0]
print(gc.get_referents(cell))
print(any(o == ({"the": "default"},) for o in found))

bound = [].append
print(gc.get_referents(bound))
method = outer.__get__("self")
print(outer in gc.get_referents(method), "self" in gc.get_referents(method))
print(gc.get_referents(slice(1, [2], 3)))
print(gc.get_referents(iter([5])))
