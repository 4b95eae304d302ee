"""Mocks that have the attributes of what they stand for, and can be called as it can be called."""

from ._calls import _Call
from .mock import InvalidSpecError, MagicMock, NonCallableMagicMock, _callable, _is_instance_mock, _is_list

__unittest = True

_FUNCTION, _METHOD = type(lambda: 0), type(_Call().call_list)


class _SpecState:
    """An attribute whose mock is made when it is asked for."""

    def __init__(self, spec, spec_set=False, parent=None, name=None):
        self.spec = spec
        self.spec_set = spec_set
        self.parent = parent
        self.name = name


class _Signature:
    """The parameters of a function, without the first if it is bound."""

    def __init__(self, function, skips_first):
        code = function.__code__
        names = code.co_varnames
        count = code.co_argcount
        self.positional = list(names[:count])
        self.only_positional = code.co_posonlyargcount
        end = count + code.co_kwonlyargcount
        self.keywords = list(names[count:end])
        self.takes_args = bool(code.co_flags & 4)
        self.takes_kwargs = bool(code.co_flags & 8)
        defaults = function.__defaults__ or ()
        self.optional = set(self.positional[len(self.positional) - len(defaults):]) | set(function.__kwdefaults__ or ())
        if skips_first and self.positional:
            del self.positional[0]
            self.only_positional = max(self.only_positional - 1, 0)


def _signature_of(spec, as_instance=False, eat_self=False):
    """How a thing is called, as far as it can be told."""
    skips_first = bool(eat_self)
    if isinstance(spec, type) and not as_instance:
        spec = spec.__dict__.get("__init__") or getattr(spec, "__init__", None)
        skips_first = True
    elif isinstance(spec, (classmethod, staticmethod)):
        skips_first = isinstance(spec, classmethod)
        spec = spec.__func__
    elif not isinstance(spec, _FUNCTION):
        if hasattr(spec, "__func__"):
            spec, skips_first = spec.__func__, True
        else:
            spec = getattr(type(spec) if not isinstance(spec, type) else spec, "__call__", None)
            skips_first = True
    return _Signature(spec, skips_first) if isinstance(spec, _FUNCTION) else None


def _bind(signature, args, kwargs):
    """Which parameter gets which argument; a TypeError if they do not fit."""
    found = {}
    rest = list(args)
    left = dict(kwargs)
    for index, name in enumerate(signature.positional):
        only = index < signature.only_positional
        if rest:
            if name in left and not only:
                raise TypeError(f"multiple values for argument {name!r}")
            found[name] = rest.pop(0)
        elif name in left and not only:
            found[name] = left.pop(name)
        elif name not in signature.optional:
            raise TypeError(f"missing a required argument: {name!r}")
    if rest:
        if not signature.takes_args:
            raise TypeError("too many positional arguments")
        found["*"] = tuple(rest)
    for name in signature.keywords:
        if name in left:
            found[name] = left.pop(name)
        elif name not in signature.optional:
            raise TypeError(f"missing a required argument: {name!r}")
    if left:
        if not signature.takes_kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(left))!r}")
        found["**"] = left
    return found


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """Create a mock object using another object as a spec. Attributes on the
    mock will use the corresponding attribute on the `spec` object as their
    spec.

    Functions or methods being mocked will have their arguments checked
    to check that they are called with the correct signature.

    If `spec_set` is True then attempting to set attributes that don't exist
    on the spec object will raise an `AttributeError`. If a class is used as
    a spec then the return value of the mock will have the same spec; with
    `instance=True` the mock itself is like an instance."""
    if _is_list(spec):
        # Names cannot be specced.
        spec = type(spec)
    is_type = isinstance(spec, type)
    if _is_instance_mock(spec):
        raise InvalidSpecError(f"Cannot autospec a Mock object. [object={spec!r}]")
    if not unsafe:
        _check_spec_arg_typos(kwargs)
    options = {} if spec is None else {"spec_set" if spec_set else "spec": spec}
    if spec is not None and instance:
        options["_spec_as_instance"] = True
    options.update(kwargs)
    kind = MagicMock
    if hasattr(type(spec), "__set__"):
        # Nobody knows what a property will give.
        options = {}
    elif not (_are_instances_callable(spec) if is_type and instance else _callable(spec)):
        kind = NonCallableMagicMock
    name = options.pop("name", _name)
    mock = kind(parent=_parent, _new_parent=_parent, _new_name="" if _parent is None else name, name=name, unsafe=unsafe, **options)
    if options:
        _check_calls(mock, _signature_of(spec, is_type and instance))
    if _parent is not None and not instance:
        _parent._mock_children[name] = mock
    if is_type and not instance and "return_value" not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name="()", _parent=mock)
    for entry in dir(spec):
        if not (entry.startswith("__") and entry.endswith("__")):
            _add_attribute(mock, spec, entry, spec_set)
    return _function_of(spec, mock) if isinstance(spec, _FUNCTION) else mock


