"""The typing module: Support for gradual typing as defined by PEP 484 and subsequent PEPs.

At run time the names of this module stand for themselves: they can be written, subscripted, combined and looked at, and
are checked by nobody.
"""

import collections
import collections.abc
import contextlib
import functools
import operator
import sys
from abc import ABCMeta, abstractmethod
from types import FunctionType, GenericAlias, MethodType, UnionType

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic", "Literal", "Optional",
    "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple", "Union", "AbstractSet", "ByteString", "Container",
    "ContextManager", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView",
    "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized", "ValuesView", "Awaitable", "AsyncIterator",
    "AsyncIterable", "Coroutine", "Collection", "AsyncGenerator", "AsyncContextManager", "Reversible", "SupportsAbs",
    "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound", "ChainMap",
    "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set", "FrozenSet", "NamedTuple", "TypedDict",
    "Generator", "BinaryIO", "IO", "Match", "Pattern", "TextIO", "AnyStr", "assert_never", "assert_type", "cast",
    "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin", "get_overloads", "get_type_hints",
    "is_typeddict", "LiteralString", "Never", "NewType", "no_type_check", "no_type_check_decorator", "NoReturn", "NotRequired",
    "overload", "ParamSpecArgs", "ParamSpecKwargs", "Required", "reveal_type", "runtime_checkable", "Self", "Text",
    "TYPE_CHECKING", "TypeAlias", "TypeGuard", "Unpack",
]

TYPE_CHECKING = False
Text = str


def _caller(depth=1, default="__main__"):
    try:
        return sys._getframe(depth + 1).f_globals.get("__name__", default)
    except (AttributeError, ValueError):
        return None


def _type_repr(obj):
    """A type as it is shown within another."""
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, type(lambda: 0)):
        return obj.__name__
    return repr(obj)


class NewType:
    """NewType creates simple unique types with almost zero runtime overhead."""

    __call__ = lambda self, x: x

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __mro_entries__(self, bases):
        name = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                raise TypeError(
                    f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                    f"`{cls.__name__} = NewType({cls.__name__!r}, {name})`"
                )

        return (Dummy,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def _type_check(arg, msg, is_argument=True, *, allow_special=False):
    """Checks that an argument is a type or stands for one; text becomes a reference to one. `ClassVar` and `Final` are allowed
    where a class has them in front of an annotation.
    """
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, is_argument, is_class=allow_special)
    if isinstance(arg, _GenericAlias):
        never = (Generic, Protocol) if allow_special else (Generic, Protocol, ClassVar, Final) if is_argument else (Generic, Protocol, ClassVar)
        if arg.__origin__ in never:
            raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, NoReturn, Never, Self, LiteralString, TypeAlias) or allow_special and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


_cleanups = []


def _remembered(function=None, *, typed=False):
    """Makes a subscription give the same object again for the same arguments, if they can be hashed."""
    if function is None:
        return functools.partial(_remembered, typed=typed)
    cached = functools.lru_cache(typed=typed)(function)
    _cleanups.append(cached.cache_clear)

    @functools.wraps(function)
    def wrapper(*args):
        try:
            return cached(*args)
        except TypeError:
            # What cannot be hashed is no key; any other error is raised again.
            return function(*args)

    return wrapper


class _NotIterable:
    """What has subscriptions is iterable, unless it says that it is not."""

    __slots__ = ()
    __iter__ = None


def _parameters(args):
    """The type variables in arguments, in order, each once."""
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            if arg not in found:
                found.append(arg)
        elif isinstance(arg, (list, tuple)):
            for inner in _parameters(arg):
                if inner not in found:
                    found.append(inner)
        else:
            for inner in getattr(arg, "__parameters__", ()) if not isinstance(arg, type) or isinstance(arg, GenericAlias) else ():
                if inner not in found:
                    found.append(inner)
    return tuple(found)


