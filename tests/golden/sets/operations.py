a = {1, 2, 3, 4}
b = {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, b - a, a.union([9], (8,)), a.intersection([1, 9]), a.difference([1], [2]), a.symmetric_difference([1, 10]))
print(a < b, {1} < a, a <= a, a >= {1, 2}, a > a, a == {4, 3, 2, 1}, a.issubset(range(10)), a.issuperset([1]), a.isdisjoint([7]), a != b)
a.add(10)
a.discard(1)
a.discard(99)
a.remove(2)
a.update([20], (30,))
print(sorted(a), len(a), 3 in a, 99 in a)
a |= {100}
a &= {3, 4, 100, 10}
a -= {3}
a ^= {4, 5}
print(sorted(a))
a.intersection_update([5, 10])
a.difference_update([10])
a.symmetric_difference_update([6])
print(a, a.copy() is a, a.pop() in (5, 6), len(a))
f = frozenset([1, 2])
print(f, f | {3}, type(f | {3}).__name__, type({3} | f).__name__, f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset((2, 1))], set(), frozenset(), {f})
for g in (lambda: set().pop(), lambda: {1}.remove(5), lambda: {[]}, lambda: {1} + {2}, lambda: {1} | [2], lambda: hash(set()), lambda: set(5), lambda: f.add(1), lambda: {1} < [1], lambda: [] in {1}, lambda: {1}.union(5)):
    try:
        print(g())
    except (KeyError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print({1} in {frozenset([1])}, set([1]) == frozenset([1]), len({1, 1.0, True}))
