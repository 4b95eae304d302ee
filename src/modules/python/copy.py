"""Generic (shallow and deep) copying operations.

Interface summary:

        import copy

        x = copy.copy(y)        # make a shallow copy of y
        x = copy.deepcopy(y)    # make a deep copy of y

For module specific errors, copy.Error is raised.
"""

from copyreg import dispatch_table

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error

_ATOMIC = {
    type(None), int, float, bool, complex, str, bytes, type, range, type(Ellipsis), type(NotImplemented), type(len),
    type(lambda: 0), type((lambda: 0).__code__), property, type(__import__("weakref").ref),
    __import__("weakref").ref,
}


def copy(x):
    """Shallow copy operation on arbitrary Python objects.

    See the module's __doc__ string for more info.
    """
    cls = type(x)
    if cls in _ATOMIC or cls in (tuple, frozenset, slice):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if issubclass(cls, type):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    reduced = _reduced(x, cls)
    if isinstance(reduced, str):
        return x
    return _reconstruct(x, None, *reduced)


def _reduced(x, cls):
    reduce = dispatch_table.get(cls)
    if reduce is not None:
        return reduce(x)
    reduce = getattr(x, "__reduce_ex__", None)
    if reduce is not None:
        return reduce(4)
    reduce = getattr(x, "__reduce__", None)
    if reduce is None:
        raise Error(f"un(deep)copyable object of type {cls}")
    return reduce()


_absent = []


def deepcopy(x, memo=None, _nil=_absent):
    """Deep copy operation on arbitrary Python objects.

    See the module's __doc__ string for more info.
    """
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    known = memo.get(id(x), _absent)
    if known is not _absent:
        return known
    if cls is list:
        new = []
        memo[id(x)] = new
        for item in x:
            new.append(deepcopy(item, memo))
    elif cls is dict:
        new = {}
        memo[id(x)] = new
        for key, value in x.items():
            new[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        new = _deepcopy_tuple(x, memo)
    elif cls is type((lambda: 0).__get__(0)):
        new = cls(x.__func__, deepcopy(x.__self__, memo))
    elif issubclass(cls, type):
        new = x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            new = method(memo)
        else:
            reduced = _reduced(x, cls)
            new = x if isinstance(reduced, str) else _reconstruct(x, memo, *reduced)
    if new is not x:
        memo[id(x)] = new
        # The original must not die before the memo, or its id could come again.
        memo.setdefault(id(memo), []).append(x)
    return new


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    known = memo.get(id(x), _absent)
    if known is not _absent:
        return known
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _reconstruct(x, memo, create, args, state=None, items=None, pairs=None):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    new = create(*args)
    if deep:
        memo[id(x)] = new
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(new, "__setstate__"):
            new.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                new.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(new, name, value)
    for item in items or ():
        new.append(deepcopy(item, memo) if deep else item)
    for key, value in pairs or ():
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        new[key] = value
    return new
