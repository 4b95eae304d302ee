"""Context variables: values that belong to a context, which a function can be run in."""

from collections.abc import Mapping as _Mapping

__all__ = ("Context", "ContextVar", "Token", "copy_context")

_ABSENT = object()


class _Missing:
    __slots__ = ()

    def __repr__(self):
        return "<Token.MISSING>"


def _final(cls):
    """Forbids classes that inherit from this one."""

    def refuse(subclass, **keywords):
        raise TypeError(f"type '_contextvars.{cls.__name__}' is not an acceptable base type")

    cls.__init_subclass__ = classmethod(refuse)
    cls.__module__ = "_contextvars"
    return cls


@_final
class Token:
    MISSING = _Missing()
    __slots__ = ("_context", "_var", "_old", "_used", "__weakref__")

    def __new__(cls, *args, **kwargs):
        raise RuntimeError("Tokens can only be created by ContextVars")

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return Token.MISSING if self._old is _ABSENT else self._old

    def __repr__(self):
        used = " used" if self._used else ""
        return f"<Token{used} var={self._var!r} at {id(self):#x}>"

    __class_getitem__ = classmethod(type(list[int]))
    __hash__ = None


@_final
class Context(_Mapping):
    __slots__ = ("_values", "_before", "__weakref__")

    def __new__(cls, *args, **kwargs):
        if args or kwargs:
            raise TypeError("Context() does not accept any arguments")
        self = object.__new__(cls)
        self._values = {}
        # The context that was there before this one was entered, while it is.
        self._before = None
        return self

    def run(self, /, *args, **kwargs):
        global _current
        if not args:
            raise TypeError("run() missing 1 required positional argument")
        if self._before is not None:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        self._before = _current
        _current = self
        try:
            return args[0](*args[1:], **kwargs)
        finally:
            _current = self._before
            self._before = None

    def copy(self):
        """Return a shallow copy of the context object."""
        new = Context()
        new._values = self._values.copy()
        return new

    def __getitem__(self, var, /):
        return self._values[_checked(var)]

    def __contains__(self, var, /):
        return _checked(var) in self._values

    def get(self, var, default=None, /):
        return self._values.get(_checked(var), default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __repr__(self):
        return object.__repr__(self)

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, Context) else NotImplemented

    __hash__ = None


def _checked(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f"a ContextVar key was expected, got {var!r}")
    return var


@_final
class ContextVar:
    __slots__ = ("_name", "_default", "__weakref__")

    def __new__(cls, name, *, default=_ABSENT):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self = object.__new__(cls)
        self._name = name
        self._default = default
        return self

    @property
    def name(self):
        return self._name

    def get(self, default=_ABSENT, /):
        """Return a value for the context variable for the current context."""
        value = _current._values.get(self, _ABSENT)
        if value is _ABSENT:
            value = self._default if default is _ABSENT else default
        if value is _ABSENT:
            raise LookupError(self)
        return value

    def set(self, value, /):
        """Set a new value for the context variable in the current context."""
        values = _current._values
        token = object.__new__(Token)
        token._context, token._var, token._used = _current, self, False
        token._old = values.get(self, _ABSENT)
        # A copy shares nothing with the original, so the dict may be changed in place.
        values[self] = value
        return token

    def reset(self, token, /):
        """Reset the context variable to what it was before the `ContextVar.set()` that created the token."""
        if not isinstance(token, Token):
            raise TypeError(f"expected an instance of Token, got {token!r}")
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token._var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        if token._context is not _current:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        if token._old is _ABSENT:
            _current._values.pop(self, None)
        else:
            _current._values[self] = token._old

    def __repr__(self):
        default = "" if self._default is _ABSENT else f" default={self._default!r}"
        return f"<ContextVar name={self._name!r}{default} at {id(self):#x}>"

    __class_getitem__ = classmethod(type(list[int]))


def copy_context():
    """Return a copy of the current context."""
    return _current.copy()


_current = Context()
