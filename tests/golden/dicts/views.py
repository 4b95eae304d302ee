d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i)
d["c"] = 3
print(k, v, i)
print(k & {"a", "z"}, sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k == {"a", "b", "c"}, k == ["a", "b", "c"], k.isdisjoint(["z"]), sorted(i & {("a", 1)}))
print(sorted(k), max(v), sum(v), list(reversed(k)), dict(i) == d, k >= {"a"}, v == d.values())
for a, b in i:
    print(a, b, end=";")
print()
for f in (lambda: k[0], lambda: v.sort(), lambda: hash(k)):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(e)
for change in ("add", "remove", "replace"):
    d = {i: i for i in range(5)}
    try:
        for key in d:
            if change == "add":
                d[key + 100] = 1
            elif change == "remove":
                del d[key]
            else:
                d[key] = "new"
        print(change, d)
    except RuntimeError as e:
        print(change, e, len(d))
d = {1: 1, 2: 2}
try:
    for key in d:
        del d[key]
        d[key + 10] = 0
    print("same size", d)
except RuntimeError as e:
    print(e)
it = iter(d)
print(type(it).__name__, next(it), type(d.keys()).__name__, type(iter(d.items())).__name__)
