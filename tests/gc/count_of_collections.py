# modes: plain, verify
# The second and third number of gc.get_count().
import gc

gc.disable()


def old():
    return gc.get_count()[1:]


gc.collect()
print(old())
for generation in (0, 0, 0, 1, 0, 1, 1, 0, 2, 0, 1):
    gc.collect(generation)
    print(generation, old())

gc.collect()
# A manual young collection counts, but does not start an older one.
for _ in range(25):
    gc.collect(0)
print(old())
gc.collect(1)
print(old())
print(type(gc.get_count()).__name__, len(gc.get_count()))
