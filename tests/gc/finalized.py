# gc.is_finalized: True once __del__ has been called by the collector or by the count, and the object lives on.
import gc

gc.disable()
grave = []


class Lazarus:
    def __del__(self):
        print("finalizing")
        grave.append(self)


print(gc.is_finalized(3), gc.is_finalized([]), gc.is_finalized("x"))
l = Lazarus()
print(gc.is_finalized(l))
del l
print(len(grave), gc.is_finalized(grave[0]))
grave.clear()
print("gone for good, without a second call")

c = Lazarus()
c.me = c
del c
print(gc.collect() >= 0, len(grave), gc.is_finalized(grave[0]))
obj = grave.pop()
obj.me = None
del obj
print("end")
print(gc.is_finalized(Lazarus))