def _check_spec_arg_typos(kwargs):
    for name in ("autospect", "auto_spec", "set_spec"):
        if name in kwargs:
            raise RuntimeError(f"{name!r} might be a typo; use unsafe=True if this is intended")


def _check_calls(mock, signature):
    """Lets a mock be called only with arguments that fit."""
    if signature is not None and isinstance(mock, MagicMock):
        mock.__dict__["_spec_check"] = mock.__dict__["_spec_signature"] = signature


def _are_instances_callable(cls):
    if not isinstance(cls, type):
        return hasattr(cls, "__call__")
    found = next((base.__dict__["__call__"] for base in cls.__mro__ if "__call__" in base.__dict__), None)
    return found is not None


def _add_attribute(mock, spec, name, spec_set):
    """Gives a mock what stands for an attribute; for functions at once, for others when they are asked for."""
    try:
        original = getattr(spec, name)
    except AttributeError:
        return
    if not isinstance(original, (_FUNCTION, _METHOD)):
        mock._mock_children[name] = _SpecState(original, spec_set, mock, name)
        return
    kind = "spec_set" if spec_set else "spec"
    child = MagicMock(parent=mock, name=name, _new_name=name, _new_parent=mock, **{kind: original})
    mock._mock_children[name] = child
    _check_calls(child, _signature_of(original, eat_self=_takes_self(spec, name)))


def _takes_self(spec, name):
    """Whether a function is a method of a class: its first argument is not given."""
    if not isinstance(spec, type):
        return False
    found = next((base.__dict__[name] for base in spec.__mro__ if name in base.__dict__), None)
    return isinstance(found, _FUNCTION)


def _function_of(spec, mock):
    """A function in the place of a function, with what a mock has as attributes."""
    signature = mock.__dict__["_spec_check"]
    def function(*args, **kwargs):
        _bind(signature, args, kwargs)
        return mock(*args, **kwargs)

    function.__name__ = function.__qualname__ = spec.__name__ if spec.__name__.isidentifier() else "funcopy"
    function.mock = mock
    for name in dir(type(mock)):
        if name.startswith("assert_"):
            setattr(function, name, getattr(mock, name))
    function.called = False
    function.call_count = 0
    function.call_args = None
    function.call_args_list = mock.call_args_list
    function.method_calls = mock.method_calls
    function.mock_calls = mock.mock_calls
    function.return_value = mock.return_value
    function.side_effect = mock.side_effect
    function._mock_children = mock._mock_children
    function.attach_mock = mock.attach_mock

    def reset_mock():
        mock.__dict__["_mock_delegate"] = None
        mock.reset_mock()
        _join(function, mock)

    function.reset_mock = reset_mock
    for name in mock._mock_children:
        setattr(function, name, getattr(mock, name))
    _join(function, mock)
    return function


def _join(function, mock):
    function.called, function.call_count, function.call_args = False, 0, None
    function.call_args_list, function.mock_calls = mock.call_args_list, mock.mock_calls
    mock.__dict__["_mock_delegate"] = function
