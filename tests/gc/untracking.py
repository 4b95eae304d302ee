# modes: plain, verify
# Tuples and dictionaries of atoms need no watching.
import gc

gc.disable()


def build(*values):
    return tuple(list(values))


print("tuples, new and after a collection")
for make in (
    lambda: build(1, "two", 3.0),
    lambda: build(1, (2, 3)),
    lambda: build([], 1),
    lambda: build(build(1), build(2)),
    lambda: build(None, True, ...),
    lambda: build(build([])),
):
    t = make()
    before = gc.is_tracked(t)
    gc.collect()
    print(t, before, gc.is_tracked(t))

print("dictionaries")
d = {}
print(d, gc.is_tracked(d))
d["a"] = 1
d["b"] = "text"
print(d, gc.is_tracked(d))
d[1] = (1, 2)
print("with a constant tuple:", gc.is_tracked(d))
d["list"] = []
print("with a list:", gc.is_tracked(d))
del d["list"]
print("list removed:", gc.is_tracked(d))
gc.collect()
print("after a collection:", gc.is_tracked(d))

print({"k": 1}, gc.is_tracked({"k": 1}))
print({"k": []}, gc.is_tracked({"k": []}))
print("copy:", gc.is_tracked({"k": 1}.copy()), gc.is_tracked({"k": []}.copy()))
print("dict():", gc.is_tracked(dict()), gc.is_tracked(dict(a=1)), gc.is_tracked(dict(a=[])))
print("comprehension:", gc.is_tracked({i: i for i in range(3)}))

u = {}
u.update({"x": []})
print("update:", gc.is_tracked(u))
v = {}
v.setdefault("x", {})
print("setdefault:", gc.is_tracked(v))


class DictChild(dict):
    pass


print("child class:", gc.is_tracked(DictChild()))

# Lists and sets are always watched.
for value in ([1], {1}, frozenset([1])):
    gc.collect()
    print(type(value).__name__, gc.is_tracked(value))
