# modes: plain, verify
# PEP 442: a finalizer runs once, whoever calls it, and may bring its object back.
import gc
import weakref

gc.disable()
gc.collect()
kept = []


class Phoenix:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("finalizing", self.name)
        kept.append(self)


print("by the count")
p = Phoenix("p")
r = weakref.ref(p)
del p
print([k.name for k in kept], "weak reference cleared:", r() is None)
kept.clear()
print("second death is silent")

print("by the collector")
a, b = Phoenix("a"), Phoenix("b")
a.other, b.other = b, a
del a, b
print(gc.collect(), [k.name for k in kept])
kept.clear()
print(gc.collect(), "second death is silent")

print("one of a cycle brings all back")


class Saver:
    def __del__(self):
        print("saving")
        kept.append(self)


class Passive:
    def __del__(self):
        print("passive")


s, q = Saver(), Passive()
s.other, q.other = q, s
watch = weakref.ref(q)
del s, q
print(gc.collect(), len(kept), type(kept[0].other).__name__)
kept[0].other.other = None
kept.clear()
print(gc.collect(), "end")
