print(list(range(5)), list(range(2, 8, 3)), list(range(5, 0, -2)), list(range(0)), list(range(3, 1)))
print(range(5), range(1, 5), range(1, 5, 2), repr(range(-3)), len(range(0, 10**18, 7)), range(10**20)[10**19], len(range(-5, 5)))
print(10**19 in range(10**20), 5.0 in range(10), "a" in range(3), range(10).index(3), range(0, 10, 3).count(9), 2**100 in range(2**101))
print(range(10)[2:5], range(10)[::-1], range(0, 10, 3)[::2], range(10).start, range(10).stop, range(10).step, bool(range(0)), bool(range(1)))
for f in (lambda: range(), lambda: range(1.5), lambda: range("a"), lambda: range(1, 2, 0), lambda: range(5)[5], lambda: range(5)["a"], lambda: range(3).index(9), lambda: range(1, 2, 3, 4), lambda: len(range(2**70)), lambda: range(5).start.x):
    try:
        f()
    except (TypeError, ValueError, IndexError, OverflowError, AttributeError) as e:
        print(type(e).__name__, e)
print(list(reversed(range(4))), sum(range(101)), max(range(5)), list(zip(range(3), range(10, 13))), sorted(range(3), reverse=True))
it = iter(range(3))
print(next(it), next(it), list(it), list(it))
print({range(3): 1}[range(0, 3, 1)], range(0, 3) == range(0, 3, 1), range(1, 1) == range(9, 9))
big = iter(range(2**62 - 1, 2**62 + 2))
print(list(big))
for i in range(3):
    i = 10
print(i)
