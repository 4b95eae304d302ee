# `*args` and `**kwargs` of functions and builtins, and constructors of builtin types.
def vf(*a, **k): return a, k
print(vf(), vf(1), vf(1, 2, x=3))
def vg(a, *b): return a, b
print(vg(1), vg(1, 2, 3))
try: vg()
except TypeError as e: print(e)
print(max(1, 2, 3), max([3, 1]), min(4, 2.5), max("a", "b", key=ord), max([], default=7))
print(sorted([3, 1, 2], reverse=True), sorted("bca"), sorted([(1, 'b'), (0, 'z')]), sorted([2, True, 0]), sorted([1.5, 1, 0.5]))
print(list(range(5, 0, -2)), list({1: 2}), list("ab"), dict(a=1), dict([(1, 2)], b=3), dict({1: 2}, c=3), set("aa"), type(1), list(), dict(), set())
for bad in (lambda: list(1), lambda: list(1, 2), lambda: dict(1), lambda: dict(1, 2), lambda: set(1), lambda: type(1, 2), lambda: max(), lambda: list(x=1), lambda: zip(1)):
    try: bad()
    except TypeError as e: print(e)
