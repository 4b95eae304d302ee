"""Helper to provide extensibility for pickle.

This is only useful to add pickle support for extension types defined in
C, not for instances of user-defined classes.
"""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

import sys as _sys

dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


pickle(complex, lambda number: (complex, (number.real, number.imag)))
pickle(type(int | str), lambda union: (_union, (union.__args__,)))


def _union(types):
    """The union of types, which cannot be made by a call of its own type."""
    union = types[0]
    for other in types[1:]:
        union |= other
    return union


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """Used by pickle protocol 4, instead of __newobj__ to allow classes with
    keyword-only arguments to be pickled correctly.
    """
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    new = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(new, state)
    return new


def _slotnames(cls):
    """The names of a class's slots, and of its bases'."""
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = base.__name__.lstrip("_")
                name = f"_{stripped}{name}" if stripped else name
            names.append(name)
    return names


def _getstate(self):
    """object.__getstate__"""
    state = getattr(self, "__dict__", None) or None
    names = _slotnames(type(self))
    slots = {name: getattr(self, name) for name in names if hasattr(self, name)}
    if state is not None:
        state = dict(state)
    return (state, slots) if slots else state


def _reduce(self, protocol):
    """object.__reduce_ex__"""
    cls = type(self)
    if cls is _Native:
        owner = self.__self__
        return self.__name__ if owner is None or type(owner) is _Module else (getattr, (owner, self.__name__))
    if cls in _DESCRIPTORS:
        return getattr, (self.__objclass__, self.__name__)
    if cls is _Wrapper:
        return getattr, (self.__self__, self.__name__)
    if cls is _Method:
        return getattr, (self.__self__, self.__func__.__name__)
    if protocol < 2 and not isinstance(self, (BaseException, set, frozenset, range, slice, bytearray)):
        base = next((base for base in (int, float, str, bytes, tuple, list, dict) if isinstance(self, base)), object)
        if base is cls:
            raise TypeError(f"cannot pickle {cls.__name__!r} object")
        args = (cls, base, None if base is object else base(self))
        if getattr(self, "__slots__", None) and cls.__getstate__ is object.__getstate__:
            raise TypeError(
                f"cannot pickle {cls.__name__!r} object: a class that defines __slots__ without defining __getstate__ "
                f"cannot be pickled with protocol {protocol}"
            )
        state = self.__getstate__()
        return (_reconstructor, args, state) if state else (_reconstructor, args)
    if isinstance(self, BaseException):
        args = (cls, self.args)
        return (*args, self.__dict__) if self.__dict__ else args
    if isinstance(self, (set, frozenset)):
        return cls, (list(self),), getattr(self, "__dict__", None) or None
    if cls is range:
        return cls, (self.start, self.stop, self.step)
    if cls is slice:
        return cls, (self.start, self.stop, self.step)
    if isinstance(self, bytearray):
        return cls, (bytes(self),), getattr(self, "__dict__", None) or None
    if cls.__module__ == "builtins" and cls not in _PLAIN:
        if cls is memoryview:
            raise TypeError("cannot pickle memoryview objects")
        # The views of an ordered dict have types of their own in CPython.
        ordered = "o" if cls in _VIEWS and repr(self).startswith("odict") else ""
        raise TypeError(f"cannot pickle {ordered + cls.__name__!r} object")
    if hasattr(cls, "__getnewargs_ex__"):
        args, kwargs = self.__getnewargs_ex__()
        create, args = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (__newobj__, (cls, *args))
    elif hasattr(cls, "__getnewargs__"):
        args = self.__getnewargs__()
        if not isinstance(args, tuple):
            raise TypeError(f"__getnewargs__ should return a tuple, not {type(args).__name__!r}")
        create, args = __newobj__, (cls, *args)
    else:
        create, args = __newobj__, (cls,)
        for base in (int, float, str, bytes, tuple):
            if isinstance(self, base):
                args = (cls, base(self) if base is not tuple else tuple(self))
    state = self.__getstate__()
    items = iter(self) if isinstance(self, list) else None
    pairs = iter(self.items()) if isinstance(self, dict) else None
    return create, args, state, items, pairs


_Native, _Module = type(len), type(_sys)


class _Some:
    def method(self):
        pass


_Method = type(_Some().method)
_DESCRIPTORS = (type(str.upper), type(int.__add__))
_Wrapper = type((1).__add__)
_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
_PLAIN = (object, int, float, complex, str, bytes, tuple, list, dict, bool, type(None))


# Codes that stand for a global name in a pickle, and back.
_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}


def add_extension(module, name, code):
    """Register an extension code."""
    code = int(code)
    if not 1 <= code <= 0x7FFFFFFF:
        raise ValueError("code out of range")
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f"key {key} is already registered with code {_extension_registry[key]}")
    if code in _inverted_registry:
        raise ValueError(f"code {code} is already in use for key {_inverted_registry[code]}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Unregister an extension code.  For testing only."""
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    _extension_cache.clear()
