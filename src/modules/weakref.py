def proxy(object, callback=None, /):
    """Create a proxy object that weakly references 'object'."""
    self = _new(ProxyType)
    _set(self, "_target", ref(object, callback and (lambda dead: callback(self))))
    return self


_new, _get, _set = object.__new__, object.__getattribute__, object.__setattr__


def _referent(self):
    found = _get(self, "_target")()
    if found is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return found


def _unwrapped(value):
    return _referent(value) if type(value) is ProxyType else value


class ProxyType:
    __slots__ = ("_target", "__weakref__")
    __hash__ = None

    def __getattribute__(self, name):
        return getattr(_referent(self), name)

    def __setattr__(self, name, value):
        setattr(_referent(self), name, value)

    def __delattr__(self, name):
        delattr(_referent(self), name)

    def __call__(self, /, *args, **kwargs):
        return _referent(self)(*args, **kwargs)

    def __repr__(self):
        found = _get(self, "_target")()
        return f"<weakproxy at {id(self):#x} to {type(found).__name__} at {id(found):#x}>"

    def __str__(self):
        return str(_referent(self))

    def __bool__(self):
        return bool(_referent(self))

    def __len__(self):
        return len(_referent(self))

    def __iter__(self):
        return iter(_referent(self))

    def __next__(self):
        return next(_referent(self))

    def __contains__(self, item):
        return item in _referent(self)

    def __getitem__(self, index):
        return _referent(self)[index]

    def __setitem__(self, index, value):
        _referent(self)[index] = value

    def __delitem__(self, index):
        del _referent(self)[index]

    def __eq__(self, other):
        return _referent(self) == _unwrapped(other)

    def __ne__(self, other):
        return _referent(self) != _unwrapped(other)

    def __lt__(self, other):
        return _referent(self) < _unwrapped(other)

    def __le__(self, other):
        return _referent(self) <= _unwrapped(other)

    def __gt__(self, other):
        return _referent(self) > _unwrapped(other)

    def __ge__(self, other):
        return _referent(self) >= _unwrapped(other)

    def __reversed__(self):
        return reversed(_referent(self))

    def __bytes__(self):
        return bytes(_referent(self))

    def __divmod__(self, other):
        return divmod(_referent(self), _unwrapped(other))

    def __rdivmod__(self, other):
        return divmod(_unwrapped(other), _referent(self))

    def __pow__(self, other, modulus=None):
        return pow(_referent(self), _unwrapped(other), _unwrapped(modulus))

    def __rpow__(self, other):
        return _unwrapped(other) ** _referent(self)


def _add_operators():
    """Operators of a proxy are those of its referent."""
    import operator

    def one(call):
        return lambda self: call(_referent(self))

    def two(call):
        return lambda self, other: call(_referent(self), _unwrapped(other))

    def two_reversed(call):
        return lambda self, other: call(_unwrapped(other), _referent(self))

    for name, call in [("neg", operator.neg), ("pos", operator.pos), ("abs", abs), ("invert", operator.invert), ("int", int),
                       ("float", float), ("index", operator.index)]:
        setattr(ProxyType, f"__{name}__", one(call))
    for name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "lshift", "rshift", "and", "xor", "or"):
        call = getattr(operator, f"__{name}__")
        setattr(ProxyType, f"__{name}__", two(call))
        setattr(ProxyType, f"__r{name}__", two_reversed(call))
        setattr(ProxyType, f"__i{name}__", two(getattr(operator, f"__i{name}__")))
    ProxyType.__ipow__ = two(operator.ipow)


_add_operators()
CallableProxyType = ProxyType
ProxyTypes = (ProxyType, CallableProxyType)


