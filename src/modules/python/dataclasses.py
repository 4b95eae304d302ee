"""Classes that mostly hold data: their methods are made from their annotations."""

import abc
import copy
import keyword
import sys
from reprlib import recursive_repr
from types import GenericAlias, MappingProxyType

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
    "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()
_EMPTY_METADATA = MappingProxyType({})


class _FIELD_BASE:
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type) and not isinstance(self.type, GenericAlias):
            name = self.type.__name__
        else:
            name = repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only", "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
            f"compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        method = getattr(type(self.default), "__set_name__", None)
        if method:
            method(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (
            f"_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},"
            f"unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})"
        )


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING
):
    """Return an object to identify dataclass fields.

    It is an error to specify both default and default_factory.
    """
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _tuple_of(owner, names):
    return f"({', '.join(f'{owner}.{name}' for name in names)},)" if names else "()"


def _create(name, parameters, body, *, globals=None, locals=None, returns=MISSING):
    """A function made from text."""
    locals = dict(locals or {})
    arrow = ""
    if returns is not MISSING:
        locals["__dataclass_return_type__"] = returns
        arrow = "->__dataclass_return_type__"
    lines = "\n".join(f"  {line}" for line in body)
    text = f"def __create_fn__({', '.join(locals)}):\n def {name}({', '.join(parameters)}){arrow}:\n{lines}\n return {name}"
    namespace = {}
    exec(text, globals, namespace)
    return namespace["__create_fn__"](**locals)


def _assignment(frozen, name, value, self_name):
    if frozen:
        return f"__dataclass_builtins_object__.__setattr__({self_name},{name!r},{value})"
    return f"{self_name}.{name}={value}"


def _init_parameter(f):
    if f.default is MISSING and f.default_factory is MISSING:
        default = ""
    elif f.default is not MISSING:
        default = f"=__dataclass_dflt_{f.name}__"
    else:
        default = "=__dataclass_HAS_DEFAULT_FACTORY__"
    return f"{f.name}:__dataclass_type_{f.name}__{default}"


def _init_line(f, frozen, locals, self_name, slots):
    """What `__init__` does for a field, or None."""
    default_name = f"__dataclass_dflt_{f.name}__"
    if f.default_factory is not MISSING:
        locals[default_name] = f.default_factory
        value = f"{default_name}()"
        if f.init:
            value = f"{default_name}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}"
    elif f.init:
        if f.default is not MISSING:
            locals[default_name] = f.default
        value = f.name
    elif slots and f.default is not MISSING:
        locals[default_name] = f.default
        value = default_name
    else:
        return None
    if f._field_type is _FIELD_INITVAR:
        return None
    return _assignment(frozen, f.name, value, self_name)


def _make_init(positional, keyword_only, all_fields, frozen, has_post_init, self_name, globals, slots):
    seen_default = False
    for f in positional:
        if not f.init:
            continue
        if not (f.default is MISSING and f.default_factory is MISSING):
            seen_default = True
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    locals = {f"__dataclass_type_{f.name}__": f.type for f in all_fields}
    locals["__dataclass_HAS_DEFAULT_FACTORY__"] = _HAS_DEFAULT_FACTORY
    locals["__dataclass_builtins_object__"] = object
    lines = []
    for f in all_fields:
        line = _init_line(f, frozen, locals, self_name, slots)
        if line:
            lines.append(line)
    if has_post_init:
        passed = ",".join(f.name for f in all_fields if f._field_type is _FIELD_INITVAR)
        lines.append(f"{self_name}.__post_init__({passed})")
    parameters = [self_name, *(_init_parameter(f) for f in positional if f.init)]
    if keyword_only:
        parameters += ["*", *map(_init_parameter, keyword_only)]
    return _create("__init__", parameters, lines or ["pass"], locals=locals, globals=globals, returns=None)


def _make_repr(shown, globals):
    text = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in shown)
    function = _create("__repr__", ("self",), [f'return self.__class__.__qualname__ + f"({text})"'], globals=globals)
    guarded = recursive_repr()(function)
    guarded.__wrapped__ = function
    return guarded


