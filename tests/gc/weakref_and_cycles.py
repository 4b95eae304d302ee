# modes: plain, verify
import gc
import weakref

gc.disable()
gc.collect()


class Node:
    def __init__(self, name):
        self.name = name


def pair():
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a
    return a, b


log = []
a, b = pair()
ra = weakref.ref(a, lambda r: log.append(("a", r() is None, rb() is None)))
rb = weakref.ref(b, lambda r: log.append(("b", r() is None, ra() is None)))
del a, b
print(log, ra() is not None, rb() is not None)
print(gc.collect(), sorted(log))

# The reference is itself part of the garbage: its callback is not called.
log.clear()
a, b = pair()
a.ref = weakref.ref(b, lambda r: log.append("never"))
del a, b
print(gc.collect() > 0, log)

# Garbage that refers weakly to a living object: nothing happens.
alive = Node("alive")
a, b = pair()
a.ref = weakref.ref(alive, lambda r: log.append("alive died"))
del a, b
gc.collect()
print(log, weakref.getweakrefcount(alive))

# References are cleared before any finalizer of the garbage runs.
class Curious:
    def __del__(self):
        print("in __del__:", self.ref() is None, self.outside[0]() is None)


c, d = Curious(), Curious()
c.other, d.other = d, c
c.ref, d.ref = weakref.ref(d), weakref.ref(c)
outside = [weakref.ref(c), weakref.ref(d)]
c.outside = d.outside = outside
del c, d
gc.collect()
print([r() is None for r in outside])
