# modes: plain, verify
# A million linked objects die without recursion.
import gc


class Node:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


gc.disable()
head = None
for _ in range(1_000_000):
    head = Node(head)
print("built")
head = None
print("dead")

nested = []
for _ in range(1_000_000):
    nested = [nested]
nested = None
print("lists")

t = ()
for _ in range(200_000):
    t = (t,)
del t
print("tuples")

d = {}
for _ in range(200_000):
    d = {"d": d}
del d
print("dictionaries")

f = None
for _ in range(100_000):
    f = (lambda g: lambda: g)(f)
f = None
print("closures")

# The same as garbage of the collector.
head = Node(None)
tail = head
for _ in range(200_000):
    head = Node(head)
tail.next = head
del head, tail
print(gc.collect())
