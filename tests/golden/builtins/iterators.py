class Seq:
    def __getitem__(self, i):
        if i < 3:
            return i * i
        raise IndexError("stop")


class It:
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n

    def __iter__(self):
        return self


print(list(Seq()), list(It()), [*map(lambda x: x, Seq())], sum(It()), sorted(It(), reverse=True), tuple(It()), set(Seq()), max(Seq()), "".join(map(str, It())), dict(enumerate(It())), list(zip(It(), Seq())), 4 in Seq(), 2 in It(), any(x == 3 for x in It()))
it = iter([1, 2, 3])
print(next(it), list(it), list(it), next(it, "default"))
for o in ([1], (1,), "a", {1: 2}, {1}, range(1), b"a", {}.items(), zip(), map(len, []), enumerate([]), reversed([]), iter(int, 1), (x for x in ()), frozenset(), {}.values()):
    print(type(iter(o)).__name__, end=" ")
print()
l = [1, 2, 3]
it = iter(l)
next(it)
l.append(4)
print(list(it))
l.append(5)
print(list(it), "an exhausted iterator stays so")
r = reversed(l)
print(next(r), list(r))
n = 0


def count():
    global n
    n += 1
    return n


print(list(iter(count, 4)), n)
e = enumerate("abc", start=-1)
print(next(e), next(e), list(e))


class Bad:
    def __iter__(self):
        return [1]


class BadNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("in next")


for f in (lambda: iter(Bad()), lambda: list(BadNext()), lambda: [x for x in BadNext()], lambda: dict([BadNext()]), lambda: sum(BadNext()), lambda: next(Bad()), lambda: max(BadNext())):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Hint:
    def __init__(self):
        self.i = iter([1, 2])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.i)

    def __length_hint__(self):
        return 10


print(list(Hint()))
