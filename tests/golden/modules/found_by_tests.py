"""What tests of modules have shown to be wrong once: templates, wrapping, copies, reflected operators, names that are the same function."""
import bisect
import collections
import collections.abc
import copy
import re
import string
import textwrap
import weakref

# Templates: positions of errors, patterns of one's own.
for text in ("$", "a $", "\n$ x", "line\n  ${", "$$ $a ${b} $1"):
    template = string.Template(text)
    try:
        print(template.substitute(a=1, b=2))
    except ValueError as error:
        print(error)
    print(template.safe_substitute(a=1), template.is_valid(), template.get_identifiers())


class AtSign(string.Template):
    delimiter = "@"


class Mine(string.Template):
    pattern = r"%(?P<named>[a-z]+)%|(?P<escaped>%%)|<(?P<braced>[a-z]+)>|(?P<invalid>%)"


class Unnamed(string.Template):
    pattern = r"(?P<named>n)|(?P<escaped>e)|(?P<braced>b)|(?P<invalid>i)|(?P<other>o)"


print(AtSign("@a $a @@ @{b}").safe_substitute(a=1), Mine("%a% %% <b> <c>").safe_substitute(a=1, c=3))
for call in (
    lambda: Mine("x % y").substitute(), lambda: Unnamed("o").substitute(), lambda: Unnamed("o").safe_substitute(), lambda: Unnamed("o").is_valid(),
    lambda: Unnamed("o").get_identifiers(), lambda: Unnamed("i").substitute(),
):
    try:
        print(call())
    except ValueError as error:
        print(str(error)[:45])

# Wrapping at hyphens.
wrapper = textwrap.TextWrapper()
for text in (
    "this-is-a-useful-feature-for-reformatting posts", "use the -n option, or --dry-run in its long form.", "--text--.", "what--a dash", "--", "a--b", "x-y-z",
    "so-so --- yes", "1-2 a1-b2 ab-1c -ab ab- ab-cd-", "em--dash--s", "(e-mail)-list", "foo-bar--baz",
):
    print(wrapper._split(text), textwrap.wrap(text, 9, break_long_words=False))

# Copies.
code = (lambda: 0).__code__
print(copy.copy(code) is code, copy.deepcopy(code) is code)


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Thing({self.name})"


a, b, c, d = map(Thing, "abcd")
values = weakref.WeakValueDictionary({"x": a, (1, 2): b})
copied = copy.deepcopy(values)
print(copied is not values, copied["x"] is a, sorted(map(str, copied)), type(copied).__name__)
keys = weakref.WeakKeyDictionary({a: c, b: d})
copied = copy.deepcopy(keys)
print(copied[a] is c, copied[a], len(copied), list(copied)[0] is a, copy.copy(keys)[a] is c, copy.copy(values)["x"] is a)


# Operators: the right side comes first only if its class has another method.
class Left:
    def __or__(self, other):
        return type(self).__name__ + " or"

    def __ror__(self, other):
        return type(self).__name__ + " ror"


class Inherits(Left):
    pass


class Overrides(Left):
    def __ror__(self, other):
        return "overridden ror"


class Declines(Left):
    def __or__(self, other):
        return NotImplemented

    def __ror__(self, other):
        print("asked after all")
        return NotImplemented


class Number(int):
    def __radd__(self, other):
        return "number radd"


class Same(Declines):
    pass


print(Left() | Inherits(), Left() | Overrides(), Inherits() | Left(), 1 + Number(2), Number(1) + Number(2))
try:
    Declines() | Same()
except TypeError as error:
    print(error)


class Chain(collections.ChainMap):
    pass


print(type(collections.ChainMap() | Chain()).__name__, type(Chain() | collections.ChainMap()).__name__, type({} | Chain()).__name__)

# Others.
print(bisect.bisect is bisect.bisect_right, bisect.insort is bisect.insort_right, bisect.bisect)
print(isinstance(memoryview(b""), collections.abc.Sequence))
print(collections.UserString("é").encode(None, None), collections.UserString("é").encode("ascii", "replace"))
print(re.sub("0x[0-9a-f]+", "0x", repr([staticmethod(len), classmethod(Left.__or__)])), str(staticmethod(print)))


class Generator(collections.abc.AsyncGenerator):
    async def asend(self, value):
        return value

    async def athrow(self, typ, val=None, tb=None):
        raise typ


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(drive(Generator().aclose()), drive(Generator().__anext__()))


class Ignores(Generator):
    async def athrow(self, typ, val=None, tb=None):
        return None


try:
    drive(Ignores().aclose())
except RuntimeError as error:
    print(error)

# Subclasses of classmethod and staticmethod call their __init__.
import abc


class Old(abc.ABC):
    @abc.abstractclassmethod
    def first(cls):
        pass

    @abc.abstractstaticmethod
    def second():
        pass


try:
    Old()
except TypeError as error:
    print(error)


class Told(staticmethod):
    def __init__(self, function, note=None):
        super().__init__(function)
        self.note = note


print(Told(len)("abc"), Told(len).note)
