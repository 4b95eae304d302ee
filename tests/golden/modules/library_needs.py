# What modules of the standard library, written in Python, ask of the interpreter and of the modules written in Rust.
import _collections_abc
import collections
import collections.abc
import copyreg
import dataclasses
import enum
import importlib
import importlib.util
import io
import os
import sys
import types
import warnings
from _operator import _compare_digest


def show(what, *args, **keywords):
    try:
        print(what(*args, **keywords))
    except Exception as error:
        print(type(error).__name__, error)


# Namespaces.
Namespace = types.SimpleNamespace
print(Namespace is type(sys.implementation), Namespace(b=1, a="x"), Namespace(), Namespace(a=1) == Namespace(a=1), Namespace(a=1) != Namespace(a=2))
own = Namespace(a=1)
own.self = own
print(own, own == 3, Namespace(a=1).__reduce__(), Namespace.__doc__)
show(Namespace, 1)
show(lambda: Namespace(**{1: 2}))


class Sub(Namespace):
    pass


print(Sub(x=1), Sub(x=1) == Namespace(x=1))

# Aliases may be inherited from.
class Alias(types.GenericAlias):
    __slots__ = ()

    def __new__(cls, origin, args):
        return super().__new__(cls, origin, args)


alias = Alias(list, (int, str))
print(alias, alias.__origin__, alias.__args__, isinstance(alias, types.GenericAlias), types.GenericAlias(dict, (int, str)) == dict[int, str])
show(types.GenericAlias)

# One module under two names; what imports take.
print(_collections_abc.Sized is collections.abc.Sized, __import__("collections.abc", fromlist=["x"]) is collections.abc, __import__("collections.abc") is collections)
print(importlib.import_module("collections.abc") is collections.abc, importlib.import_module(".abc", "collections") is collections.abc)
show(importlib.import_module, ".abc")
show(importlib.import_module, "no_such_module_here")
print(importlib.util.resolve_name("..b", "a.c"), importlib.util.find_spec("no_such_module_here"))
show(importlib.util.resolve_name, "..b", "a")
show(importlib.reload, 5)

# Text that is not finished: what the module codeop asks of compile().
ASK = 0x4200
for text in ("x = 1", "if x:", "if x:\n    pass", "if x:\n    pass\n", "f(", "'''a", "x = = 1", "def f():\n    return 1\n\n", "@d\n", "try:\n    pass\n"):
    for ending in "", "\n":
        try:
            compile(text + ending, "text", "single", ASK)
            print(repr(text + ending), "is whole")
        except SyntaxError as error:
            print(repr(text + ending), type(error).__name__, error.msg)

# Enumerations of plain classes, extension codes, warnings of removal.
@enum._simple_enum(enum.IntEnum)
class Number:
    ONE = 1
    TWO = enum.auto()

    def double(self):
        return self * 2


print(list(Number), Number.TWO.double(), Number.__mro__[1].__name__)
copyreg.add_extension("a", "b", 5)
for args in (("a", "b", 5), ("a", "b", 6), ("a", "c", 5), ("a", "b", 0)):
    show(copyreg.add_extension, *args)
show(copyreg.remove_extension, "a", "x", 5)
show(copyreg.remove_extension, "a", "b", 5)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings._deprecated("old", remove=(3, 13))
    print(caught[0].message)
show(warnings._deprecated, "old", remove=(3, 10))


@dataclasses.dataclass
class Point:
    x: int = 1


print(Point(), Point.__repr__.__qualname__, Point.__repr__.__wrapped__.__qualname__)
for args in (("a", "a"), (b"a", bytearray(b"a")), ("a", "b"), ("a", "ab"), ("a", b"a"), ("\xe9", "\xe9"), (1, 1)):
    show(_compare_digest, *args)

# Methods and functions as they are reduced.
print(len.__reduce_ex__(4), [].append.__reduce_ex__(4)[0], Point(3).__repr__.__reduce_ex__(2)[1], copyreg.dispatch_table[complex](1 + 2j))

# Attributes that cannot be set name the whole type.
try:
    collections.deque().maxlen = 3
except AttributeError as error:
    print(error)

# Streams and views.
stream = io.BytesIO(b"abcdef")
view = memoryview(bytearray(4))
print(stream.readinto(view), bytes(view), stream.readinto(view[1:3]), bytes(view), stream.write(memoryview(b"xyz")), bytes(stream.getbuffer()))
show(io.BytesIO(b"a").readinto, b"abc")
show(io.BytesIO(b"a").readinto, memoryview(b"abc"))


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


for function in (open, os.listdir, os.remove, os.stat, os.mkdir):
    try:
        function(Path("tests/golden" if function is os.mkdir else "no/such/file"))
    except OSError as error:
        print(type(error).__name__, error, type(error.filename).__name__)
