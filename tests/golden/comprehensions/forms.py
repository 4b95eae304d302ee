print([x * 2 for x in range(4)], {x: x * x for x in range(3)}, {x % 2 for x in range(5)}, [x for x in range(10) if x % 2 if x > 4])
print([(x, y) for x in range(3) for y in "ab" if x], [[y for y in range(x)] for x in range(3)], {k: [v] for k, v in {"a": 1}.items()})
print([a + b for a, b in [(1, 2), (3, 4)]], [x for (x, *_) in ["abc", "de"]], [y := 1, y + 1], [z := x for x in range(3)], z)
print([x if x % 2 else -x for x in range(4)], [*(x for x in "ab"), *[1]], {**{k: 1 for k in "a"}, "b": 2}, [lambda: x for x in range(2)][0]())
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row if v % 2 == 0], sum([sum(r) for r in matrix]))
words = ["one", "three", "five"]
print({w: len(w) for w in words if "e" in w}, {len(w) for w in words}, [w[::-1] for w in words], {w[0]: w for w in words}, [i for i, w in enumerate(words) if len(w) > 3])
x = 5
print([x for x in [x, x + 1]], x, [y for y in (x for x in range(x))])


def f():
    a = 10
    return [a + i for i in range(2)], {a: b for b in range(1)}, [[a * i * j for j in range(2)] for i in range(2)]


print(f())
for bad in ("unpack", "iter", "cond"):
    try:
        if bad == "unpack":
            [a for a, b in [(1, 2), (3,)]]
        elif bad == "iter":
            [a for a in None]
        else:
            [a for a in range(3) if 1 / a]
    except (ValueError, TypeError, ZeroDivisionError) as e:
        print(e)
print({i: j for i in range(2) for j in range(3)}, [[] for _ in range(2)], len([None for _ in range(1000)]), [[[k for k in range(2)] for j in range(1)] for i in range(1)])
print({(k := c): ord(k) for c in "ab"}, k, [c for c in "a-b" if c.isalpha()], "".join([c for c in "hello" if c not in "aeiou"]))
