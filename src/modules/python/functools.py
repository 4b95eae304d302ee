__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key", "lru_cache",
    "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

import sys as _sys
from abc import get_cache_token
from collections import namedtuple

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)

_absent = object()
_GenericAlias = type(list[int])


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Update a wrapper function to look like the wrapped function

    wrapper is the function to be updated
    wrapped is the original function
    assigned is a tuple naming the attributes assigned directly
    from the wrapped function to the wrapper function (defaults to
    functools.WRAPPER_ASSIGNMENTS)
    updated is a tuple naming the attributes of the wrapper that
    are updated with the corresponding attribute from the wrapped
    function (defaults to functools.WRAPPER_UPDATES)
    """
    for name in assigned:
        value = getattr(wrapped, name, _absent)
        if value is not _absent:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator factory to apply update_wrapper() to a wrapper function

    Returns a decorator that invokes update_wrapper() with the decorated
    function as the wrapper argument and the arguments to wraps() as the
    remaining arguments. Default arguments are as for update_wrapper().
    """
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _derived(name, base, source, derive):
    def method(self, other):
        result = getattr(type(self), base)(self, other)
        return result if result is NotImplemented else derive(result, self, other)

    method.__name__ = name
    # By this name it is found again when an object of the class is pickled.
    method.__qualname__ = f"_{name.strip('_')}_from_{base.strip('_')}"
    method.__doc__ = f"Return a {_SIGNS[name]} b.  Computed by @total_ordering from {source}."
    return method


_SIGNS = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
# What follows from each comparison, if there is __eq__ beside it.
_ORDERINGS = {
    "__lt__": {
        "__gt__": ("(not a < b) and (a != b)", lambda less, a, b: not less and a != b),
        "__le__": ("(a < b) or (a == b)", lambda less, a, b: less or a == b),
        "__ge__": ("(not a < b)", lambda less, a, b: not less),
    },
    "__le__": {
        "__ge__": ("(not a <= b) or (a == b)", lambda most, a, b: not most or a == b),
        "__lt__": ("(a <= b) and (a != b)", lambda most, a, b: most and a != b),
        "__gt__": ("(not a <= b)", lambda most, a, b: not most),
    },
    "__gt__": {
        "__lt__": ("(not a > b) and (a != b)", lambda more, a, b: not (more or a == b)),
        "__ge__": ("(a > b) or (a == b)", lambda more, a, b: more or a == b),
        "__le__": ("(not a > b)", lambda more, a, b: not more),
    },
    "__ge__": {
        "__le__": ("(not a >= b) or (a == b)", lambda least, a, b: not least or a == b),
        "__gt__": ("(a >= b) and (a != b)", lambda least, a, b: least and a != b),
        "__lt__": ("(not a >= b)", lambda least, a, b: not least),
    },
}
_METHODS = {base: {name: _derived(name, base, *row) for name, row in names.items()} for base, names in _ORDERINGS.items()}
globals().update((method.__qualname__, method) for methods in _METHODS.values() for method in methods.values())


def total_ordering(cls):
    """Class decorator that fills in missing ordering methods"""
    given = [name for name in _ORDERINGS if getattr(cls, name, None) is not getattr(object, name, None)]
    if not given:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for base in ("__lt__", "__le__", "__gt__", "__ge__"):
        if base in given:
            break
    for name, method in _METHODS[base].items():
        if name not in given:
            setattr(cls, name, method)
    return cls


class partialmethod:
    """Method descriptor with partial application of the given arguments
    and keywords.

    Supports wrapping existing descriptors and handles non-descriptor
    callables as instance methods.
    """

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            self.func = func.func
            self.args = func.args + args
            self.keywords = {**func.keywords, **keywords}
        else:
            self.func = func
            self.args = args
            self.keywords = keywords

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func), *map(repr, self.args), *(f"{name}={value!r}" for name, value in self.keywords.items())]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(_GenericAlias)


_CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


def lru_cache(maxsize=128, typed=False):
    """Least-recently-used cache decorator.

    If *maxsize* is set to None, the LRU features are disabled and the cache
    can grow without bound.

    If *typed* is True, arguments of different types will be cached separately.
    For example, f(3.0) and f(3) will be treated as distinct calls with
    distinct results. Some types such as str and int may be cached separately
    even when typed is false.

    Arguments to the cached function must be hashable.

    View the cache statistics named tuple (hits, misses, maxsize, currsize)
    with f.cache_info().  Clear the cache and statistics with f.cache_clear().
    Access the underlying function with f.__wrapped__.

    See:  https://en.wikipedia.org/wiki/Cache_replacement_policies#Least_recently_used_(LRU)
    """

    def decorate(function):
        cached = _lru_cache_wrapper(function, size, typed, _CacheInfo)
        cached.cache_parameters = lambda: {"maxsize": size, "typed": typed}
        return update_wrapper(cached, function)

    size = maxsize
    if isinstance(maxsize, int):
        size = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        size = 128
        return decorate(maxsize)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return decorate


