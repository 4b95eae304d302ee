# Sets of small integers and strings iterate as CPython's do.
print({3, 1, 2}, {10, 5, 0}, {8, 0, 16}, {-1, -2, 1}, {100, 33, 65, 2})
print(set(range(20)), set([7, 14, 21, 28, 35]), {1.5, 0.5, 2.0}, {2**40, 2**61, 5})
s = set()
for i in range(0, 100, 9):
    s.add(i)
print(s)
for i in range(0, 100, 18):
    s.discard(i)
print(s)
s.add(0)
print(s, list(s | {1000, 77}), list(s & {9, 27, 45}), s - {9})
print({True, False, None} == {None, True, False}, {(1, 2), (0, 0)}, frozenset({5, 6, 4}))
print({"b", "a", "c"}, set("hello world"), {"apple", "pear", "fig"})
print([x for x in {"one": 1, "two": 2}.keys() | {"three"}])
t = {5, 3, 9}
print(t.pop(), t.pop(), t)
it = iter({1, 2, 3})
print(next(it), list(it))
u = {1, 2, 3}
try:
    for x in u:
        u.add(x + 10)
except RuntimeError as e:
    print(e)
print([x for x in {2, 1}], {x % 3 for x in range(10)}, sorted({c for c in "banana"}))
