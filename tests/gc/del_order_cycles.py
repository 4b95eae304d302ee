# modes: plain, verify
# Finalizers in a dead cycle run in the order of creation, all before anything is taken apart.
import gc

gc.disable()
gc.collect()


class Node:
    def __init__(self, name):
        self.name = name
        self.others = []

    def __del__(self):
        print(self.name, "sees", [o.name for o in self.others])


def ring(names):
    nodes = [Node(n) for n in names]
    for i, n in enumerate(nodes):
        n.others.append(nodes[(i + 1) % len(nodes)])


ring("abcde")
print(gc.collect())
ring("zyx")
ring("321")
print(gc.collect())


def chain_on_cycle():
    a = Node("a")
    a.others.append(a)
    b = Node("b hangs on a")
    a.others.append(b)
    c = Node("c hangs on b")
    b.others.append(c)


chain_on_cycle()
print(gc.collect())