class _Final:
    """Mixin to prohibit subclassing."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, **kwds):
        if "_root" not in kwds:
            raise TypeError("Cannot subclass special typing classes")


class _SpecialForm(_Final, _NotIterable, _root=True):
    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in {"__name__", "__qualname__"}:
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Special type indicating an unconstrained type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls, *args, **kwargs)


def _plain(self, parameters):
    raise TypeError(f"{self} is not subscriptable")


def _form(name, doc, getitem=_plain):
    form = _SpecialForm(getitem)
    form._name = name
    form.__doc__ = doc
    return form


@_remembered
def _one_argument(self, parameters):
    return _GenericAlias(self, (_type_check(parameters, f"{self} accepts only single type."),))


@_remembered
def _one_annotation(self, parameters):
    return _GenericAlias(self, (_type_check(parameters, f"{self._name} accepts only a single type."),))


NoReturn = _form("NoReturn", "Special type indicating functions that never return.")
Never = _form("Never", "The bottom type, a type that has no members.")
Self = _form("Self", "Used to spell the type of \"self\" in classes.")
LiteralString = _form("LiteralString", "Represents an arbitrary literal string.")
TypeAlias = _form("TypeAlias", "Special marker indicating that an assignment should be recognized as a proper type alias.")
ClassVar = _form("ClassVar", "Special type construct to mark class variables.", _one_argument)
Final = _form("Final", "Special typing construct to indicate final names to type checkers.", _one_argument)
Required = _form("Required", "Special typing construct to mark a TypedDict key as required.", _one_annotation)
NotRequired = _form("NotRequired", "Special typing construct to mark a TypedDict key as potentially missing.", _one_annotation)
TypeGuard = _form("TypeGuard", "Special typing form used to annotate the return type of a user-defined type guard function.", _one_argument)
Unpack = _form("Unpack", "Type unpack operator.", _remembered(lambda self, parameters: _UnpackGenericAlias(
    self, (_type_check(parameters, f"{self} accepts only single type."),))))


@_SpecialForm
@_remembered
def Union(self, parameters):
    """Union type; Union[X, Y] means either X or Y."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for parameter in parameters:
        parameter = _type_check(parameter, "Union[arg, ...]: each arg must be a type.")
        inner = parameter.__args__ if isinstance(parameter, (_UnionGenericAlias, UnionType)) else (parameter,)
        for part in inner:
            if part not in flat:
                flat.append(part)
    if len(flat) == 1:
        return flat[0]
    return _UnionGenericAlias(self, tuple(flat), name="Optional" if len(flat) == 2 and type(None) in flat else None)


@_SpecialForm
@_remembered
def Optional(self, parameters):
    """Optional[X] is equivalent to Union[X, None]."""
    arg = _type_check(parameters, f"{self} requires a single type.")
    return Union[arg, type(None)]


def _same_literal(a, b):
    return type(a) is type(b) and a == b


class _LiteralForm(_SpecialForm, _root=True):
    """`Literal`, which tells 1 from True: each of its arguments is a part of the key under which it remembers."""

    def __getitem__(self, parameters):
        return self._getitem(self, *(parameters if isinstance(parameters, tuple) else (parameters,)))


@_LiteralForm
@_remembered(typed=True)
def Literal(self, *parameters):
    """Special typing form to define literal types (a.k.a. value types)."""
    flat = []
    for parameter in parameters:
        for part in parameter.__args__ if isinstance(parameter, _LiteralGenericAlias) else (parameter,):
            if not any(_same_literal(part, known) for known in flat):
                flat.append(part)
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
@_remembered
def Concatenate(self, parameters):
    """Special form for annotating higher-order functions."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    message = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(self, (*(_type_check(part, message) for part in parameters[:-1]), parameters[-1]))


class ForwardRef(_Final, _root=True):
    """Internal wrapper to hold a forward reference."""

    __slots__ = (
        "__forward_arg__", "__forward_code__", "__forward_evaluated__", "__forward_value__", "__forward_is_argument__",
        "__forward_is_class__", "__forward_module__",
    )

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            # Starred, it is no expression by itself.
            code = compile(f"({arg},)[0]" if arg.startswith("*") else arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, recursive_guard=frozenset()):
        if self.__forward_arg__ in recursive_guard:
            return self
        if self.__forward_module__ is not None:
            globalns = getattr(sys.modules.get(self.__forward_module__), "__dict__", globalns)
        value = eval(self.__forward_code__, globalns or {}, localns if localns is not None else globalns or {})
        value = _type_check(
            value, "Forward references must evaluate to types.", self.__forward_is_argument__, allow_special=self.__forward_is_class__
        )
        self.__forward_value__ = _evaluated(value, globalns, localns, recursive_guard | {self.__forward_arg__})
        self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_arg__ == other.__forward_arg__ and self.__forward_value__ == other.__forward_value__
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = "" if self.__forward_module__ is None else f", module={self.__forward_module__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


def _evaluated(t, globalns, localns, guard=frozenset()):
    """A type with the references in it resolved."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, guard)
    if isinstance(t, (_BaseGenericAlias, GenericAlias, UnionType)) and hasattr(t, "__args__"):
        args = tuple(
            _evaluated(ForwardRef(arg) if isinstance(t, GenericAlias) and isinstance(arg, str) else arg, globalns, localns, guard)
            for arg in t.__args__
        )
        if args == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return GenericAlias(t.__origin__, args)
        if isinstance(t, UnionType):
            return functools.reduce(operator.or_, args)
        return t.copy_with(args)
    return t


