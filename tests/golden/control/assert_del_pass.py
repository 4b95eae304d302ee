assert True
assert 1, "not shown"
for text, f in (("plain", "assert 0"), ("message", "")):
    try:
        if text == "plain":
            assert 0
        else:
            assert [] == [1], f"lists differ: {[]} {[1]}"
    except AssertionError as e:
        print(text, repr(e), e.args)
try:
    assert False, ("a", 1)
except AssertionError as e:
    print(e.args, str(e))
a = b = c = [1]
del a
print(b is c)
try:
    a
except NameError as e:
    print(e)
x = {"k": [1, 2, 3], "l": 5}
del x["k"][0], x["l"]
print(x)


class N:
    pass


n = N()
n.a = n.b = 5
del n.a
print(n.__dict__)
for f in ("attr", "index", "key", "name", "const"):
    try:
        if f == "attr":
            del n.missing
        elif f == "index":
            del x["k"][9]
        elif f == "key":
            del x["zz"]
        elif f == "name":
            del undefined_name
        else:
            del (1).real
    except (AttributeError, IndexError, KeyError, NameError) as e:
        print(type(e).__name__, e)
p, q, (r, [s]) = 1, 2, (3, [4])
del p, (q, [r]), s
print("p" in globals(), "s" in globals())


def f(v):
    del v
    try:
        return v
    except UnboundLocalError as e:
        return str(e)


print(f(1))
if 1: pass
else: print("no")
for _ in (1,): pass; print("one line")
