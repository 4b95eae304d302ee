l, t, s, d, b, r = [1], (1,), "a", {"k": 1}, b"a", range(1)
cases = [
    lambda: l[1], lambda: l[-2], lambda: t[1], lambda: s[1], lambda: b[1], lambda: r[1], lambda: d["x"], lambda: d[1], lambda: d[None], lambda: d[(1, "a")],
    lambda: l["a"], lambda: t["a"], lambda: s["a"], lambda: b["a"], lambda: r["a"], lambda: l[1.0], lambda: l[None], lambda: l[1, 2], lambda: d[[]], lambda: d[{}],
    lambda: (lambda v: v[0])(5), lambda: (lambda v: v[0])(None), lambda: (lambda v: v[0])(1.5), lambda: (lambda v: v[0])({1}), lambda: (lambda v: v[0])(len), lambda: (lambda v: v[0])(iter([])), lambda: (lambda v: v["a"])(True), lambda: (lambda v: v[0])(int), lambda: (lambda v: v[0])(x for x in ()),
    lambda: l["a":], lambda: s[1.5:], lambda: l[::0], lambda: l[10**30], lambda: s[10**30], lambda: l[0][0], lambda: [].pop(), lambda: [1].pop(3), lambda: {}.popitem(), lambda: set().pop(), lambda: {}.pop("q"), lambda: "abc".index("z"), lambda: [1].index("z"), lambda: (1,).index("z"), lambda: "abc".rindex("z"), lambda: b"a".index(b"z"),
]
for i, case in enumerate(cases):
    try:
        print(i, case())
    except (IndexError, KeyError, TypeError, ValueError) as e:
        print(i, type(e).__name__, e)


def assign(f):
    try:
        f()
        print("fine")
    except (IndexError, KeyError, TypeError, ValueError) as e:
        print(type(e).__name__, e)


def a1(): l[5] = 1
def a2(): l["a"] = 1
def a3(): t[0] = 1
def a4(): s[0] = "b"
def a5(): r[0] = 1
def a6(): d[[]] = 1
def a7(): (lambda v: v.__setitem__(0, 1))(l)
def a8(): del l[5]
def a9(): del t[0]
def a10(): del s[0]
def a11(): del d["zz"]
def a12(): del r[0]
def a13(): l[0:1] = 5
def a14(): l[::2] = [1, 2, 3]
def a15(): b[0] = 1
def a16(): x = 5; x[0] = 1
def a17(): x = 5; del x[0]
def a18(): x = None; x["k"] = 1
def a19(): l[None] = 1
def a20(): del l["x"]


for a in (a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20):
    assign(a)
