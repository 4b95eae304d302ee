g = (x * x for x in range(5))
print(type(g).__name__, next(g), list(g), list(g))
print(sum(x for x in range(10) if x % 2), max((len(w), w) for w in ("a", "ccc", "bb")), ",".join(str(x) for x in range(3)), dict((k, v) for k, v in zip("ab", [1, 2])), any(x > 3 for x in range(5)), all(x for x in []))


def first(n):
    print("iterable evaluated")
    return range(n)


print("before")
g = (print("element", x) for x in first(2))
print("made")
for _ in g:
    pass
try:
    g = (x for x in 5)
except TypeError as e:
    print(e)
n = 2
g = (x * n for x in range(3))
n = 10
print(list(g))
print(list((x, y) for x in range(3) for y in range(x)), list(x for row in [[1, 2], [3]] for x in row))
x = "outer"
print([x for x in range(2)], x, list(x for x in "ab"), x)
pipeline = (line.strip() for line in ["  a ", "b", "  "])
pipeline = (line for line in pipeline if line)
print([line.upper() for line in pipeline])


def primes(n):
    sieve = (k for k in range(2, n))
    while (p := next(sieve, None)) is not None:
        yield p
        sieve = (lambda p, s: (k for k in s if k % p))(p, sieve)


print(list(primes(50)))
it = iter([1, 2, 3, 4])
print(list(zip(it, it)), 2 in (y for y in [1, 2]), sorted(-x for x in range(3)))
g = ((i, g2) for i in range(1) for g2 in [list(k for k in range(i + 2))])
print(next(g), g.__name__, g.gi_frame is None)
