# modes: plain, verify
# Tour, stop c: cycles, which counting alone cannot free.
#
# Two objects that refer to each other hold each other's count above zero, for ever, even when no name leads to them. Finding
# such islands is the whole purpose of the cycle collector, the module `gc`.

import gc
import weakref

# The collector also runs by itself. We want to see what *we* do, so we start clean and switch the automatic runs off.
gc.collect()
gc.disable()


class Node:
    def __init__(self, name):
        self.name = name


class List(list):
    """A list that a weak reference can watch; plain lists cannot be watched."""


def state(reference):
    return "dead" if reference() is None else "alive"


print("1. A doubly linked pair.")
n1 = Node("n1")
n2 = Node("n2")
n1.next = n2
n2.prev = n1
# A weak reference watches an object without keeping it alive: it adds nothing to the count.
watch1 = weakref.ref(n1)
watch2 = weakref.ref(n2)
print("  with names:      ", state(watch1), state(watch2))
del n1
del n2
print("  without names:   ", state(watch1), state(watch2))
print("  gc.collect() found", gc.collect(), "unreachable objects")
print("  after collecting:", state(watch1), state(watch2))

print("2. Two lists that contain each other.")
list1 = List()
list2 = List()
list1.append(list2)
list2.append(list1)
watch1 = weakref.ref(list1)
watch2 = weakref.ref(list2)
print("  as text:         ", list1)
del list1, list2
print("  without names:   ", state(watch1), state(watch2))
print("  gc.collect() found", gc.collect(), "unreachable objects")
print("  after collecting:", state(watch1), state(watch2))

print("3. The same with plain lists: only the number tells.")
list1 = []
list2 = []
list1.append(list2)
list2.append(list1)
del list1, list2
print("  gc.collect() found", gc.collect(), "unreachable objects")

print("4. The shortest cycle: an object that refers to itself.")
me = Node("me")
me.myself = me
watch1 = weakref.ref(me)
del me
print("  without a name:  ", state(watch1))
print("  gc.collect() found", gc.collect(), "unreachable object")

print("5. A ring of five, with one object hanging on it. It is part of the garbage, although it is not part of the ring.")
ring = [Node(str(i)) for i in range(5)]
for i in range(5):
    ring[i].next = ring[(i + 1) % 5]
ring[0].cargo = Node("cargo")
watch1 = weakref.ref(ring[0].cargo)
del ring
print("  without names:   ", state(watch1))
print("  gc.collect() found", gc.collect(), "unreachable objects")
print("  the cargo is:    ", state(watch1))

print("6. A cycle that can still be reached is no garbage.")
a = Node("a")
b = Node("b")
a.other = b
b.other = a
print("  gc.collect() found", gc.collect(), "unreachable objects")
print("  still there:     ", a.other.name, b.other.name)

print("7. Whoever breaks the ring by hand needs no collector: counting does the rest.")
watch1 = weakref.ref(a)
b.other = None
del a
print("  one arrow removed:", state(watch1))
print("  gc.collect() found", gc.collect(), "unreachable objects")
