t = 1, 2, "three"
print(t, (), (1,), 1, (1, 2)[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, t.count(1), t.index(2))
print((1, 2) < (1, 3), (1,) < (1, 0), () == (), (1, 2) == [1, 2], hash((1, 2)) == hash((1, 2)), (1, [2]) == (1, [2]))
print(tuple("ab"), tuple([1]), tuple(), tuple(range(3)), tuple({1: 2}), tuple(x for x in "gen"))
for f in (lambda: t[5], lambda: t["a"], lambda: t.index("x"), lambda: hash(([],)), lambda: t + [1], lambda: t * "a", lambda: tuple(5), lambda: t.append(1), lambda: t < 1):
    try:
        f()
    except (IndexError, TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
nested = ((1, (2, (3,))), [4])
nested[1].append(5)
print(nested, nested[0][1][1][0])
try:
    nested[1] += [6]
except TypeError as e:
    print(e, nested)
l = []
r = (l,)
l.append(r)
print(r, ((),), ((1,),), (None,))
print({(1, 2): "a"}[1, 2], (1, 2) in {(1, 2)}, max((1, 2), (1, 3)))
print(hash(()) == hash(()), hash((1, 2, 3)), hash(("a",)) == hash(("a",)), hash(((), ((),))))
