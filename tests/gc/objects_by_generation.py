# modes: plain, verify
# gc.get_objects(): membership by generation, and the errors of its argument.
import gc

gc.disable()


class Node:
    pass


def holds(generation, node):
    return any(o is node for o in gc.get_objects(generation=generation))


def where(node):
    return [g for g in range(3) if holds(g, node)]


gc.collect()
node = Node()
kinds = [node, [], {"k": []}, {1}, ([],), lambda: 0, Node]
print("new:", [where(o) for o in kinds[:4]])
gc.collect(0)
print("after 0:", [where(o) for o in kinds[:4]])
young = Node()
print("younger:", where(young), where(node))
gc.collect(1)
print("after 1:", where(young), where(node))
gc.collect()
print("after 2:", where(young), where(node))
print("all:", holds(None, node), all(holds(None, o) for o in kinds))

# Atoms are never there.
print(any(type(o) in (int, str, float, bytes, bool, type(None)) for o in gc.get_objects()))
# The list that is returned is not in itself.
found = gc.get_objects()
print(any(o is found for o in found))
print(type(found).__name__)


def attempt(*args, **kwargs):
    try:
        print(type(gc.get_objects(*args, **kwargs)).__name__)
    except Exception as e:
        print(args, kwargs, type(e).__name__, e)


attempt(None)
attempt(0)
attempt(generation=2)
attempt(3)
attempt(-1)
attempt("1")
attempt(1.0)
attempt(0, 1)
attempt(gen=0)
