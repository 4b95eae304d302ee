# modes: plain, verify
# gc.get_stats(): one dictionary per generation; only differences are certain.
import gc

gc.disable()


class Node:
    pass


def garbage(n):
    for _ in range(n):
        node = Node()
        node.me = node


def difference(before, after):
    return [{key: b[key] - a[key] for key in ("collections", "collected", "uncollectable")} for a, b in zip(before, after)]


gc.collect()
stats = gc.get_stats()
print(type(stats).__name__, len(stats), [sorted(s)[:2] for s in stats])
for generation, n in ((0, 3), (1, 5), (2, 7), (0, 0), (2, 1)):
    before = gc.get_stats()
    garbage(n)
    returned = gc.collect(generation)
    print(generation, returned)
    for d in difference(before, gc.get_stats()):
        print("  ", d)

# The dictionaries are copies.
gc.get_stats()[0]["collections"] = -1
print(gc.get_stats()[0]["collections"] >= 0)
