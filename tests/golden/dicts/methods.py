d = {"a": 1, "b": 2}
print(d["a"], d.get("x"), d.get("x", 5), d.setdefault("c", 3), d.setdefault("a", 9), d)
print(d.pop("a"), d.pop("zz", "default"), d.popitem(), d, len(d))
d.update({"x": 1}, y=2)
d.update([("z", 3), ["w", 4]])
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()))
print("x" in d, "q" not in d, d.copy() == d, dict(d) is d, {**d, "x": 100}, d | {"new": 1}, {1: 2} | {1: 3})
d |= {"x": 5}
d |= [("v", 6)]
print(d, dict(a=1, b=2), dict([(1, 2)]), dict({"k": "v"}, k2="v2"), dict(zip("ab", [1, 2])), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
for f in (lambda: {}["missing"], lambda: {}[1, 2], lambda: {}.popitem(), lambda: {}.pop("x"), lambda: {[]: 1}, lambda: {}.get([]), lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {}.update(5), lambda: {} | [], lambda: dict("ab"), lambda: {} < {}, lambda: {}.fromkeys(5), lambda: hash({}), lambda: {1: {2: {}}}[1][2][3], lambda: {}.get(), lambda: dict(**{1: 2})):
    try:
        print(f())
    except (KeyError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    del {}["k"]
except KeyError as e:
    print(repr(e), e.args)
d.clear()
print(d, bool(d))
