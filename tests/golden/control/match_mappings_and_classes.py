"""Mapping and class patterns: what they look at, in which order, and their errors."""
import sys


def kind(x):
    match x:
        case {}if not x:
            return "empty mapping"
        case {"kind": "circle", "r": int(r) | float(r)}:
            return ("circle", r)
        case {"kind": str(k), **rest}:
            return (k, rest)
        case {1: a, -1: b}:
            return ("numbers", a, b)
        case {None: [x, *_]}:
            return ("none", x)
        case range():
            return "range"
        case bool(b):
            return ("bool", b)
        case int(n) if n > 100:
            return ("large", n)
        case int() | float():
            return "number"
        case str(s):
            return ("str", s)
        case bytes(s):
            return ("bytes", s)
        case list((first, *_)):
            return ("list", first)
        case tuple(t):
            return ("tuple", t)
        case set(s) | frozenset(s):
            return (type(s).__name__, sorted(s))
        case type():
            return "class"
        case object(__name__=name):
            return ("named", name)
        case _:
            return None


class Sub(dict):
    def __missing__(self, key):
        print("missing", key)
        return 0


for subject in [{}, {"kind": "circle", "r": 2}, {"kind": "circle", "r": "2"}, {"kind": "square", "side": 3}, {"kind": 1},
                {1: 1, -1: -1}, {1.0: 1, -1.0: -1, 0: 0}, {True: "t", -1: "m"}, {None: "xyz"}, {None: "xyz"[:0]},
                {None: [7]}, range(3), True, 7, 700, 1.5, "s", b"s", [], [1, 2], (), (1,), {3, 1}, frozenset("ba"), int, len,
                object(), Sub(kind="sub"), Sub(x=1), type.__dict__]:
    print(kind(subject) if not isinstance(subject, dict) or subject else kind(subject))


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    @property
    def norm(self):
        print("norm asked")
        return abs(self.x) + abs(self.y)


class Point3(Point):
    __match_args__ = ("x", "y", "z")
    z = 0


def where(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point3(x, y, 0) if x == y:
            return ("flat diagonal", x)
        case Point(x=0, y=y):
            return ("axis", y)
        case Point(x, norm=5):
            return ("five", x)
        case Point(x, absent=_):
            return "never"
        case Point(Point(a, b), c):
            return ("nested", a, b, c)
        case Point():
            return "some point"
    return "no point"


for p in [Point(0, 0), Point3(0, 0), Point3(2, 2), Point(0, 3), Point(2, 3), Point(2, 2), 5, Point]:
    print(where(p))


class Loud:
    __match_args__ = ("b", "a")

    def __getattr__(self, name):
        print("get", name)
        if name in "abc":
            return name
        raise AttributeError(name)


match Loud():
    case Loud(x, y, c=z):
        print(x, y, z)
match Loud():
    case Loud(d=1):
        print("never")
    case Loud(x, "b"):
        print("never")
    case Loud(_, _):
        print("second")


class Int(int):
    pass


class Mapped(dict):
    __match_args__ = ("keys",)


match Int(5):
    case int(n):
        print(type(n).__name__, n)
match Mapped(a=1):
    case Mapped(k):
        print(list(k()))
match {"a": {"b": [1, {"c": "deep"}]}}:
    case {"a": {"b": [_, {"c": c}]}}:
        print(c)


class Keys:
    one = "a"
    two = "a"


def failing(what):
    try:
        what()
    except Exception as error:
        print(type(error).__name__, error)


def too_many():
    match Point(1, 2):
        case Point(a, b, c):
            pass


def too_many_self():
    match 5:
        case int(a, b):
            pass


def none_by_position():
    match object():
        case object(a):
            pass


def twice():
    match Point(1, 2):
        case Point(a, x=b):
            pass


def no_class():
    match 5:
        case len(a):
            pass


def same_keys():
    match {"a": 1, "b": 2}:
        case {Keys.one: a, Keys.two: b}:
            pass


class List:
    __match_args__ = ["a"]


class Number:
    __match_args__ = (1,)


def args_list():
    match List():
        case List(a):
            pass


def args_number():
    match Number():
        case Number(a):
            pass


class Raises:
    @property
    def a(self):
        raise ValueError("from the property")


def raises():
    match Raises():
        case Raises(a=1):
            pass


for what in [too_many, too_many_self, none_by_position, twice, no_class, same_keys, args_list, args_number, raises]:
    failing(what)
