def f(*a, **k):
    return a, k


l, d = [1, 2], {"x": 1}
print([*l, *"ab", *range(2)], (*l,), {*l, *l}, {**d, "y": 2, **{"x": 9}}, [*l, 0, *[]], *l)
print(f(*l, *(3,), 4), f(**d, y=2), f(*l, **d, **{"z": 0}), f(*{}, **{}), f(*(x for x in "gh")), f(0, *l, k=1))


class Mapping:
    def keys(self):
        return ["m", "n"]

    def __getitem__(self, k):
        return k * 2


print(f(**Mapping()), {**Mapping()}, dict(Mapping()))
for g in (lambda: f(*5), lambda: f(**5), lambda: f(**{1: 2}), lambda: f(**d, x=2), lambda: f(**d, **d), lambda: [*5], lambda: {**5}, lambda: {*5}, lambda: f(*None), lambda: f(**[("a", 1)]), lambda: (*1,), lambda: print(*1), lambda: {**[1]}, lambda: f(x=1, **d), lambda: dict(**d, **d)):
    try:
        print(g())
    except TypeError as e:
        print(e)


def ret():
    return 1, *l


def gen():
    yield 0, *l


print(ret(), next(gen()), [(yield_ := 1), *l])
t = *l, 5
print(t)
for x in *l, 9:
    print(x, end=" ")
print()
def order(v):
    print("eval", v, end="; ")
    return v


f(*order([1]), order(2), k=order(3), **order({"m": 4}))
print()
print({"a": 1, **{"b": order(2)}, "c": order(3)})
print([*{"k": "v"}], [*"é😀"], {**{}}, [*[*[*[1]]]])
