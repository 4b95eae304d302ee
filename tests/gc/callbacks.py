# modes: plain, verify
# gc.callbacks: called before and after each collection.
import gc

gc.disable()
gc.collect()


class Node:
    pass


log = []


def first(phase, info):
    log.append((phase, info["generation"], info["collected"], info["uncollectable"]))


def second(phase, info):
    log.append((phase, "second"))


print(gc.callbacks)
gc.callbacks.append(first)
for generation in (0, 1, 2):
    for _ in range(generation + 1):
        n = Node()
        n.me = n
    del n
    print(gc.collect(generation), log)
    log.clear()

gc.callbacks.append(second)
gc.collect()
print(log)
log.clear()
gc.callbacks.remove(first)
gc.collect(0)
print(log)
gc.callbacks.clear()
log.clear()
gc.collect()
print(log)


# During a collection another one does nothing.
def nested(phase, info):
    log.append((phase, gc.collect()))


gc.callbacks.append(nested)
gc.collect()
print(log)
gc.callbacks.clear()


# `start` comes before any finalizer, `stop` after all.
class Talks:
    def __del__(self):
        log.append("finalizer")


log.clear()
gc.callbacks.append(lambda phase, info: log.append(phase))
t = Talks()
t.me = t
del t
gc.collect()
print(log)
gc.callbacks.clear()