class _TypeVarLike:
    def _set_bound(self, bound, covariant, contravariant):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__bound__ = _type_check(bound, "Bound must be a type.") if bound else None

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        prefix = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return prefix + self.__name__

    def __reduce__(self):
        return self.__name__


class TypeVar(_TypeVarLike, _Final, _root=True):
    """Type variable.

    Usage::

      T = TypeVar('T')  # Can be anything
      A = TypeVar('A', str, bytes)  # Must be str or bytes
    """

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self._set_bound(bound, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        message = "TypeVar(name, constraint, ...): constraints must be types."
        self.__constraints__ = tuple(_type_check(constraint, message) for constraint in constraints)
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.")
        if getattr(arg, "__origin__", None) is Unpack or isinstance(arg, GenericAlias) and arg.__unpacked__:
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


class ParamSpecArgs(_Final, _root=True):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"

    def __eq__(self, other):
        return isinstance(other, ParamSpecArgs) and self.__origin__ == other.__origin__

    __hash__ = None


class ParamSpecKwargs(_Final, _root=True):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"

    def __eq__(self, other):
        return isinstance(other, ParamSpecKwargs) and self.__origin__ == other.__origin__

    __hash__ = None


class ParamSpec(_TypeVarLike, _Final, _root=True):
    """Parameter specification variable."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self._set_bound(bound, covariant, contravariant)
        module = _caller()
        if module != "typing":
            self.__module__ = module

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple(_type_check(item, "Expected a type.") for item in arg)
        if not _is_param_expr(arg):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
        return arg

    def __typing_prepare_subst__(self, alias, args):
        parameters = alias.__parameters__
        at = parameters.index(self)
        if at >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(parameters) == 1 and not _is_param_expr(args[0]):
            # All of them are the types of the one parameter.
            return (args,)
        if isinstance(args[at], list):
            return (*args[:at], tuple(args[at]), *args[at + 1:])
        return args


class TypeVarTuple(_Final, _root=True):
    """Type variable tuple."""

    def __init__(self, name):
        self.__name__ = name
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVarTuple")

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        """The arguments with those that fall to this variable in a tuple."""
        parameters = alias.__parameters__
        before = parameters.index(self)
        after = len(parameters) - before - 1
        if any(isinstance(parameter, TypeVarTuple) for parameter in parameters[before + 1:]):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
        open_at, filling = None, None
        for at, arg in enumerate(args):
            inner = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
            if inner and len(inner) == 2 and inner[-1] is ...:
                if open_at is not None:
                    raise TypeError("More than one unpacked arbitrary-length tuple argument")
                open_at, filling = at, inner[0]
        first, last = min(before, len(args)), min(after, len(args))
        if open_at is not None:
            # A tuple of any length fills what is missing on both of its sides.
            first, last = min(first, open_at), min(last, len(args) - open_at - 1)
        elif before + after > len(args):
            raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {before + after}")
        middle = args[first:len(args) - last]
        if open_at is not None and before == first and after == last:
            middle = args[before:len(args) - after]
        return (
            *args[:first], *([filling] * (before - first)), tuple(middle), *([filling] * (after - last)),
            *args[len(args) - last:],
        )


class _BaseGenericAlias(_Final, _root=True):
    """What a subscription yields, and the names that stand for classes of other modules."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __mro_entries__(self, bases):
        result = []
        if self.__origin__ not in bases:
            result.append(self.__origin__)
        at = bases.index(self)
        for base in bases[at + 1:]:
            if isinstance(base, _BaseGenericAlias) or isinstance(base, type) and issubclass(base, Generic):
                break
        else:
            result.append(Generic)
        return tuple(result)

    def __getattr__(self, attr):
        if attr in {"__name__", "__qualname__"}:
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not (attr.startswith("__") and attr.endswith("__")):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, value):
        special = attr.startswith("__") and attr.endswith("__") or attr in {"_name", "_inst", "_nparams"}
        if special:
            super().__setattr__(attr, value)
        else:
            setattr(self.__origin__, attr, value)

    def __dir__(self):
        names = [name for name in dir(self.__origin__) if not (name.startswith("__") and name.endswith("__"))]
        return list({*super().__dir__(), *names})

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


