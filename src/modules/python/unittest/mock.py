"""Mocks: objects that take part in a test in the place of others, and remember how they were used."""

from ._calls import ANY, DEFAULT, _Call, _CallList, _format_call_signature, call, sentinel
from .util import safe_repr

__all__ = (
    "Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "FILTER_DIR", "NonCallableMock",
    "NonCallableMagicMock", "mock_open", "PropertyMock", "seal",
)

__unittest = True

FILTER_DIR = True
# The real one, which a test may put a mock in the place of.
_open = open


class InvalidSpecError(Exception):
    """Indicates that an invalid value was used as a mock spec."""


_deleted = sentinel.DELETED
_missing = sentinel.MISSING

_NUMERIC = "add sub mul matmul truediv floordiv mod lshift rshift and xor or pow".split()
_magics = {
    f"__{name}__"
    for name in (
        "lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod rdivmod neg pos abs invert complex int float "
        "index round trunc floor ceil bool next fspath aiter hash iter"
    ).split()
} | {f"__{prefix}{name}__" for name in _NUMERIC for prefix in ("", "i", "r")}
_non_defaults = {
    f"__{name}__"
    for name in (
        "get set delete reversed missing reduce reduce_ex getinitargs getnewargs getstate setstate getformat repr dir subclasses "
        "format getnewargs_ex"
    ).split()
}
_unsupported_magics = {f"__{name}__" for name in "getattr setattr init new prepare instancecheck subclasscheck del".split()}
_all_magics = _magics | _non_defaults
_PLAIN = {
    "return_value", "_mock_return_value", "side_effect", "_mock_side_effect", "_mock_parent", "_mock_new_parent", "_mock_name",
    "_mock_new_name",
}

_RETURNS = {
    "__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented, "__int__": 1,
    "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j, "__float__": 1.0, "__bool__": True, "__index__": 1,
}
# These depend on the mock: functions that make what is returned.
_COMPUTED = {
    "__hash__": lambda self: object.__hash__(self),
    "__str__": lambda self: object.__str__(self),
    "__sizeof__": lambda self: object.__sizeof__(self),
    "__fspath__": lambda self: f"{type(self).__name__}/{self._extract_mock_name()}/{id(self)}",
}


def _is_magic(name):
    return f"__{name[2:-2]}__" == name


def _is_instance_mock(obj):
    return issubclass(type(obj), NonCallableMock)


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _is_list(obj):
    return type(obj) in (list, tuple)


def _callable(obj):
    if isinstance(obj, (staticmethod, classmethod, type(call.call_list))):
        return _callable(obj.__func__)
    return isinstance(obj, type) or getattr(obj, "__call__", None) is not None


def _check_and_set_parent(parent, value, name, new_name):
    """Makes a mock a part of another, unless it is one already or has a name; whether it was done."""
    value = _extract_mock(value)
    if not _is_instance_mock(value):
        return False
    if value._mock_name or value._mock_new_name or value._mock_parent is not None or value._mock_new_parent is not None:
        return False
    ancestor = parent
    while ancestor is not None:
        if ancestor is value:
            return False
        ancestor = ancestor._mock_new_parent
    if new_name:
        value._mock_new_parent = parent
        value._mock_new_name = new_name
    if name:
        value._mock_parent = parent
        value._mock_name = name
    return True


def _delegating_property(name):
    key = f"_mock_{name}"
    _PLAIN.add(name)

    def get(self):
        # An autospecced function keeps what is known of its mock.
        delegate = self._mock_delegate
        return self.__dict__[key] if delegate is None else getattr(delegate, name)

    def set(self, value):
        delegate = self._mock_delegate
        if delegate is None:
            self.__dict__[key] = value
        else:
            setattr(delegate, name, value)

    return property(get, set)


