# modes: plain, verify
# DEBUG_SAVEALL keeps what would be freed in gc.garbage.
import gc

gc.disable()
gc.collect()


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"

    def __del__(self):
        print("finalizing", self)


print(gc.garbage, gc.get_debug())
gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.get_debug() == gc.DEBUG_SAVEALL)
a, b = Node("a"), Node("b")
a.other, b.other = b, a
del a, b
print(gc.collect(), gc.garbage)
l = []
l.append(l)
del l
print(gc.collect(), gc.garbage)
print(gc.collect(), len(gc.garbage), "nothing new: what is kept is reachable")
gc.set_debug(0)
print("the attributes are still there:", gc.garbage[0].other)
gc.garbage.clear()
print(gc.collect(), "finalizers do not run a second time")
print(gc.garbage)
