# modes: plain, verify
# Breaking cycles by hand leaves nothing for the collector.
import gc
import weakref

gc.disable()
gc.collect()


class Tree:
    def __init__(self, parent=None):
        # A weak link upwards: no cycle at all.
        self.parent = weakref.ref(parent) if parent else None
        self.children = []
        if parent:
            parent.children.append(self)


root = Tree()
for _ in range(3):
    child = Tree(root)
    Tree(child)
grand = root.children[0].children[0]
print(grand.parent() is root.children[0])
del child
root = None
print("parent is gone:", grand.parent() is None, gc.collect())

l = []
l.append(l)
l.clear()
del l
print(gc.collect())
d = {}
d["d"] = d
del d["d"]
del d
print(gc.collect())


class Node:
    pass


n = Node()
n.me = n
del n.me
del n
print(gc.collect())


def closure():
    def inner():
        return inner

    inner = None


closure()
print(gc.collect())
n = Node()
n.__dict__["me"] = n
n.__dict__.clear()
del n
print(gc.collect())
