# A comparison that lies, fails or changes the list.
l = [3, 1, 2, 5, 4]


class Evil:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        l.append("grown")
        return self.n < other.n

    def __repr__(self):
        return f"E{self.n}"


l = [Evil(3), Evil(1), Evil(2)]
try:
    l.sort()
except ValueError as e:
    print(e, l)


def clears(x):
    l.clear()
    return x


l = [3, 1, 2]
try:
    l.sort(key=clears)
    print(l)
except ValueError as e:
    print(e, l)


def looks(x):
    seen.append(len(l))
    return x


seen = []
l = [3, 1, 2]
l.sort(key=looks)
print(l, seen)


class Random:
    state = 1

    def __lt__(self, other):
        Random.state = (Random.state * 1103515245 + 12345) % 2**31
        return Random.state % 2 == 0


print(len(sorted(Random() for _ in range(500))))


class Always:
    def __lt__(self, other):
        return True


print(len(sorted(Always() for _ in range(200))))
fails_at = [25]


class Fails:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        fails_at[0] -= 1
        if fails_at[0] == 0:
            raise RuntimeError("in the comparison")
        return self.n < other.n


l = [Fails((i * 7) % 20) for i in range(20)]
try:
    l.sort()
except RuntimeError as e:
    print(e, len(l), sorted(f.n for f in l) == list(range(20)))
nan = float("nan")
print(len(sorted([3, nan, 1, nan, 2])), len({id(x) for x in sorted([nan, 1.0, nan])}))
l = list(range(1000, 0, -1))
l.sort()
print(l[:3], l[-1])
l = [i // 10 for i in range(100)] + list(range(100))
l.sort()
print(l == sorted(l), l[0], l[-1])
try:
    [1, "a", 2].sort()
except TypeError as e:
    print(e)


class Weird:
    def __lt__(self, other):
        return []


print(len(sorted([Weird(), Weird(), Weird()])))
