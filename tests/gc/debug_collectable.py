# modes: plain, verify
# DEBUG_COLLECTABLE tells each object on stderr.
import gc

gc.disable()
gc.collect()


class Node:
    pass


gc.set_debug(gc.DEBUG_COLLECTABLE)
n = Node()
n.me = n
m = Node()
m.children = [m]
del n, m
print(gc.collect())
gc.set_debug(0)