class _GenericAlias(_BaseGenericAlias, _root=True):
    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _parameters(self.__args__)
        if not name:
            self.__module__ = getattr(origin, "__module__", "typing")

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    @_remembered
    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        args = _prepared(self, self.__parameters__, args)
        values = dict(zip(self.__parameters__, args))
        new = []
        for arg in self.__args__:
            value = _substituted(arg, values)
            # A parameter list of Callable, or what a TypeVarTuple stands for.
            if isinstance(value, tuple) and (self.__origin__ is collections.abc.Callable or _is_unpacked_variable(arg)):
                new.extend(value)
            else:
                new.append(value)
        return self.copy_with(tuple(new))

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        args = ", ".join(_type_repr(arg) for arg in self.__args__) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __reduce__(self):
        args = self.__args__
        origin = globals()[self._name] if self._name else self.__origin__
        return operator.getitem, (origin, args[0] if len(args) == 1 and not isinstance(args[0], tuple) else args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            at = bases.index(self)
            for base in bases[at + 1:]:
                if isinstance(base, _BaseGenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _UnpackGenericAlias(_GenericAlias, _root=True):
    """`Unpack[Ts]`, `Unpack[tuple[int, str]]`"""

    def __repr__(self):
        return "*" + repr(self.__args__[0])

    def __getitem__(self, args):
        return args if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        (arg,) = self.__args__
        return arg.__args__ if isinstance(arg, _GenericAlias) else None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    """`Concatenate[int, P]`: with a list for its last argument it is that list."""

    def copy_with(self, args):
        last = args[-1]
        if isinstance(last, (list, tuple)):
            return (*args[:-1], *last)
        if isinstance(last, _ConcatenateGenericAlias):
            args = (*args[:-1], *last.__args__)
        return super().copy_with(args)


def _is_param_expr(arg):
    """Whether something may stand for a list of parameters."""
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec)) or getattr(arg, "__origin__", None) is Concatenate


def _is_unpacked_variable(arg):
    return not isinstance(arg, type) and getattr(arg, "__typing_is_unpacked_typevartuple__", False)


def _prepared(alias, parameters, args):
    """Arguments for the parameters of a generic, one for each."""
    if not isinstance(args, tuple):
        args = (args,)
    flat = []
    for arg in args:
        inner = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is not None and not (inner and inner[-1] is ...):
            flat.extend(inner)
        else:
            flat.append(arg)
    args = tuple(flat)
    for parameter in parameters:
        prepare = getattr(parameter, "__typing_prepare_subst__", None)
        if prepare is not None:
            args = prepare(alias, args)
    if len(args) != len(parameters):
        few = "few" if len(args) < len(parameters) else "many"
        raise TypeError(f"Too {few} arguments for {alias}; actual {len(args)}, expected {len(parameters)}")
    return args


