# Iterators are copied where they are, and describe themselves.
import copy
from collections import OrderedDict


def attempt(call):
    try:
        print(call())
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        print(type(error).__name__, error)


SOURCES = [
    [1, 2, 3], (1, 2, 3), "abc", "aéz", b"abc", bytearray(b"abc"), range(3), range(0, 10, 4), range(10**20, 10**20 + 3), {1: 2, 3: 4},
    {1: 2, 3: 4}.values(), {1: 2, 3: 4}.items(), {1, 2, 3}, frozenset([1, 2]), [],
]
for source in SOURCES:
    print("==", source)
    ways = [iter, lambda source: reversed(list(source))]
    if hasattr(source, "__reversed__"):
        ways.append(reversed)
    for way in ways:
        iterator = way(source)
        next(iterator, None)
        function, arguments, *place = iterator.__reduce__()
        if not isinstance(source, range) or way is not iter and way is not reversed:
            print(function.__name__, arguments, place)
        print(list(copy.copy(iterator)), list(copy.deepcopy(iterator)), list(iterator), list(copy.copy(iterator)))
        for place in (-5, 0, 1, 99):
            iterator = way(source)
            attempt(lambda: (iterator.__setstate__(place), list(iterator)))

for make in [
    lambda: enumerate("abc"), lambda: enumerate("abc", 10**30), lambda: zip("abc", "def"), lambda: zip("ab", "c", strict=True),
    lambda: map(str, [1, 2, 3]), lambda: filter(None, [0, 1, 2, 0, 3]), lambda: reversed("abc"),
]:
    iterator = make()
    next(iterator)
    function, arguments, *place = iterator.__reduce__()
    print(function.__name__, len(arguments), place)
    attempt(lambda: list(copy.deepcopy(iterator)))


far = iter(range(2**62))
far.__setstate__(2**61)
print(next(copy.copy(far)), next(far))
far = iter(range(10**30, -10**30, -3))
far.__setstate__(10**15)
print(next(copy.copy(far)), next(far))


class Sequence:
    def __getitem__(self, index):
        if index > 3:
            raise IndexError
        return index


iterator = iter(Sequence())
next(iterator)
print(list(copy.copy(iterator)), iterator.__reduce__()[2])
iterator.__setstate__(3)
print(list(iterator), iterator.__reduce__()[1:])


class Mapped(map):
    pass


print(Mapped(str, [1]).__reduce__()[0], list(copy.copy(Mapped(str, [1, 2]))))

ordered = OrderedDict([(3, 1), (1, 2)])
ordered.extra = [1]
print(ordered.keys(), ordered.values(), ordered.items(), hasattr(ordered.copy(), "extra"), copy.copy(ordered).extra)
attempt(lambda: ordered.setdefault(key=5, default=6))
attempt(lambda: OrderedDict(1, 2))


class Missing(OrderedDict):
    def __missing__(self, key):
        return 0


attempt(lambda: Missing()["x"])
try:
    Missing().pop("z")
except KeyError as error:
    print("KeyError", error)


class Watched(OrderedDict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        print("get", key)
        return super().__getitem__(key)

    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)


watched = Watched(a=1, b=2, c=3)
print(watched.pop("a"), watched.popitem(), watched.popitem(last=False), watched.setdefault("n", 1), watched.update(z=1))
print(watched.copy(), watched | {"y": 1})
