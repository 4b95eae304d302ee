# modes: plain, verify
# Recursion without end becomes RecursionError, wherever it happens, and the program goes on.
class R:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __hash__(self):
        return hash(self)

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __call__(self):
        return self()

    def __add__(self, o):
        return self + o

    def __len__(self):
        return len(self)

    def __iter__(self):
        return iter(self)

    def __bool__(self):
        return bool(self)

    def __lt__(self, o):
        return self < o

    def __getitem__(self, k):
        return self[k]

    def __contains__(self, k):
        return k in self

    def __str__(self):
        return f"{self}"

    def __index__(self):
        return range(self)[0]


r = R()


def plain():
    return plain()


def mutual():
    return (lambda: mutual())()


def by_map():
    return list(map(lambda _: by_map(), [1]))


def by_sort():
    return sorted([1, 2], key=lambda _: by_sort())


def by_generator():
    yield from by_generator()


def by_comprehension():
    return [by_comprehension() for _ in range(1)]


def by_class():
    class C:
        x = by_class()


def by_property():
    class P:
        @property
        def p(self):
            return self.p

    return P().p


actions = [plain, mutual, by_map, by_sort, lambda: list(by_generator()), by_comprehension, by_class, by_property, lambda: repr(r), lambda: str(r), lambda: r == r, lambda: hash(r), lambda: r.attribute, lambda: r(), lambda: r + 1, lambda: len(r), lambda: iter(r), lambda: bool(r), lambda: r < r, lambda: r[0], lambda: 1 in r, lambda: {r: 1}, lambda: [r] == [R()], lambda: "%s" % r, lambda: "abc"[r], lambda: not r, lambda: print(r), lambda: sorted([r, r]), lambda: max(r, r)]
for i, action in enumerate(actions):
    try:
        action()
        print(i, "no error")
    except RecursionError:
        print(i, "RecursionError")
print("alive")
