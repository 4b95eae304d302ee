# modes: plain, verify
# Deeply nested data: printing and comparing it either works or is a RecursionError; building and dropping always works.
def nest(n, wrap, seed):
    v = seed
    for _ in range(n):
        v = wrap(v)
    return v


def attempt(label, f):
    try:
        f()
        print(label, "works")
    except RecursionError:
        print(label, "RecursionError")


N = 50_000
lists = nest(N, lambda v: [v], [])
other = nest(N, lambda v: [v], [])
tuples = nest(N, lambda v: (v,), ())
dicts = nest(N, lambda v: {"k": v}, {})
attempt("repr of lists", lambda: repr(lists))
attempt("comparison of lists", lambda: lists == other)
attempt("order of lists", lambda: lists < other)
attempt("repr of tuples", lambda: repr(tuples))
attempt("repr of dicts", lambda: repr(dicts))
attempt("str in format", lambda: f"{lists}")
attempt("shallow copy", lambda: lists[:])
shallow = nest(50, lambda v: [v], [])
print(repr(shallow), shallow == nest(50, lambda v: [v], []))
a, b = [], []
a.append(b)
b.append(a)
print(a, b)
attempt("comparison of cycles", lambda: a == b)
d = {}
d["d"] = d
e = {}
e["d"] = e
print(d)
attempt("comparison of dict cycles", lambda: d == e)
t = ([],)
t[0].append(t)
print(t)
del lists, other, tuples, dicts
f = nest(5_000, lambda g: lambda: g(), lambda: 1)
attempt("call of closures", f)
del f
g = nest(5_000, lambda it: map(lambda x: x, it), iter([1]))
attempt("chain of maps", lambda: next(nest(100, lambda it: map(lambda x: x, it), iter([1]))))
del g
h = nest(300, lambda it: (x for x in it), [1, 2])
print(list(h))


class Node:
    def __init__(self, child):
        self.child = child

    def __eq__(self, other):
        return self.child == other.child


attempt("equality of nodes", lambda: nest(50_000, Node, None) == nest(50_000, Node, None))
print("alive")