class KeyedRef(ref):
    __slots__ = ("key",)

    def __new__(type, ob, callback, key):
        self = ref.__new__(type, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


class WeakMethod(ref):
    __slots__ = ("_function", "_type", "__weakref__")

    def __new__(cls, method, callback=None):
        try:
            receiver, function = method.__self__, method.__func__
        except AttributeError:
            raise TypeError("argument should be a bound method, not {}".format(type(method))) from None
        self = ref.__new__(cls, receiver, callback)
        self._function = ref(function)
        self._type = type(method)
        return self

    def __call__(self):
        receiver, function = super().__call__(), self._function()
        if receiver is None or function is None:
            return None
        return function.__get__(receiver)


class _WeakMapping:
    def __contains__(self, key):
        return self.get(key, self) is not self

    def __len__(self):
        return sum(1 for _ in self.items())

    def __iter__(self):
        return self.keys()

    def keys(self):
        for key, _ in self.items():
            yield key

    def values(self):
        for _, value in self.items():
            yield value

    def setdefault(self, key, default=None):
        value = self.get(key, self)
        if value is self:
            self[key] = value = default
        return value

    def update(self, other=(), /, **kwargs):
        pairs = other.items() if hasattr(other, "items") else other
        for key, value in pairs:
            self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def copy(self):
        new = type(self)()
        new.update(self)
        return new

    __copy__ = copy

    def clear(self):
        self.data.clear()

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        new = type(self)()
        new.update(other)
        new.update(self)
        return new

    def __eq__(self, other):
        if not hasattr(other, "items"):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


class WeakValueDictionary(_WeakMapping):
    """Mapping class that references values weakly.

    Entries in the dictionary will be discarded when no strong
    reference to the value exists anymore
    """

    def __init__(self, other=(), /, **kwargs):
        self.data = {}
        this = ref(self)

        def remove(dead):
            self = this()
            if self is not None and self.data.get(dead.key) is dead:
                del self.data[dead.key]

        self._remove = remove
        self.update(other, **kwargs)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def get(self, key, default=None):
        found = self.data.get(key)
        value = found and found()
        return default if value is None else value

    def items(self):
        for key, found in list(self.data.items()):
            value = found()
            if value is not None:
                yield key, value

    def pop(self, key, *default):
        found = self.data.pop(key, None)
        value = found and found()
        if value is None:
            if default:
                return default[0]
            raise KeyError(key)
        return value

    def popitem(self):
        while True:
            key, found = self.data.popitem()
            value = found()
            if value is not None:
                return key, value

    __copy__ = _WeakMapping.copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        new = self.__class__()
        for key, value in self.items():
            new[deepcopy(key, memo)] = value
        return new

    def itervaluerefs(self):
        """Return an iterator that yields the weak references to the values."""
        yield from list(self.data.values())

    def valuerefs(self):
        """Return a list of weak references to the values."""
        return list(self.data.values())


class WeakKeyDictionary(_WeakMapping):
    """Mapping class that references keys weakly.

    Entries in the dictionary will be discarded when there is no
    longer a strong reference to the key.
    """

    def __init__(self, dict=None):
        self.data = {}
        this = ref(self)

        def remove(dead):
            self = this()
            if self is not None:
                self.data.pop(dead, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def items(self):
        for found, value in list(self.data.items()):
            key = found()
            if key is not None:
                yield key, value

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def popitem(self):
        while True:
            found, value = self.data.popitem()
            key = found()
            if key is not None:
                return key, value

    __copy__ = _WeakMapping.copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        new = self.__class__()
        for key, value in self.items():
            new[key] = deepcopy(value, memo)
        return new

    def keyrefs(self):
        return list(self.data)


class WeakSet:
    def __init__(self, data=None):
        self.data = set()
        this = ref(self)

        def remove(dead):
            self = this()
            if self is not None:
                self.data.discard(dead)

        self._remove = remove
        if data is not None:
            self.update(data)

    def __iter__(self):
        for found in list(self.data):
            item = found()
            if item is not None:
                yield item

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def update(self, other):
        for item in other:
            self.add(item)

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    def pop(self):
        while True:
            try:
                found = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = found()
            if item is not None:
                return item

    def union(self, other):
        return type(self)([*self, *other])

    def intersection(self, other):
        return type(self)(item for item in other if item in self)

    def difference(self, other):
        new = self.copy()
        new.difference_update(other)
        return new

    def symmetric_difference(self, other):
        new = self.copy()
        new.symmetric_difference_update(other)
        return new

    def intersection_update(self, other):
        self.data.intersection_update(list(map(ref, other)))

    def difference_update(self, other):
        if self is other:
            self.clear()
        else:
            self.data.difference_update(list(map(ref, other)))

    def symmetric_difference_update(self, other):
        if self is other:
            self.clear()
        else:
            self.data.symmetric_difference_update([ref(item, self._remove) for item in other])

    def issubset(self, other):
        return self.data.issubset(list(map(ref, other)))

    def issuperset(self, other):
        return self.data.issuperset(list(map(ref, other)))

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    __or__, __and__, __sub__, __xor__ = union, intersection, difference, symmetric_difference
    __le__, __ge__ = issubset, issuperset

    def __ior__(self, other):
        self.update(other)
        return self

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def __lt__(self, other):
        return self.data < set(map(ref, other))

    def __gt__(self, other):
        return self.data > set(map(ref, other))

    def __eq__(self, other):
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.data == set(map(ref, other))

    __hash__ = None

    def __reduce__(self):
        return type(self), (list(self),), self.__getstate__()

    __class_getitem__ = classmethod(type(list[int]))

    def __repr__(self):
        return repr(self.data)


class finalize:
    """Class for finalization of weakrefable objects

    finalize(obj, func, *args, **kwargs) returns a callable finalizer
    object which will be called when obj is garbage collected.
    """

    __slots__ = ()
    _registry = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        self._registry[self] = (ref(obj, self), func, args, kwargs)

    def __call__(self, _=None):
        entry = self._registry.pop(self, None)
        if entry is not None:
            return entry[1](*entry[2], **entry[3])

    def detach(self):
        entry = self._registry.pop(self, None)
        obj = entry and entry[0]()
        if obj is not None:
            return obj, *entry[1:]

    def peek(self):
        entry = self._registry.get(self)
        obj = entry and entry[0]()
        if obj is not None:
            return obj, *entry[1:]

    @property
    def alive(self):
        return self in self._registry
