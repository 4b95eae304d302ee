a = [1]
b = a
c = [1]
print(a is b, a is c, a is not c, a == c, None is None, a in [c], [c].index(a), a not in [], (a is b) == True)
print("b" in "abc", "" in "", "bc" in "abc", "cb" in "abc", 2 in (1, 2), 2 in range(3), "k" in {"k": 1}, 1 in {"k": 1}.values(), (1,) in [(1,)], None in [None], 1.0 in [1], True in [1], float("nan") in [float("nan")])
nan = float("nan")
print(nan in [nan], nan in (nan,), nan in {nan}, nan == nan, [nan] == [nan], [nan].count(nan), {nan: 1}.get(nan), (nan,) == (nan,))


class Eq:
    def __init__(self, r):
        self.r = r

    def __eq__(self, o):
        return self.r


print(5 in [Eq(True)], 5 in [Eq(False)], Eq(True) in [5], [Eq("yes")] == [1], [Eq("")] == [1], (1, 2) == (1, Eq(1)))
e = Eq(False)
print(e in [e], [e] == [e], e == e, [e].index(e))
for f in (lambda: 1 in 5, lambda: 1 in None, lambda: 1 in "a", lambda: "a" in b"a", lambda: [] in {}, lambda: 1 in len, lambda: "x" in 1.5):
    try:
        f()
    except TypeError as t:
        print(t)
print(type(1) is int, type(True) is bool, type("") is str, isinstance(1, int) is True, (1 < 2) is True)
print([] == [], () == (), {} == {}, set() == set(), [] == (), {} == set(), "" == b"", 0 == 0.0 == False, [1, 2] == [1.0, 2.0], {1: 2} == {1.0: 2.0}, {1} == {True}, range(0) == range(2, 2))