def _make_frozen(cls, fields, globals):
    locals = {"cls": cls, "FrozenInstanceError": FrozenInstanceError}
    condition = "type(self) is cls"
    if fields:
        condition += f" or name in {{{', '.join(repr(f.name) for f in fields)}}}"
    return [
        _create(
            "__setattr__", ("self", "name", "value"),
            [f"if {condition}:", ' raise FrozenInstanceError(f"cannot assign to field {name!r}")',
             "super(cls, self).__setattr__(name, value)"],
            locals=locals, globals=globals,
        ),
        _create(
            "__delattr__", ("self", "name"),
            [f"if {condition}:", ' raise FrozenInstanceError(f"cannot delete field {name!r}")',
             "super(cls, self).__delattr__(name)"],
            locals=locals, globals=globals,
        ),
    ]


def _make_compare(name, sign, names, globals):
    mine, theirs = _tuple_of("self", names), _tuple_of("other", names)
    return _create(
        name, ("self", "other"),
        ["if other.__class__ is self.__class__:", f" return {mine}{sign}{theirs}", "return NotImplemented"], globals=globals,
    )


def _make_hash(cls, fields, globals):
    names = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]
    return _create("__hash__", ("self",), [f"return hash({_tuple_of('self', names)})"], globals=globals)


def _hash_exception(cls, fields, globals):
    raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")


def _hash_none(cls, fields, globals):
    return None


# What becomes of __hash__: by unsafe_hash, eq, frozen, and whether the class has one of its own.
_HASH = {
    (False, False, False): (None, None),
    (False, False, True): (None, None),
    (False, True, False): (_hash_none, None),
    (False, True, True): (_make_hash, None),
    (True, False, False): (_make_hash, _hash_exception),
    (True, False, True): (_make_hash, _hash_exception),
    (True, True, False): (_make_hash, _hash_exception),
    (True, True, True): (_make_hash, _hash_exception),
}


def _named(cls, annotation):
    """What the first name of an annotation that is text stands for in the class's module, or None; of a dotted one, what the second
    stands for in the module that the first is."""
    text = annotation.lstrip()
    first, rest = _first_word(text)
    namespace = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    if rest.lstrip()[:1] == ".":
        module = namespace.get(first)
        if module is None or module is not sys.modules.get(getattr(module, "__name__", None)):
            return None
        first, rest = _first_word(rest.lstrip()[1:].lstrip())
        namespace = module.__dict__
    return namespace.get(first)


def _first_word(text):
    """The letters, digits and underscores that a text begins with, and what follows."""
    end = next((at for at, char in enumerate(text) if not (char.isalnum() or char == "_")), len(text))
    return text[:end], text[end:]


def _is_class_var(annotation):
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    return annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    meant = _named(cls, annotation) if isinstance(annotation, str) else annotation
    if _is_class_var(meant):
        f._field_type = _FIELD_CLASSVAR
    elif meant is InitVar or type(meant) is InitVar:
        f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
    return f


def _set_qualname(cls, value):
    if callable(value) and hasattr(value, "__qualname__"):
        value.__qualname__ = f"{cls.__qualname__}.{value.__name__}"
    return value


