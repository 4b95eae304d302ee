"""pprint: containers of all kinds at all widths, options, recursion, and what is refused."""
import collections
import dataclasses
import io
import pprint
import random
import re
import sys
import types
from pprint import pformat

random.seed(3)


def plain(text):
    return re.sub("0x[0-9a-f]+", "0x", re.sub(r"id=\d+", "id=N", text))


def show(function, *args, **kwargs):
    try:
        print(plain(str(function(*args, **kwargs))))
    except Exception as error:
        print(type(error).__name__, plain(str(error)))


class MyList(list):
    pass


class MyDict(dict):
    def __repr__(self):
        return "MyDict(" + super().__repr__() + ")"


class MyTuple(tuple):
    pass


class Long:
    def __repr__(self):
        return "<" + "long " * 30 + ">"


@dataclasses.dataclass
class Data:
    first: object
    second: list = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=0, repr=False)
    kind: dataclasses.InitVar = None


@dataclasses.dataclass
class OwnRepr:
    x: object

    def __repr__(self):
        return "OwnRepr(" + "x" * 90 + ")"


class Namespace(types.SimpleNamespace):
    pass


Point = collections.namedtuple("Point", "x y")
words = "the quick brown fox jumped over the lazy dog " * 3
things = [
    1, "short", words, "a\nb\n" * 20, "x" * 100, "", b"bytes" * 30, b"", b"abc", bytearray(b"array" * 20), bytearray(), None, True, 1.5, 3j,
    [], (), {}, set(), frozenset(), [1], (1,), {1: 2}, {1}, list(range(40)), tuple(range(40)), dict.fromkeys(range(20), "value"), set(range(40)),
    frozenset(range(30)), {words: words}, [words], (words,), {"key": [words, {"inner": list(range(30))}]}, [[[[[words]]]]], {"b": 1, "a": 2, 3: 4, None: 5},
    {(1, 2): "x" * 70, "y": [1] * 30}, MyList(range(40)), MyDict({i: i for i in range(30)}), MyTuple(range(40)), [Long(), Long()], Point(words, 2),
    collections.OrderedDict((str(i), "v" * i) for i in range(12)), collections.OrderedDict(), collections.defaultdict(list, {i: [i] * i for i in range(12)}),
    collections.defaultdict(None), collections.Counter(words), collections.Counter(), collections.ChainMap({"a" * 30: 1}, {"b" * 30: [1] * 20}), collections.ChainMap(),
    collections.deque(range(40)), collections.deque(range(40), maxlen=50), collections.deque(), collections.UserDict({i: "u" * 9 for i in range(9)}),
    collections.UserList(range(40)), collections.UserString(words), types.MappingProxyType({i: "m" * 9 for i in range(12)}), types.SimpleNamespace(),
    types.SimpleNamespace(a=words, b=[1, 2], c={"x": words}), Namespace(a=1, b="n" * 80), Data(1), Data(words, list(range(30))), Data([Data(words), Data(2)]), OwnRepr(1),
    [Data(words), Data], {"nested": Data({"k": words})}, int, print, ..., range(100), {"dict": dict, "n": 10**40}, [123456789, -1234567.5, 1000],
    {1: {2: {3: {4: {5: {}}}}}}, ([([([1],)],)],), {"a", 1}, {frozenset({2}), frozenset({0, 1})}, [None] * 50, [[1, 2], [3, 4]] * 8,
]
for thing in things:
    for options in (
        {}, {"width": 50, "indent": 4, "compact": True}, {"depth": 2, "width": 9}, {"sort_dicts": False, "underscore_numbers": True, "indent": 0, "compact": True},
    ):
        print(plain(pformat(thing, **options)))

recursive = [1]
recursive.append(recursive)
loop = {"self": None}
loop["self"] = loop
deep = [loop, (recursive,), "x" * 80]
for thing in (recursive, loop, deep, [1, "a"], {1: 2}, [Long()], Long(), "text", [object]):
    print(pprint.isrecursive(thing), bool(pprint.isreadable(thing)), plain(pprint.saferepr(thing)), plain(pformat(thing)))
    printer = pprint.PrettyPrinter()
    print(printer.isrecursive(thing), bool(printer.isreadable(thing)), plain(printer.pformat(thing)))
namespace = types.SimpleNamespace(text="y" * 90)
namespace.me = namespace
print(plain(pformat(namespace)))
data = Data("z" * 90)
data.second = data
print(plain(pformat(data)))
print(pprint.saferepr({"b": 2, "a": 1}), pprint.saferepr((1,)))

stream = io.StringIO()
pprint.pprint({"b": 1, "a": [words]}, stream)
pprint.pp({"b": 1, "a": [1] * 60}, stream, compact=True)
pprint.PrettyPrinter(stream=stream, indent=2, width=20).pprint([1, [2, 3, 4, 5, 6, 7, 8, 9]])
pprint.pprint("positional", stream, 2, 5, 3)
print(stream.getvalue())
pprint.pprint([1, 2])
pprint.pp({"z": 1, "a": 2})
show(pprint.PrettyPrinter, indent=-1)
show(pprint.PrettyPrinter, depth=0)
show(pprint.PrettyPrinter, depth=-1)
show(pprint.PrettyPrinter, width=0)
show(pprint.PrettyPrinter, indent="x")
show(pprint.PrettyPrinter, 1, 2, 3, None, True)
show(pformat, [1], compact=1, wrong=2)
show(pprint.PrettyPrinter().format, [1, [2, [3]]], {}, 2, 0)
show(pprint.PrettyPrinter().format, {"a": [1]}, {}, 1, 0)
show(pprint._recursion, [1])


class Upper(pprint.PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, str):
            return object.upper(), True, False
        return super().format(object, context, maxlevels, level)


print(Upper(width=20).pformat(["abc def", {"k": "value"}, ("x",) * 10]))


class Unorderable:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


print(pformat({1: 1, "a": 2, (1,): 3, 2: 4, "B": 5}))


def make(depth):
    kind = random.randrange(9 if depth else 3)
    if kind == 0:
        return random.randrange(10 ** random.randrange(1, 12))
    if kind == 1:
        return "".join(random.choices("abc  \n'\"\\é", k=random.randrange(50)))
    if kind == 2:
        return bytes(random.choices(range(256), k=random.randrange(30)))
    items = [make(depth - 1) for _ in range(random.randrange(6))]
    if kind in (3, 4):
        return items
    if kind == 5:
        return tuple(items)
    return {"k" * random.randrange(15): item for item in items}


for _ in range(30):
    thing = make(4)
    print(pformat(thing, width=random.randrange(1, 90), indent=random.randrange(5), compact=random.random() < 0.5))
