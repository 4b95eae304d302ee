# modes: plain, verify
# Tour, stop d: three generations.
#
# Most objects die young. So the collector looks often at the young ones, seldom at those that have survived a collection, and
# very seldom at those that have survived two. A new object is in generation 0; whoever survives a collection of its
# generation moves to the next one; generation 2 is the last.

import gc


class Node:
    pass


def generation_of(node):
    for generation in range(3):
        if any(found is node for found in gc.get_objects(generation=generation)):
            return generation


print("1. The way of a survivor.")
gc.disable()
gc.collect()
survivor = Node()
print("  new:                             generation", generation_of(survivor))
gc.collect(generation=0)
print("  survived a young collection:     generation", generation_of(survivor))
gc.collect(generation=0)
print("  generation 0 is collected again: generation", generation_of(survivor), "(nobody looked at it)")
gc.collect(generation=1)
print("  survived a middle collection:    generation", generation_of(survivor))
gc.collect(generation=2)
print("  survived a full collection:      generation", generation_of(survivor), "(there is no older one)")

print("2. What gc.get_count() counts: objects created less objects destroyed, since the last young collection.")


def read():
    return gc.get_count()[0]


# We read first and print later: printing makes objects, too.
gc.collect()
read()
start = read()
node = Node()
one = read()
more = Node()
two = read()
del more
one_deleted = read()
del node
both_deleted = read()
print(f"  one new instance: {one - start:+d}")
print(f"  another one:      {two - one:+d}")
print(f"  one deleted:      {one_deleted - two:+d}")
print(f"  the other, too:   {both_deleted - one_deleted:+d}")

print("   The other two numbers count collections: of generation 0 since the last of generation 1, and of 1 since the last of 2.")
gc.collect()
print("  after a full collection:     ", gc.get_count()[1:])
gc.collect(0)
gc.collect(0)
print("  after two young collections: ", gc.get_count()[1:])
gc.collect(1)
print("  after a middle collection:   ", gc.get_count()[1:])

print("3. When it runs by itself.")
print("  thresholds:", gc.get_threshold())
# A collection is due when a counter is *greater than* its threshold. For generation 0: at the 701st object that is created
# (and not destroyed). For generation 1: the counter of young collections must pass 10, so eleven young collections come
# before each middle one.
runs = []


def note(phase, info):
    if phase == "start":
        runs.append(info["generation"])


gc.callbacks.append(note)
gc.collect()
runs.clear()
gc.enable()
keep = []
while len(runs) < 36:
    keep.append(Node())
gc.disable()
gc.callbacks.remove(note)
print("  generations of the first 36 automatic collections:")
for start in range(0, 36, 12):
    print("   ", *runs[start : start + 12])
# Rounded down, because the interpreter itself may make an object now and then.
print("  instances made meanwhile, in hundreds:", len(keep) // 100)

print("4. The thresholds can be changed: gc.set_threshold(50, 2, 2).")
gc.set_threshold(50, 2, 2)
del keep
gc.callbacks.append(note)
gc.collect()
runs.clear()
gc.enable()
keep = []
while len(runs) < 12:
    keep.append(Node())
gc.disable()
gc.callbacks.remove(note)
print("  generations of the first 12 automatic collections:")
print("   ", *runs)
gc.set_threshold(700, 10, 10)