def cache(user_function, /):
    'Simple lightweight unbounded cache.  Sometimes called "memoize".'
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            attributes = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property."
            ) from None
        value = attributes.get(self.attrname, _absent)
        if value is _absent:
            value = self.func(instance)
            try:
                attributes[self.attrname] = value
            except TypeError:
                raise TypeError(
                    f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                    f"does not support item assignment for caching {self.attrname!r} property."
                ) from None
        return value

    __class_getitem__ = classmethod(_GenericAlias)


def _merged(orders):
    """The C3 linearization of several orders of classes."""
    merged = []
    while orders := [order for order in orders if order]:
        for candidate, *_ in orders:
            if not any(candidate in order[1:] for order in orders):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        merged.append(candidate)
        for order in orders:
            if order[0] is candidate:
                del order[0]
    return merged


def _order_with(cls, virtual):
    """The resolution order of a class, with the abstract classes that it is a virtual subclass of in their places: behind the bases
    that are abstract themselves, where no base of the class is such a subclass already.
    """
    bases = list(cls.__bases__)
    border = max((at + 1 for at, base in enumerate(bases) if hasattr(base, "__abstractmethods__")), default=0)
    here = [kind for kind in virtual if issubclass(cls, kind) and not any(issubclass(base, kind) for base in bases)]
    rest = [kind for kind in virtual if kind not in here]
    explicit, others = bases[:border], bases[border:]
    orders = [_order_with(base, rest) for base in (*explicit, *here, *others)]
    return _merged([[cls], *orders, explicit, here, others])


def _order_among(cls, kinds):
    """The resolution order of a class, with those of some kinds that it is a virtual subclass of."""
    own = set(cls.__mro__)
    related = [
        kind for kind in kinds
        if kind not in own and hasattr(kind, "__mro__") and not isinstance(kind, _GenericAlias) and issubclass(cls, kind)
    ]
    related = [kind for kind in related if not any(kind is not other and kind in other.__mro__ for other in related)]
    virtual = []
    for kind in related:
        # Subclasses of an abstract class that the class is a subclass of, too, come in between.
        between = [
            [base for base in sub.__mro__ if base in related] for sub in kind.__subclasses__() if sub not in own and issubclass(cls, sub)
        ]
        between.sort(key=len, reverse=True)
        for found in [base for bases in between for base in bases] or [kind]:
            if found not in virtual:
                virtual.append(found)
    return _order_with(cls, virtual)


def _find_impl(cls, registry):
    match = None
    for kind in _order_among(cls, registry):
        if match is not None:
            ambiguous = (
                kind in registry and kind not in cls.__mro__ and match not in cls.__mro__ and not issubclass(match, kind)
            )
            if ambiguous:
                raise RuntimeError(f"Ambiguous dispatch: {match} or {kind}")
            break
        if kind in registry:
            match = kind
    return registry.get(match)


def _is_union(cls):
    if type(cls) is type(int | str):
        return True
    origin = getattr(cls, "__origin__", None)
    return origin is not None and origin is getattr(_sys.modules.get("typing"), "Union", None)


def singledispatch(func):
    """Single-dispatch generic function decorator.

    Transforms a function into a generic function, which can have different
    behaviours depending upon the type of its first argument. The decorated
    function acts as the default implementation, and additional
    implementations can be registered using the register() attribute of the
    generic function.
    """
    import weakref

    registry = {}
    # A class that dies takes its entry along.
    known = weakref.WeakKeyDictionary()
    token = [None]

    def dispatch(cls):
        """generic_func.dispatch(cls) -> <function implementation>

        Runs the dispatch algorithm to return the best available implementation
        for the given *cls* registered on *generic_func*.
        """
        now = get_cache_token()
        if token[0] != now:
            known.clear()
            token[0] = now
        try:
            return known[cls]
        except KeyError:
            found = registry.get(cls) or _find_impl(cls, registry)
            known[cls] = found
            return found

    def register(cls, func=None):
        """generic_func.register(cls, func) -> func

        Registers a new implementation for the given *cls* on a *generic_func*.
        """
        valid = isinstance(cls, type) and type(cls) is not _GenericAlias
        union = _is_union(cls) and all(isinstance(part, type) for part in cls.__args__)
        if valid or union:
            if func is None:
                return lambda func: register(cls, func)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            annotations = getattr(cls, "__annotations__", {})
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    f"Use either `@register(some_class)` or plain `@register` "
                    f"on an annotated function."
                )
            func = cls
            from typing import get_type_hints

            name, cls = next(iter(get_type_hints(func).items()))
            union = _is_union(cls) and all(isinstance(part, type) for part in cls.__args__)
            if not isinstance(cls, type) and not union:
                if _is_union(cls):
                    raise TypeError(f"Invalid annotation for {name!r}. {cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
        for kind in cls.__args__ if union else (cls,):
            registry[kind] = func
        known.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    wrapper._clear_cache = known.clear
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """Single-dispatch generic method descriptor.

    Supports wrapping existing descriptors and handles non-descriptor
    callables as instance methods.
    """

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """generic_method.register(cls, func) -> func

        Registers a new implementation for the given *cls* on a *generic_method*.
        """
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            return self.dispatcher.dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        return update_wrapper(_method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