class NonCallableMock:
    """A non-callable version of `Mock`"""

    def __new__(cls, /, *args, **kw):
        # Special methods are looked up in classes, so each mock has one of its own.
        return object.__new__(type(cls.__name__, (cls,), {"__doc__": cls.__doc__}))

    def __init__(
        self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="", _new_parent=None,
        _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs
    ):
        own = self.__dict__
        own["_mock_parent"] = parent
        own["_mock_name"] = name
        own["_mock_new_name"] = _new_name
        own["_mock_new_parent"] = parent if _new_parent is None else _new_parent
        own["_mock_sealed"] = False
        own["_mock_unsafe"] = unsafe
        is_set = spec_set is not None
        self._mock_add_spec(spec_set if is_set else spec, is_set, _spec_as_instance, _eat_self)
        own["_mock_children"] = {}
        own["_mock_wraps"] = wraps
        own["_mock_delegate"] = None
        own["_mock_called"] = False
        own["_mock_call_args"] = None
        own["_mock_call_count"] = 0
        own["_mock_call_args_list"] = _CallList()
        own["_mock_mock_calls"] = _CallList()
        own["method_calls"] = _CallList()
        if kwargs:
            self.configure_mock(**kwargs)

    called = _delegating_property("called")
    call_count = _delegating_property("call_count")
    call_args = _delegating_property("call_args")
    call_args_list = _delegating_property("call_args_list")
    mock_calls = _delegating_property("mock_calls")

    def attach_mock(self, mock, attribute):
        """
        Attach a mock as an attribute of this one, replacing its name and
        parent. Calls to the attached mock will be recorded in the
        `method_calls` and `mock_calls` attributes of this one."""
        inner = _extract_mock(mock)
        inner._mock_parent = inner._mock_new_parent = None
        inner._mock_name = ""
        inner._mock_new_name = None
        setattr(self, attribute, mock)

    def mock_add_spec(self, spec, spec_set=False):
        """Add a spec to a mock. `spec` can either be an object or a
        list of strings. Only attributes on the `spec` can be fetched as
        attributes from the mock.

        If `spec_set` is True then only attributes on the spec can be set."""
        self._mock_add_spec(spec, spec_set)

    def _mock_add_spec(self, spec, spec_set, _spec_as_instance=False, _eat_self=False):
        if _is_instance_mock(spec):
            raise InvalidSpecError(f"Cannot spec a Mock object. [object={spec!r}]")
        spec_class = signature = None
        if spec is not None and not _is_list(spec):
            spec_class = spec if isinstance(spec, type) else type(spec)
            signature = _signature_of(spec, _spec_as_instance, _eat_self)
            spec = dir(spec)
        own = self.__dict__
        own["_spec_class"] = spec_class
        own["_spec_set"] = spec_set
        own["_spec_signature"] = signature
        own["_mock_methods"] = spec

    @property
    def return_value(self):
        """The value to be returned when the mock is called."""
        if self._mock_delegate is not None:
            return self._mock_delegate.return_value
        value = self.__dict__.get("_mock_return_value", DEFAULT)
        if value is DEFAULT:
            value = self._get_child_mock(_new_parent=self, _new_name="()")
            self.return_value = value
        return value

    @return_value.setter
    def return_value(self, value):
        if self._mock_delegate is not None:
            self._mock_delegate.return_value = value
        else:
            self.__dict__["_mock_return_value"] = value
            _check_and_set_parent(self, value, None, "()")

    @property
    def side_effect(self):
        if self._mock_delegate is not None:
            effect = self._mock_delegate.side_effect
            if effect is not None and not _is_exception(effect) and not _callable(effect) and not hasattr(effect, "__next__"):
                # A function has no setter that would have done it.
                effect = self._mock_delegate.side_effect = iter(effect)
            return effect
        return self.__dict__.get("_mock_side_effect")

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not _is_exception(value) and not _callable(value):
            try:
                value = iter(value)
            except TypeError:
                pass
        if self._mock_delegate is not None:
            self._mock_delegate.side_effect = value
        else:
            self.__dict__["_mock_side_effect"] = value

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        "Restore the mock object to its initial state."
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self.called = False
        self.call_args = None
        self.call_count = 0
        self.mock_calls = _CallList()
        self.call_args_list = _CallList()
        self.method_calls = _CallList()
        if return_value:
            self.__dict__["_mock_return_value"] = DEFAULT
        if side_effect:
            self.__dict__["_mock_side_effect"] = None
        for child in self._mock_children.values():
            if child is not _deleted and _is_instance_mock(child):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        value = self.__dict__.get("_mock_return_value", DEFAULT)
        if _is_instance_mock(value) and value is not self:
            value.reset_mock(visited)

    def configure_mock(self, /, **kwargs):
        """Set attributes on the mock through keyword arguments.

        Attributes plus return values and side effects can be set on child
        mocks using standard dot notation and unpacking a dictionary."""
        # Those of children come after what makes the children.
        for name, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            target = self
            *path, last = name.split(".")
            for part in path:
                target = getattr(target, part)
            setattr(target, last, value)

    def __getattr__(self, name):
        if name in ("_mock_methods", "_mock_unsafe"):
            raise AttributeError(name)
        methods = self._mock_methods
        if methods is not None:
            if name not in methods or name in _all_magics:
                raise AttributeError(f"Mock object has no attribute {name!r}")
        elif _is_magic(name):
            raise AttributeError(name)
        if not self._mock_unsafe and (not methods or name not in methods):
            if name.startswith(("assert", "assret", "asert", "aseert", "assrt")):
                raise AttributeError(
                    f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an attribute."
                )
        child = self._mock_children.get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            # Attributes that are there belong to what is wrapped.
            wraps = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
            child = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
            self._mock_children[name] = child
        elif isinstance(child, _SpecState):
            spec = child.spec
            try:
                child = create_autospec(spec, child.spec_set, _parent=child.parent, _name=child.name)
            except InvalidSpecError:
                target = self.__dict__["_mock_name"] or self
                raise InvalidSpecError(
                    f"Cannot autospec attr {name!r} from target {target!r} as it has already been mocked out. "
                    f"[target={self!r}, attr={spec!r}]"
                )
            self._mock_children[name] = child
        return child

    def __repr__(self):
        name = self._full_name()
        text = f" name={name!r}" if name not in ("mock", "mock.") else ""
        spec = ""
        if self._spec_class is not None:
            spec = f" spec={self._spec_class.__name__!r}"
            if self._spec_set:
                spec = f" spec_set={self._spec_class.__name__!r}"
        return f"<{type(self).__name__}{text}{spec} id='{id(self)}'>"

    def _full_name(self):
        """The name with those of what the mock belongs to."""
        name = ""
        mock = self
        while mock._mock_new_parent is not None:
            part = mock._mock_new_name
            name = part + ("." if name and not name.startswith("()") else "") + name
            mock = mock._mock_new_parent
        first = mock._mock_name or "mock"
        return first + ("." if name and not name.startswith("()") else "") + name

    _extract_mock_name = _full_name

    def __dir__(self):
        """Filter the output of `dir(mock)` to only useful members."""
        if not FILTER_DIR:
            return object.__dir__(self)
        from_type = [name for name in dir(type(self)) if not name.startswith("_")]
        from_dict = [name for name in self.__dict__ if not name.startswith("_") or _is_magic(name)]
        children = [name for name, child in self._mock_children.items() if child is not _deleted]
        return sorted({*(self._mock_methods or ()), *from_type, *from_dict, *children})

    def __setattr__(self, name, value):
        if name in _PLAIN:
            return object.__setattr__(self, name, value)
        methods = self._mock_methods
        if self._spec_set and methods is not None and name not in methods and name not in self.__dict__:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _unsupported_magics:
            raise AttributeError(f"Attempting to set unsupported magic method {name!r}.")
        if name in _all_magics:
            if methods is not None and name not in methods:
                raise AttributeError(f"Mock object has no attribute '{name}'")
            if not _is_instance_mock(value):
                setattr(type(self), name, _as_method(name, value))
                original = value
                value = lambda *args, **kw: original(self, *args, **kw)
            else:
                # Only the class is asked for it; the parent hears of its calls.
                _check_and_set_parent(self, value, None, name)
                setattr(type(self), name, value)
                self._mock_children[name] = value
        elif name == "__class__":
            self.__dict__["_spec_class"] = value
            return None
        elif _check_and_set_parent(self, value, name, name):
            self._mock_children[name] = value
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f"Cannot set {self._full_name()}.{name}")
        return object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in _all_magics and name in type(self).__dict__:
            delattr(type(self), name)
            if name not in self.__dict__:
                # A magic method that has never been used.
                return
        child = self._mock_children.get(name, _missing)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif child is _deleted:
            raise AttributeError(name)
        if child is not _missing:
            del self._mock_children[name]
        self._mock_children[name] = _deleted

    def _format_mock_call_signature(self, args, kwargs):
        return _format_call_signature(self._mock_name or "mock", args, kwargs)

    def _calls_repr(self, prefix="Calls"):
        """Renders self.mock_calls as a string for a message; nothing if there were none."""
        return f"\n{prefix}: {safe_repr(self.mock_calls)}." if self.mock_calls else ""

    def _bound(self, made):
        """A call in a form that does not depend on whether arguments were given by name, if the signature is known."""
        signature = self._signature_for(made[0] if isinstance(made, tuple) and len(made) > 2 else "")
        if signature is None:
            return made
        name, args, kwargs = ("", *made) if len(made) == 2 else made
        try:
            return name, _bind(signature, args, kwargs)
        except TypeError as error:
            return error.with_traceback(None)

    def _signature_for(self, name):
        """How this mock, or what is in it by a dotted name, is called."""
        if not name:
            return self.__dict__.get("_spec_signature")
        children, signature = self._mock_children, None
        for part in name.replace("()", "").split("."):
            child = children.get(part)
            if child is None or child is _deleted or isinstance(child, _SpecState):
                break
            child = _extract_mock(child)
            children, signature = child._mock_children, child.__dict__.get("_spec_signature")
        return signature

    def _times(self):
        return f"Called {self.call_count} times.{self._calls_repr()}"

    def assert_not_called(self):
        """assert that the mock was never called."""
        if self.call_count != 0:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to not have been called. {self._times()}")

    def assert_called(self):
        """assert that the mock was called at least once"""
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called.")

    def assert_called_once(self):
        """assert that the mock was called only once."""
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called once. {self._times()}")

    def assert_called_with(self, /, *args, **kwargs):
        """assert that the last call was made with the specified arguments.

        Raises an AssertionError if the args and keyword args passed in are
        different to the last call to the mock."""
        expected_text = self._format_mock_call_signature(args, kwargs)
        if self.call_args is None:
            raise AssertionError(f"expected call not found.\nExpected: {expected_text}\n  Actual: not called.")
        expected = self._bound(_Call((args, kwargs), two=True))
        if self._bound(self.call_args) != expected:
            actual = self._format_mock_call_signature(*self.call_args)
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError(f"expected call not found.\nExpected: {expected_text}\n  Actual: {actual}") from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        """assert that the mock was called exactly once and that that call was
        with the specified arguments."""
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to be called once. {self._times()}")
        return self.assert_called_with(*args, **kwargs)

    def assert_has_calls(self, calls, any_order=False):
        """assert the mock has been called with the specified calls.
        The `mock_calls` list is checked for the calls.

        If `any_order` is False (the default) then the calls must be
        sequential. There can be extra calls before or after the
        specified calls.

        If `any_order` is True then the calls can be in any order, but
        they must all appear in `mock_calls`."""
        expected = [self._bound(made) for made in calls]
        problem = next((made for made in expected if isinstance(made, Exception)), None)
        found = _CallList(self._bound(made) for made in self.mock_calls)
        if not any_order:
            if expected not in found:
                if problem is None:
                    text = "Calls not found."
                else:
                    errors = [made if isinstance(made, Exception) else None for made in expected]
                    text = f"Error processing expected calls.\nErrors: {errors}"
                actual = self._calls_repr(prefix="  Actual").rstrip(".")
                raise AssertionError(f"{text}\nExpected: {_CallList(calls)}{actual}") from problem
            return
        left = list(found)
        missing = []
        for made in expected:
            try:
                left.remove(made)
            except ValueError:
                missing.append(made)
        if missing:
            name = self._mock_name or "mock"
            raise AssertionError(
                f"{name!r} does not contain all of {tuple(missing)!r} in its call list, found {left!r} instead"
            ) from problem

    def assert_any_call(self, /, *args, **kwargs):
        """assert the mock has been called with the specified arguments.

        The assert passes if the mock has *ever* been called, unlike
        `assert_called_with` and `assert_called_once_with` that only pass if
        the call is the most recent one."""
        expected = self._bound(_Call((args, kwargs), two=True))
        cause = expected if isinstance(expected, Exception) else None
        if cause or not any(self._bound(made) == expected for made in self.call_args_list):
            raise AssertionError(f"{self._format_mock_call_signature(args, kwargs)} call not found") from cause

    def _get_child_mock(self, /, **kw):
        """Create the child mocks for attributes and return value.
        By default child mocks will be the same type as the parent.
        Subclasses of Mock may want to override this to customize the way
        child mocks are made."""
        if self._mock_sealed:
            attribute = f".{kw['name']}" if "name" in kw else "()"
            raise AttributeError(self._full_name() + attribute)
        kind = type(self)
        if issubclass(kind, CallableMixin):
            kind = kind.__mro__[1]
        else:
            kind = MagicMock if issubclass(kind, NonCallableMagicMock) else Mock
        return kind(**kw)