def _substituted(arg, values):
    """An argument with type variables replaced."""
    if isinstance(arg, type) and not isinstance(arg, GenericAlias):
        return arg
    if isinstance(arg, (list, tuple)):
        return type(arg)(_substituted(item, values) for item in arg)
    substitute = getattr(arg, "__typing_subst__", None)
    if substitute is not None:
        return substitute(values[arg])
    if _is_unpacked_variable(arg):
        return values[arg.__args__[0]]
    inner = getattr(arg, "__parameters__", ())
    if not inner:
        return arg
    given = []
    for parameter in inner:
        if isinstance(parameter, TypeVarTuple):
            given.extend(values[parameter])
        else:
            given.append(values[parameter])
    return arg[tuple(given)]


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    """A name of this module for a class of another: List, Deque, ..."""

    def __init__(self, origin, nparams, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._nparams = nparams
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    @_remembered
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_check(param, "Parameters to generic types must be types.") for param in params)
        if self._nparams != len(params):
            few = "few" if len(params) < self._nparams else "many"
            raise TypeError(f"Too {few} arguments for {self}; actual {len(params)}, expected {self._nparams}")
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return "typing." + self._name

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def __repr__(self):
        args = self.__args__
        whole = args[0] is ... or isinstance(args[0], ParamSpec) or getattr(args[0], "__origin__", None) is Concatenate
        if len(args) == 2 and whole:
            return super().__repr__()
        return f"typing.Callable[[{', '.join(_type_repr(arg) for arg in args[:-1])}], {_type_repr(args[-1])}]"

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and args[0] is ...):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        # A list of arguments is no key of what is remembered.
        if isinstance(params, tuple) and len(params) == 2 and isinstance(params[0], list):
            params = tuple(params[0]), params[1]
        return self._of(params)

    @_remembered
    def _of(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ... or isinstance(args, ParamSpec) or getattr(args, "__origin__", None) is Concatenate:
            return self.copy_with((args, result))
        if not isinstance(args, (list, tuple)):
            raise TypeError(f"Callable[args, result]: args must be a list. Got {args}")
        message = "Callable[[arg, ...], result]: each arg must be a type."
        return self.copy_with((*(_type_check(arg, message) for arg in args), result))


class _TupleType(_SpecialGenericAlias, _root=True):
    @_remembered
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        message = "Tuple[t0, t1, ...]: each t must be a type."
        if len(params) >= 2 and params[-1] is ...:
            return self.copy_with((*(_type_check(param, message) for param in params[:-1]), ...))
        return self.copy_with(tuple(_type_check(param, message) for param in params))


class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2:
            if args[0] is type(None):
                return f"typing.Optional[{_type_repr(args[1])}]"
            if args[1] is type(None):
                return f"typing.Optional[{_type_repr(args[0])}]"
        return f"typing.Union[{', '.join(_type_repr(arg) for arg in args)}]"

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)

    def __reduce__(self):
        return operator.getitem, (Union, self.__args__)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return {(type(arg), arg) for arg in self.__args__} == {(type(arg), arg) for arg in other.__args__}

    def __hash__(self):
        return hash(frozenset((type(arg), arg) for arg in self.__args__))


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,), name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __reduce__(self):
        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class Annotated:
    """Add context specific metadata to a type."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        return cls._of(*(params if isinstance(params, tuple) else (params,)))

    @staticmethod
    @_remembered(typed=True)
    def _of(*params):
        if len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special=True)
        return _AnnotatedAlias(origin, tuple(params[1:]))

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"Cannot subclass {cls.__module__}.Annotated")


class Generic:
    """Abstract base class for generic types."""

    __slots__ = ()
    _is_protocol = False

    @_remembered
    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        message = "Parameters to generic types must be types."
        params = tuple(param if _is_param_expr(param) else _type_check(param, message) for param in params)
        if cls in (Generic, Protocol):
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(isinstance(param, (TypeVar, ParamSpec, TypeVarTuple)) or getattr(param, "__origin__", None) is Unpack for param in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables.")
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        else:
            if not cls.__parameters__:
                raise TypeError(f"{cls} is not a generic class")
            args = _prepared(cls, cls.__parameters__, params)
            params = []
            for parameter, arg in zip(cls.__parameters__, args):
                if isinstance(parameter, TypeVarTuple):
                    params.extend(arg)
                elif isinstance(parameter, ParamSpec) and isinstance(arg, list):
                    params.append(tuple(arg))
                else:
                    params.append(arg)
            params = tuple(params)
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if bases is not None:
            error = Generic in bases
        else:
            error = Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls) is not _TypedDictMeta
        if error:
            raise TypeError("Cannot inherit from plain Generic")
        found = ()
        if bases is not None:
            found = _parameters(bases)
            generic = None
            for base in bases:
                if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                    if generic is not None:
                        raise TypeError("Cannot inherit from Generic[...] multiple times.")
                    generic = base.__parameters__
            if generic is not None:
                missing = [str(parameter) for parameter in found if parameter not in generic]
                if missing:
                    listed = ", ".join(map(str, generic))
                    raise TypeError(f"Some type variables ({', '.join(missing)}) are not listed in Generic[{listed}]")
                found = generic
        cls.__parameters__ = tuple(found)


_PROTOCOL_NAMES = {
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__", "__slots__",
    "__subclasshook__", "__weakref__", "__class_getitem__", "__parameters__", "__orig_bases__", "__orig_class__",
    "_is_protocol", "_is_runtime_protocol", "__match_args__", "__qualname__", "_abc_impl", "__static_attributes__",
}


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        for name in (*base.__dict__, *getattr(base, "__annotations__", {})):
            if not name.startswith("_abc_") and name not in _PROTOCOL_NAMES:
                names.add(name)
    return names


def _has_only_methods(cls):
    return all(callable(getattr(cls, name, None)) for name in _protocol_members(cls))


def _is_asked_by_abc(depth):
    """Whether a check comes from within `abc` or `functools`, which ask more classes than the program has named."""
    try:
        return sys._getframe(depth).f_globals["__name__"] in ("abc", "functools")
    except (ValueError, KeyError):
        return True


def _no_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is not _no_init:
        # Called by a class that has its own.
        return
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_init)
        if init is not _no_init:
            cls.__init__ = init
            break
    else:
        cls.__init__ = object.__init__
    cls.__init__(self, *args, **kwargs)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        protocol = getattr(cls, "_is_protocol", False)
        if protocol and not getattr(cls, "_is_runtime_protocol", False) and not _is_asked_by_abc(2):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if (not protocol or _has_only_methods(cls)) and issubclass(instance.__class__, cls):
            return True
        if protocol and all(
            hasattr(instance, name) and (not callable(getattr(cls, name, None)) or getattr(instance, name) is not None)
            for name in _protocol_members(cls)
        ):
            return True
        return super().__instancecheck__(instance)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base class for protocol classes."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(base is Protocol for base in cls.__bases__)

        def hook(other):
            if not cls.__dict__.get("_is_protocol", False):
                return NotImplemented
            if not getattr(cls, "_is_runtime_protocol", False):
                if _is_asked_by_abc(3):
                    return NotImplemented
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
            if not _has_only_methods(cls):
                if _is_asked_by_abc(3):
                    return NotImplemented
                raise TypeError("Protocols with non-method members don't support issubclass()")
            if not isinstance(other, type):
                raise TypeError("issubclass() arg 1 must be a class")
            for name in _protocol_members(cls):
                for base in other.__mro__:
                    if name in base.__dict__:
                        if base.__dict__[name] is None:
                            return NotImplemented
                        break
                    annotations = getattr(base, "__annotations__", {})
                    declared = isinstance(annotations, collections.abc.Mapping) and name in annotations
                    if declared and issubclass(other, Generic) and other._is_protocol:
                        break
                else:
                    return NotImplemented
            return True

        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = hook
        if cls._is_protocol:
            for base in cls.__bases__:
                allowed = (
                    base in (object, Generic)
                    or base.__module__ in ("collections.abc", "contextlib")
                    or isinstance(base, type) and issubclass(base, Generic) and getattr(base, "_is_protocol", False)
                )
                if not allowed:
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
            if cls.__init__ is Protocol.__init__:
                cls.__init__ = _no_init

    __init__ = object.__init__


def runtime_checkable(cls):
    """Mark a protocol class as a runtime protocol."""
    if not (isinstance(cls, type) and issubclass(cls, Generic)) or not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def _supports(name, method, doc):
    def stub(self):
        pass

    stub.__name__ = method
    made = _ProtocolMeta(
        name, (Protocol,), {"__slots__": (), method: abstractmethod(stub), "__doc__": doc, "__module__": "typing", "_is_protocol": True}
    )
    return runtime_checkable(made)


SupportsInt = _supports("SupportsInt", "__int__", "An ABC with one abstract method __int__.")
SupportsFloat = _supports("SupportsFloat", "__float__", "An ABC with one abstract method __float__.")
SupportsComplex = _supports("SupportsComplex", "__complex__", "An ABC with one abstract method __complex__.")
SupportsBytes = _supports("SupportsBytes", "__bytes__", "An ABC with one abstract method __bytes__.")
SupportsIndex = _supports("SupportsIndex", "__index__", "An ABC with one abstract method __index__.")
SupportsAbs = _supports("SupportsAbs", "__abs__", "An ABC with one abstract method __abs__.")
SupportsRound = _supports("SupportsRound", "__round__", "An ABC with one abstract method __round__.")

T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
AnyStr = TypeVar("AnyStr", bytes, str)

_abc = collections.abc
Hashable = _SpecialGenericAlias(_abc.Hashable, 0)
Awaitable = _SpecialGenericAlias(_abc.Awaitable, 1)
Coroutine = _SpecialGenericAlias(_abc.Coroutine, 3)
AsyncIterable = _SpecialGenericAlias(_abc.AsyncIterable, 1)
AsyncIterator = _SpecialGenericAlias(_abc.AsyncIterator, 1)
Iterable = _SpecialGenericAlias(_abc.Iterable, 1)
Iterator = _SpecialGenericAlias(_abc.Iterator, 1)
Reversible = _SpecialGenericAlias(_abc.Reversible, 1)
Sized = _SpecialGenericAlias(_abc.Sized, 0)
Container = _SpecialGenericAlias(_abc.Container, 1)
Collection = _SpecialGenericAlias(_abc.Collection, 1)
Callable = _CallableType(_abc.Callable, 2)
AbstractSet = _SpecialGenericAlias(_abc.Set, 1, name="AbstractSet")
MutableSet = _SpecialGenericAlias(_abc.MutableSet, 1)
Mapping = _SpecialGenericAlias(_abc.Mapping, 2)
MutableMapping = _SpecialGenericAlias(_abc.MutableMapping, 2)
Sequence = _SpecialGenericAlias(_abc.Sequence, 1)
MutableSequence = _SpecialGenericAlias(_abc.MutableSequence, 1)
ByteString = _SpecialGenericAlias(_abc.ByteString, 0)
MappingView = _SpecialGenericAlias(_abc.MappingView, 1)
KeysView = _SpecialGenericAlias(_abc.KeysView, 1)
ItemsView = _SpecialGenericAlias(_abc.ItemsView, 2)
ValuesView = _SpecialGenericAlias(_abc.ValuesView, 1)
Generator = _SpecialGenericAlias(_abc.Generator, 3)
AsyncGenerator = _SpecialGenericAlias(_abc.AsyncGenerator, 2)
ContextManager = _SpecialGenericAlias(contextlib.AbstractContextManager, 1, name="ContextManager")
AsyncContextManager = _SpecialGenericAlias(contextlib.AbstractAsyncContextManager, 1, name="AsyncContextManager")
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
List = _SpecialGenericAlias(list, 1, inst=False, name="List")
Deque = _SpecialGenericAlias(collections.deque, 1, name="Deque")
Set = _SpecialGenericAlias(set, 1, inst=False, name="Set")
FrozenSet = _SpecialGenericAlias(frozenset, 1, inst=False, name="FrozenSet")
Dict = _SpecialGenericAlias(dict, 2, inst=False, name="Dict")
DefaultDict = _SpecialGenericAlias(collections.defaultdict, 2, name="DefaultDict")
OrderedDict = _SpecialGenericAlias(collections.OrderedDict, 2)
Counter = _SpecialGenericAlias(collections.Counter, 1)
ChainMap = _SpecialGenericAlias(collections.ChainMap, 2)
Type = _SpecialGenericAlias(type, 1, inst=False, name="Type")


def __getattr__(name):
    # They would load another module for programs that never use them.
    if name in ("Pattern", "Match"):
        import re

        found = globals()[name] = _SpecialGenericAlias(getattr(re, name), 1)
        return found
    raise AttributeError(f"module 'typing' has no attribute {name!r}")


class IO(Generic[AnyStr]):
    """Generic base class for TextIO and BinaryIO."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    """Typed version of the return of open() in binary mode."""

    __slots__ = ()


class TextIO(IO[str]):
    """Typed version of the return of open() in text mode."""

    __slots__ = ()


def cast(typ, val):
    """Cast a value to a type.

    This returns the value unchanged.
    """
    return val


def assert_type(val, typ, /):
    """Ask a static type checker to confirm that the value is of the given type."""
    return val


def assert_never(arg, /):
    """Statically assert that a line of code is unreachable."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    """Reveal the inferred type of a variable."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def final(f):
    """Decorator to indicate final methods and final classes."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


_overloads = {}


def overload(func):
    """Decorator for overloaded functions/methods."""
    f = getattr(func, "__func__", func)
    try:
        _overloads.setdefault((f.__module__, f.__qualname__), {})[f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    """Helper for @overload to raise when called."""
    raise NotImplementedError(
        "You should not call an overloaded function. "
        "A series of @overload-decorated functions "
        "outside a stub module should always be followed "
        "by an implementation that is not @overload-ed."
    )


def get_overloads(func):
    """Return all defined overloads for *func* as a sequence."""
    f = getattr(func, "__func__", func)
    return list(_overloads.get((f.__module__, f.__qualname__), {}).values())


def clear_overloads():
    """Clear all overloads in the registry."""
    _overloads.clear()


def no_type_check(arg):
    """Decorator to indicate that annotations are not type hints."""
    if isinstance(arg, type):
        for key in dir(arg):
            member = getattr(arg, key)
            own = (
                hasattr(member, "__qualname__")
                and member.__qualname__ == f"{arg.__qualname__}.{member.__name__}"
                and getattr(member, "__module__", None) == arg.__module__
            )
            if not own:
                continue
            if isinstance(member, FunctionType):
                member.__no_type_check__ = True
            elif isinstance(member, MethodType):
                member.__func__.__no_type_check__ = True
            elif isinstance(member, type):
                no_type_check(member)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    """Decorator to give another decorator the @no_type_check effect."""

    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def dataclass_transform(
    *, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs
):
    """Decorator that marks a function, class, or metaclass as providing dataclass-like behavior."""

    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator


def get_origin(tp):
    """Get the unsubscripted version of a type."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, UnionType):
        return UnionType
    return None


