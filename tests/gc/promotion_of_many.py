# modes: plain, verify
import gc

gc.disable()


class Node:
    pass


def population():
    return [sum(type(o) is Node for o in gc.get_objects(generation=g)) for g in range(3)]


gc.collect()
batch = []
print(population())
for generation in (0, 0, 1, 0, 2, 0, 1):
    batch.append([Node() for _ in range(10)])
    before = population()
    gc.collect(generation)
    print("made ten", before, "collected", generation, population())

# Garbage goes, survivors move.
gc.collect()
batch.clear()
print("all dropped", population())
for i in range(20):
    n = Node()
    n.me = n
    if i % 2:
        batch.append(n)
del n
print(population())
print(gc.collect(0), population())
print(gc.collect(0), population())
batch.clear()
print("garbage in generation 1:", population(), gc.collect(0), population(), gc.collect(1), population())
