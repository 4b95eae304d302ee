# modes: plain, verify
import gc

gc.disable()
gc.collect()


class Node:
    def __init__(self):
        self.next = None


class Slotted:
    __slots__ = ("next",)


def ring(kind, n):
    nodes = [kind() for _ in range(n)]
    for i in range(n):
        nodes[i].next = nodes[(i + 1) % n]


for kind in (Node, Slotted):
    for n in (1, 2, 3, 10, 1000):
        ring(kind, n)
        print(kind.__name__, n, gc.collect())


# A ring whose instances have a real dictionary: each counts as two objects.
def ring_with_dicts(n):
    nodes = [Node() for _ in range(n)]
    for i in range(n):
        nodes[i].__dict__["next"] = nodes[(i + 1) % n]


ring_with_dicts(4)
print("with dictionaries", gc.collect())


# What hangs on a cycle is garbage too; what is held from outside is not.
outside = Node()


def ring_with_cargo():
    a, b = Node(), Node()
    a.next, b.next = b, a
    a.cargo = [[], {}, (Node(),)]
    a.kept = outside


ring_with_cargo()
print("with cargo", gc.collect())
print(outside.next, gc.collect())
