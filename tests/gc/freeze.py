# modes: plain, verify
# The permanent generation.
import gc

gc.disable()
gc.collect()


class Node:
    pass


node = Node()
print(gc.get_freeze_count())
print(gc.freeze())
print(gc.get_freeze_count() > 0)
print([any(o is node for o in gc.get_objects(generation=g)) for g in range(3)])
print(any(o is node for o in gc.get_objects()))
print(gc.is_tracked(node))

# Frozen garbage is not found.
a = Node()
a.me = a
gc.freeze()
del a
print("frozen:", gc.collect())
young = Node()
young.me = young
del young
print("made after freezing:", gc.collect())
print(gc.unfreeze(), gc.get_freeze_count())
print([any(o is node for o in gc.get_objects(generation=g)) for g in range(3)])
print("thawed:", gc.collect(1), gc.collect(2))

# Frozen objects die by the count like others.
b = Node()
gc.collect()
before = gc.get_freeze_count()
gc.freeze()
frozen = gc.get_freeze_count()
del b
print(frozen - gc.get_freeze_count())
gc.unfreeze()
