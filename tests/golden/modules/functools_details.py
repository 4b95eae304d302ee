# What functools shows to those who look closer: states, names, orders of classes, hashes.
import collections.abc
import copy
import functools
import gc
import typing
import weakref


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


def show(*args, **kwargs):
    return args, kwargs


class Named(functools.partial):
    pass


partial = functools.partial(show, 1, key=[2])
partial.note = []
print(partial.__reduce__()[2][1:])
second = copy.copy(partial)
print(second.args is partial.args, second.note is partial.note, copy.deepcopy(partial)(3))
print(functools.partial(functools.partial(max, 1), 2).args, functools.partial(partial, 2).func is partial)
print(repr(Named(max, 1)), repr(functools.partial(max, 1)))
partial.keywords[5] = 6
print(repr(partial).split(">")[1])
attempt(partial)
for state in ((show, (), {}), [show, (), {}, None], (None, (), {}, None), (show, [], {}, None), (show, (), [], None)):
    attempt(second.__setstate__, state)
second.__setstate__((show, (7,), None, {"mark": 1}))
print(second(), second.mark, hasattr(second, "note"))

key = functools.cmp_to_key(lambda a, b: a - b)
print(key(5).obj, isinstance(key(5), collections.abc.Hashable))
attempt(hash, key(5))
attempt(lambda: key.obj)


@functools.total_ordering
class Ordered:
    def __lt__(self, other):
        return False


print(Ordered.__gt__.__name__, Ordered.__gt__.__qualname__, Ordered.__gt__ is functools._gt_from_lt, Ordered.__ge__.__doc__)


class Asked:
    asked = 0

    def __hash__(self):
        Asked.asked += 1
        return 1


cached = functools.lru_cache(maxsize=1)(lambda *args: len(args))
asked = Asked()
for args in ((asked, 1), (asked, 1), (2, 3), (asked, 1)):
    print(cached(*args), Asked.asked, cached.cache_info())


@functools.singledispatch
def kind(value):
    return "base"


@kind.register
def _(value: typing.Union[str, bytes]):
    return "text"


@kind.register
def _(value: typing.Optional[float]):
    return "float or nothing"


print(kind(""), kind(b""), kind(1.5), kind(None), kind(1))


class Sized(collections.abc.Sized):
    def __len__(self):
        return 0


@functools.singledispatch
def order(value):
    return "base"


for abstract in (collections.abc.Iterable, collections.abc.Container, collections.abc.Sized, collections.abc.Mapping):
    order.register(abstract)(lambda value, name=abstract.__name__: name)


class Both(Sized):
    pass


collections.abc.Iterable.register(Both)
print(order(Both()), order({}), order(5))


class Conflict:
    pass


for abstract in (collections.abc.Iterable, collections.abc.Container):
    abstract.register(Conflict)
attempt(order, Conflict())


class Short:
    pass


print(kind(Short()))
dead = weakref.ref(Short)
del Short
gc.collect()
print(dead())
