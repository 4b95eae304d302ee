# modes: plain, verify
# gc.get_count(): +1 for each new tracked instance, -1 for each that dies.
import gc


class Node:
    pass


class Slots:
    __slots__ = ("a",)


class Plain:
    __slots__ = ()


def read():
    return gc.get_count()[0]


def deltas(kind):
    read()
    n0 = read()
    a = kind()
    n1 = read()
    b = kind()
    c = kind()
    n2 = read()
    del a
    n3 = read()
    c = None
    n4 = read()
    del b
    n5 = read()
    return [n1 - n0, n2 - n1, n3 - n2, n4 - n3, n5 - n4]


gc.disable()
for kind in (Node, Slots):
    gc.collect()
    deltas(kind)
    print(kind.__name__, deltas(kind))


# An instance without any attributes is tracked by the collector all the same.
print(gc.is_tracked(Plain()))

gc.collect()
keep = [None] * 500
read()
start = read()
for i in range(500):
    keep[i] = Node()
made = read()
for i in range(0, 500, 2):
    keep[i] = None
left = read()
print("five hundred made:", made - start, "half dropped:", left - start)

# Atoms are not counted.
x = [None] * 200
read()
start = read()
for i in range(200):
    x[i] = i * 1.5
    x[i] = str(i) * 3
    x[i] = i + 100000
    x[i] = bytes(5)
end = read()
print("atoms:", end - start)