def _set_new_attribute(cls, name, value):
    """Sets an attribute unless the class has it; true if it has."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, _set_qualname(cls, value))
    return False


def _collect_fields(cls, kw_only):
    """The fields of the bases and of the class itself, by name; the class's own; whether a base is frozen."""
    all_fields, any_frozen, has_bases = {}, False, False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            has_bases = True
            all_fields.update(base_fields)
            any_frozen = any_frozen or getattr(base, _PARAMS).frozen
    own, only_keywords = [], kw_only
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        marker = (_named(cls, annotation) if isinstance(annotation, str) else annotation) is KW_ONLY
        if marker:
            if only_keywords is not kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            only_keywords = True
        else:
            own.append(_get_field(cls, name, annotation, only_keywords))
    for f in own:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return all_fields, has_bases, any_frozen


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    globals = sys.modules[cls.__module__].__dict__ if cls.__module__ in sys.modules else {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    all_fields, has_bases, any_frozen = _collect_fields(cls, kw_only)
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, all_fields)
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (class_hash is MISSING or class_hash is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    in_init = [f for f in all_fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    positional = [f for f in in_init if f.init and not f.kw_only]
    keyword_only = [f for f in in_init if f.init and f.kw_only]
    if init:
        self_name = "__dataclass_self__" if "self" in all_fields else "self"
        made = _make_init(positional, keyword_only, in_init, frozen, hasattr(cls, "__post_init__"), self_name, globals, slots)
        _set_new_attribute(cls, "__init__", made)
    data = [f for f in all_fields.values() if f._field_type is _FIELD]
    if repr:
        _set_new_attribute(cls, "__repr__", _make_repr([f for f in data if f.repr], globals))
    compared = [f.name for f in data if f.compare]
    if eq:
        _set_new_attribute(cls, "__eq__", _make_compare("__eq__", "==", compared, globals))
    if order:
        for name, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _set_new_attribute(cls, name, _make_compare(name, sign, compared, globals)):
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering"
                )
    if frozen:
        for function in _make_frozen(cls, data, globals):
            if _set_new_attribute(cls, function.__name__, function):
                raise TypeError(f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}")
    action = _HASH[bool(unsafe_hash), bool(eq), bool(frozen)][has_explicit_hash]
    if action is not None:
        cls.__hash__ = _set_qualname(cls, action(cls, data, globals))
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature(cls, positional, keyword_only, init)
    if match_args:
        _set_new_attribute(cls, "__match_args__", tuple(f.name for f in positional))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    abc.update_abstractmethods(cls)
    return cls


def _shown_type(annotation):
    if isinstance(annotation, type) and not isinstance(annotation, GenericAlias):
        module = annotation.__module__
        return annotation.__qualname__ if module == "builtins" else f"{module}.{annotation.__qualname__}"
    return repr(annotation).replace("typing.", "")


def _signature(cls, positional, keyword_only, init):
    """The parameters of a class, as its documentation shows them."""

    def shown(f):
        text = f"{f.name}: {_shown_type(f.type)}"
        if f.default is not MISSING:
            return f"{text} = {f.default!r}"
        return f"{text} = <factory>" if f.default_factory is not MISSING else text

    if not init or "__init__" not in cls.__dict__:
        return "()"
    parts = [shown(f) for f in positional]
    if keyword_only:
        parts += ["*", *map(shown, keyword_only)]
    return f"({', '.join(parts)})"


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots or ())


def _add_slots(cls, is_frozen, weakref_slot):
    """The same class anew, with slots for its fields."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields(cls))
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    names = tuple(name for name in field_names if name not in inherited)
    if weakref_slot and "__weakref__" not in inherited:
        names += ("__weakref__",)
    namespace["__slots__"] = names
    for name in field_names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if "__getstate__" not in namespace:
            new.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            new.__setstate__ = _dataclass_setstate
    return new


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
    kw_only=False, slots=False, weakref_slot=False
):
    """Add dunder methods based on the fields defined in the class.

    Examines PEP 526 __annotations__ to determine fields.
    """

    def wrap(cls):
        return _process_class(
            cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot
        )

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass.

    Accepts a dataclass or an instance of one. Tuple elements are of
    type Field.
    """
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a dataclass."""
    cls = obj if isinstance(obj, type) and not isinstance(obj, GenericAlias) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary mapping
    field names to field values.
    """
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, lambda pairs: dict_factory(pairs), dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, lambda pairs: tuple_factory([value for _, value in pairs]), dict)


def _converted(obj, make, make_dict):
    """A value with the dataclass instances in it converted."""
    if _is_dataclass_instance(obj):
        return make([(f.name, _converted(getattr(obj, f.name), make, make_dict)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_converted(value, make, make_dict) for value in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_converted(value, make, make_dict) for value in obj)
    if isinstance(obj, dict):
        return type(obj)(
            (_converted(key, make, make_dict), _converted(value, make, make_dict)) for key, value in obj.items()
        )
    return copy.deepcopy(obj)


def make_dataclass(
    cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
    frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False
):
    """Return a new dynamically created dataclass."""
    import types

    namespace = {} if namespace is None else namespace
    seen, annotations, defaults = set(), {}, {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = annotation

    def fill(target):
        target.update(namespace)
        target.update(defaults)
        target["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, fill)
    return dataclass(
        cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
        kw_only=kw_only, slots=slots, weakref_slot=weakref_slot,
    )


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
