print(sorted([3, 1, 2], reverse=True), list(reversed([1, 2])), list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1])), list(enumerate("ab", 5)), list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, range(4))))
print(any([0, 1]), any([]), all([1, 0]), all([]), sum([1, 2], 10), sum([[1], [2]], []), sum(()), min(3, 1, 2), max([1, 5, 3]), min("b", "a"), max([], default="none"), min([-3, 2], key=abs), max("apple", "fig", key=len), sum([0.5, 1]))
print(len("abc"), len({1: 2}), iter([1]).__next__(), next(iter([]), "end"), list(iter(lambda l=[3, 2, 1]: l.pop(), 3)), list(zip([1, 2], [3, 4], strict=True)), dict(zip("ab", range(2))), list(map(str, range(3))), tuple(map(int, "123")), list(zip(*[(1, 2), (3, 4)])))
for f in (lambda: sum(["a"]), lambda: sum("ab", ""), lambda: max([]), lambda: max(), lambda: max(1), lambda: max(1, "a"), lambda: min(1, 2, default=3), lambda: len(5), lambda: zip(5), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1, 2], [1], strict=True)), lambda: enumerate(5), lambda: enumerate(), lambda: map(), lambda: map(len), lambda: list(map(5, [1])), lambda: filter(len), lambda: reversed({1}), lambda: reversed(5), lambda: next(5), lambda: next(iter([])), lambda: iter(5, 6), lambda: any(5), lambda: sum(5), lambda: list(map(lambda a: a, [1], [2])), lambda: min([1], key=5), lambda: max(1, 2, foo=3), lambda: sorted([1], 2), lambda: sum([1], [2]), lambda: enumerate([], "x"), lambda: len()):
    try:
        print(f())
    except (TypeError, ValueError, StopIteration) as e:
        print(type(e).__name__, e)
it = map(lambda x: print("mapping", x) or x, [1, 2])
print("lazy")
print(next(it), list(it), list(it))
z = zip([1, 2, 3], iter([9]))
print(next(z), list(z), type(z).__name__, type(it).__name__, type(enumerate([])).__name__, type(reversed([])).__name__, type(reversed("ab")).__name__)
