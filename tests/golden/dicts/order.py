d = {}
for k in "zyxabc":
    d[k] = ord(k)
print(d)
d["y"] = 0
print(list(d))
del d["z"]
d["z"] = 1
print(list(d), list(reversed(d)), list(reversed(d.values())), next(iter(d)))
print(d.popitem(), d)
e = {k: d[k] for k in sorted(d)}
print(e, e == d, list(e) == list(d))
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
print(len(big), list(big)[:5], sum(big.values()))
for i in range(0, 100, 2):
    big[i] = -1
print(list(big)[-3:], len(big))
while len(big) > 3:
    big.pop(next(iter(big)))
print(big)
print({1: "a", 1.0: "b", True: "c"}, {"a": 1, "a": 2}, {0: "x", False: "y", 0.0: "z", -0.0: "w"})
print({(1, 2): 1, "s": 2, None: 3, 1.5: 4, b"b": 5, frozenset([1]): 6, int: 7})
n = {"outer": {"inner": {"deep": [1, {"x": 2}]}}}
n["outer"]["inner"]["deep"][1]["x"] += 1
print(n)
r = {}
r["me"] = r
print(r, [r])