def _as_method(name, function):
    def method(self, /, *args, **kw):
        return function(self, *args, **kw)

    method.__name__ = name
    return method


class CallableMixin:
    def __init__(
        self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
        _spec_state=None, _new_name="", _new_parent=None, **kwargs
    ):
        self.__dict__["_mock_return_value"] = return_value
        self.__dict__["_mock_delegate"] = None
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.side_effect = side_effect

    def __call__(self, /, *args, **kwargs):
        signature = self.__dict__.get("_spec_check")
        if signature is not None:
            _bind(signature, args, kwargs)
        self._increment_mock_call(*args, **kwargs)
        return self._mock_call(*args, **kwargs)

    def _mock_call(self, /, *args, **kwargs):
        return self._execute_mock_call(*args, **kwargs)

    def _increment_mock_call(self, /, *args, **kwargs):
        """Notes a call here and in all that this mock belongs to."""
        self.called = True
        self.call_count += 1
        made = _Call((args, kwargs), two=True)
        self.call_args = made
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(("", args, kwargs)))
        is_method = self._mock_parent is not None
        method, name = self._mock_name, self._mock_new_name
        is_call = name == "()"
        parent = self._mock_new_parent
        while parent is not None:
            if is_method:
                parent.method_calls.append(_Call((method, args, kwargs)))
                is_method = parent._mock_parent is not None
                if is_method:
                    method = f"{parent._mock_name}.{method}"
            parent.mock_calls.append(_Call((name, args, kwargs)))
            if parent._mock_new_name:
                name = f"{parent._mock_new_name}{'' if is_call else '.'}{name}"
                is_call = parent._mock_new_name == "()"
            parent = parent._mock_new_parent

    def _execute_mock_call(self, /, *args, **kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if not _callable(effect):
                result = next(effect)
                if _is_exception(result):
                    raise result
            else:
                result = effect(*args, **kwargs)
            if result is not DEFAULT:
                return result
        if self._mock_delegate is None and self.__dict__["_mock_return_value"] is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """
    Create a new `Mock` object. `spec` is an object or a list of names that
    says which attributes there are, `side_effect` what a call does,
    `return_value` what it returns, `wraps` an object to which calls are passed
    on, `name` what is shown; other keywords set attributes.
    """


class _MagicProxy:
    """A special method of a mock that becomes a mock itself when it is first used."""

    def __init__(self, name, parent):
        self.name = name
        self.parent = parent

    def __get__(self, obj, _type=None):
        name, parent = self.name, self.parent
        mock = parent._get_child_mock(name=name, _new_name=name, _new_parent=parent)
        setattr(parent, name, mock)
        _set_return_value(parent, mock, name)
        return mock


def _set_return_value(parent, mock, name):
    if name in _RETURNS:
        mock.return_value = _RETURNS[name]
    elif name in _COMPUTED:
        mock.return_value = _COMPUTED[name](parent)
    elif name == "__eq__":

        def equal(other):
            fixed = parent.__eq__.__dict__["_mock_return_value"]
            if fixed is not DEFAULT:
                return fixed
            return True if parent is other else NotImplemented

        mock.side_effect = equal
    elif name == "__ne__":
        mock.side_effect = lambda other: (
            DEFAULT if parent.__ne__.__dict__["_mock_return_value"] is not DEFAULT else parent is not other and NotImplemented
        )
    elif name == "__iter__":

        def iterate():
            fixed = parent.__iter__.__dict__["_mock_return_value"]
            # An iterator is given again as it is: it may be used up.
            return iter([]) if fixed is DEFAULT else iter(fixed)

        mock.side_effect = iterate


_SYNC_MAGICS = _magics - {"__aiter__"}


class MagicMixin:
    def __init__(self, /, *args, **kw):
        # Some may be set by keywords.
        self._mock_set_magics()
        super().__init__(*args, **kw)
        self._mock_set_magics()

    def _mock_set_magics(self):
        wanted = _SYNC_MAGICS
        methods = self.__dict__.get("_mock_methods")
        own = type(self).__dict__
        if methods is not None:
            wanted = wanted.intersection(methods)
            for name in _SYNC_MAGICS - wanted:
                if name in own:
                    delattr(type(self), name)
        for name in wanted:
            if name not in own:
                setattr(type(self), name, _MagicProxy(name, self))


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """A version of `MagicMock` that isn't callable."""

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()


class MagicMock(MagicMixin, Mock):
    """
    MagicMock is a subclass of Mock with default implementations
    of most of the magic methods. You can use MagicMock without having to
    configure the magic methods yourself.

    Attributes and the return value of a `MagicMock` will also be `MagicMocks`.
    """

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()


class PropertyMock(Mock):
    """
    A mock intended to be used as a property, or other descriptor, on a class.
    `PropertyMock` provides `__get__` and `__set__` methods so you can specify
    a return value when it is fetched.
    """

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


def _extract_mock(obj):
    # An autospecced function has its mock as an attribute.
    return getattr(obj, "mock", obj) if isinstance(obj, type(_extract_mock)) else obj


def seal(mock):
    """Disable the automatic generation of child mocks.

    Given an input Mock, seals it to ensure no further mocks will be generated
    when accessing an attribute that was not already defined."""
    mock.__dict__["_mock_sealed"] = True
    for name, child in list(mock._mock_children.items()):
        if _is_instance_mock(child) and child._mock_new_parent is mock:
            seal(child)
    value = mock.__dict__.get("_mock_return_value", DEFAULT)
    if _is_instance_mock(value) and value._mock_new_parent is mock:
        seal(value)


# These two build on the classes above.
from ._autospec import _bind, _signature_of, _SpecState, create_autospec
from ._patch import _get_target, _patch, _patch_dict, patch


def mock_open(mock=None, read_data=""):
    """
    A helper function to create a mock to replace the use of `open`. It works
    for `open` called directly or used as a context manager.

    The `mock` argument is the mock object to configure. If `None` (the
    default) then a `MagicMock` will be created for you, with the API limited
    to methods or attributes available on standard file handles.

    `read_data` is a string for the `read`, `readline` and `readlines` of the
    file handle to return.  This is an empty string by default.
    """
    import io

    def fresh():
        return io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)

    stream = [fresh()]
    names = sorted(set(dir(io.TextIOWrapper)) | set(dir(io.BytesIO)))
    if mock is None:
        mock = MagicMock(name="open", spec=_open)
    handle = MagicMock(spec=names)
    handle.__enter__.return_value = handle
    handle.write.return_value = handle.read.return_value = handle.readline.return_value = handle.readlines.return_value = None

    def told(method):
        def effect(*args, **kwargs):
            fixed = getattr(handle, method).return_value
            return getattr(stream[0], method)(*args, **kwargs) if fixed is None else fixed

        return effect

    def lines():
        while handle.readline.return_value is not None:
            yield handle.readline.return_value
        # Not "yield from", which would close the stream.
        for line in stream[0]:
            yield line

    for method in ("read", "readline", "readlines"):
        getattr(handle, method).side_effect = told(method)
    handle.__iter__.side_effect = lines
    handle.__next__.side_effect = lambda: next(lines())
    # What would close a real file has no effect.
    handle.__exit__.side_effect = lambda *args: None

    def reset(*args, **kwargs):
        stream[0] = fresh()
        return DEFAULT

    mock.side_effect = reset
    mock.return_value = handle
    return mock