def get_args(tp):
    """Get type arguments with all substitutions performed."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is collections.abc.Callable and not (len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec))):
            args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, UnionType):
        return tp.__args__
    return ()


def _without_extras(t):
    if isinstance(t, _AnnotatedAlias):
        return _without_extras(t.__origin__)
    if getattr(t, "__origin__", None) in (Required, NotRequired):
        return _without_extras(t.__args__[0])
    if isinstance(t, (_GenericAlias, GenericAlias)):
        args = tuple(_without_extras(arg) for arg in t.__args__)
        if args == t.__args__:
            return t
        return GenericAlias(t.__origin__, args) if isinstance(t, GenericAlias) else t.copy_with(args)
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return type hints for an object: its annotations, with references resolved."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            base_globals = getattr(sys.modules.get(base.__module__), "__dict__", {}) if globalns is None else globalns
            base_locals = dict(vars(base)) if localns is None else localns
            for name, value in base.__dict__.get("__annotations__", {}).items():
                if value is None:
                    value = type(None)
                if isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _evaluated(value, base_globals, base_locals)
    else:
        if globalns is None:
            if isinstance(obj, type(sys)):
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, "__wrapped__"):
                    inner = inner.__wrapped__
                globalns = getattr(inner, "__globals__", {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        found = getattr(obj, "__annotations__", None)
        if found is None:
            if isinstance(obj, (type(len), type(_caller), MethodType, type(sys))):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in found.items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                value = ForwardRef(value, is_argument=not isinstance(obj, type(sys)))
            hints[name] = _evaluated(value, globalns, localns)
    return hints if include_extras else {name: _without_extras(value) for name, value in hints.items()}


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        types = ns.get("__annotations__", {})
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                plural = "s" if len(defaults) > 1 else ""
                raise TypeError(
                    f"Non-default namedtuple field {name} cannot follow default field{plural} {', '.join(defaults)}"
                )
        made = _make_named_tuple(typename, types.items(), [ns[name] for name in defaults], ns["__module__"])
        made.__bases__ = tuple(tuple if base is _NamedTuple else base for base in bases) if Generic in bases else made.__bases__
        for key in ns:
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_field_types", "_make", "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__module__", "__name__", "__annotations__") and key not in made._fields:
                setattr(made, key, ns[key])
        return made


def _make_named_tuple(name, types, defaults, module):
    types = {field: _type_check(kind, f"field {field} annotation must be a type") for field, kind in types}
    made = collections.namedtuple(name, list(types), defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


def NamedTuple(typename, fields=None, /, **kwargs):
    """Typed version of namedtuple."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    return _make_named_tuple(typename, fields, (), _caller())


NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        made = type.__new__(_TypedDictMeta, name, (*((Generic,) if Generic in bases else ()), dict), ns)
        own = {
            key: _type_check(kind, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type")
            for key, kind in ns.get("__annotations__", {}).items()
        }
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required.update(base.__dict__.get("__required_keys__", ()))
            optional.update(base.__dict__.get("__optional_keys__", ()))
        annotations.update(own)
        for key, kind in own.items():
            origin = get_origin(kind)
            if origin is Annotated:
                origin = get_origin(get_args(kind)[0])
            if origin is Required or origin is not NotRequired and total:
                required.add(key)
            else:
                optional.add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        if not hasattr(made, "__total__"):
            made.__total__ = total
        return made

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A simple typed namespace. At runtime it is equivalent to a plain dict."""
    if fields is None:
        fields = kwargs
    elif kwargs:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    ns = {"__annotations__": dict(fields)}
    module = _caller()
    if module is not None:
        ns["__module__"] = module
    return _TypedDictMeta(typename, (), ns, total=total)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Check if an annotation is a TypedDict class."""
    return isinstance(tp, _TypedDictMeta)
