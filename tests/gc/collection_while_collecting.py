# modes: plain, verify
# gc.collect() inside of a finalizer does nothing and returns 0; objects made there are kept.
import gc

gc.disable()
gc.collect()
made = []


class Node:
    def __init__(self):
        self.me = self

    def __del__(self):
        made.append([len(made)])
        print("nested collect:", gc.collect(), gc.isenabled())


for _ in range(3):
    Node()
print(gc.collect(), made)
print(gc.collect())


class Breaker:
    """Its finalizer takes the other's reference away."""

    def __del__(self):
        print(self.name, "still sees the other:", hasattr(self, "other"))
        if hasattr(self, "other"):
            del self.other.other


a, b = Breaker(), Breaker()
a.name, b.name = "a", "b"
a.other, b.other = b, a
del a, b
print(gc.collect())


class Bomb:
    def __del__(self):
        raise RuntimeError("in the collector")


c = Bomb()
c.me = c
del c
print(gc.collect())
