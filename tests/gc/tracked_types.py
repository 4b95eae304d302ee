# modes: plain, verify
# gc.is_tracked for new objects of each type.
import gc

gc.disable()


class Node:
    pass


class Slots:
    __slots__ = ("a",)


class Empty:
    __slots__ = ()


class IntChild(int):
    pass


class StrChild(str):
    pass


def function():
    yield


for name, value in [
    ("None", None),
    ("True", True),
    ("int", 5),
    ("big int", 2**100),
    ("float", 1.5),
    ("str", "text"),
    ("bytes", b"bytes"),
    ("range", range(5)),
    ("Ellipsis", ...),
    ("NotImplemented", NotImplemented),
    ("empty tuple", ()),
    ("empty list", []),
    ("list of ints", [1, 2]),
    ("empty dict", {}),
    ("empty set", set()),
    ("frozenset", frozenset([1])),
    ("function", function),
    ("lambda", lambda: 0),
    ("generator", function()),
    ("class", Node),
    ("instance", Node()),
    ("instance with slots", Slots()),
    ("instance without attributes", Empty()),
    ("instance of a child of int", IntChild(3)),
    ("instance of a child of str", StrChild("x")),
    ("object()", object()),
    ("module", gc),
    ("builtin function", len),
    ("exception", ValueError("x")),
    ("type int", int),
    ("iterator", iter([])),
    ("zip", zip()),
    ("enumerate", enumerate([])),
    ("property", property()),
    ("super", super(Node, Node())),
    ("code", function.__code__),
]:
    print(f"{name}: {gc.is_tracked(value)}")
try:
    gc.is_tracked()
except TypeError as e:
    print(e)
