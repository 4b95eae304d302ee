"""help() of objects of a program, and breakpoint() with its hook."""
import sys


def function(x, y=2, /, z=None, *rest: int, key: str = "k", other, **more) -> "text":
    """What the function does.

        With an indented part.
    And more."""


class Base:
    """The base."""

    __slots__ = ()
    number = 1

    def method(self, a, *, b=3):
        "Does it."

    @property
    def size(self):
        "How large."
        return 1

    @classmethod
    def make(cls, n):
        "Makes one."

    @staticmethod
    def free(q=()):
        "Stands alone."

    def _hidden(self):
        pass


class Derived(Base):
    __slots__ = ()
    text = "x" * 100

    def own(self):
        pass

    def __init__(self, start=0):
        "Begins."

    def __len__(self):
        return 0


help(function)
help(Derived)
help(Base)
help(Derived().own)
help(Derived.make)
help(Derived())
help(lambda a, b=1: a)
help(len)
help("len")
print(repr(help), type(help).__name__)
help("no_such_name_at_all")
try:
    help(1, 2)
except TypeError as error:
    print("TypeError")


def hook(*args, **keywords):
    print("hook", args, keywords)
    return 7


sys.breakpointhook = hook
print(breakpoint(1, x=2), breakpoint())
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as error:
    print(error)
print(callable(sys.__breakpointhook__))
