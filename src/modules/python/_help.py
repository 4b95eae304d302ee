"""What help() prints: names, signatures and doc strings of functions, methods, classes and modules."""

import types

_LINE = "-" * 70
_KINDS = ["Methods", "Class methods", "Static methods", "Readonly properties", "Data descriptors", "Data and other attributes"]
_EMPTY = object()
_HIDDEN = {
    "__author__", "__builtins__", "__cached__", "__credits__", "__date__", "__doc__", "__docformat__", "__file__", "__loader__",
    "__module__", "__name__", "__package__", "__path__", "__qualname__", "__slots__", "__spec__", "__version__",
    "__dataclass_fields__", "__dataclass_params__", "__match_args__", "__annotations__",
}


def help(*args):
    """Prints help on one object, or how help is asked for."""
    if not args:
        print("Type help(object) for help about an object, or help('name') for a builtin, a module or a name in one.")
        return
    if len(args) > 1:
        raise TypeError(f"Helper.__call__() takes from 1 to 2 positional arguments but {len(args) + 1} were given")
    thing = args[0]
    if isinstance(thing, str):
        found = _locate(thing)
        if found is _EMPTY:
            print(f"No Python documentation found for {thing!r}.")
            print("Use help() to get the interactive help utility.\nUse help(str) for help on the str class.\n")
            return
        print(_page(found, thing))
        return
    print(_page(thing))


def _locate(path):
    """The builtin, module or attribute of one that a dotted name stands for."""
    import builtins
    import importlib

    parts = path.split(".")
    for count in range(len(parts), -1, -1):
        found = builtins
        if count:
            try:
                found = importlib.import_module(".".join(parts[:count]))
            except (ImportError, ValueError):
                continue
        for name in parts[count:]:
            found = getattr(found, name, _EMPTY)
        if found is not _EMPTY:
            return found
    return _EMPTY


def _page(thing, asked=None):
    title = f"Help on {_description(thing)}"
    if "." in (asked or ""):
        title += f" in {asked.rpartition('.')[0]}"
    else:
        module = getattr(thing, "__module__", None)
        if isinstance(module, str) and module != getattr(thing, "__name__", None):
            title += f" in module {module}"
    if not isinstance(thing, (type, types.ModuleType)) and not _is_routine(thing) and not isinstance(thing, property):
        title, thing = f"Help on {type(thing).__name__} object", type(thing)
        title = title.replace(" object", f" in module {thing.__module__} object" if thing.__module__ != "builtins" else " object")
    if isinstance(thing, type):
        body = _class(thing)
    elif isinstance(thing, types.ModuleType):
        body = _module(thing)
    elif isinstance(thing, property):
        body = _indented(_doc(thing))
    else:
        body = _routine(thing, thing.__name__, None)
    return f"{title}:\n\n{body}"


def _description(thing):
    if isinstance(thing, types.ModuleType):
        return ("package " if hasattr(thing, "__path__") else "module ") + thing.__name__
    if isinstance(thing, type):
        return f"class {thing.__name__}"
    if isinstance(thing, types.BuiltinFunctionType):
        return f"built-in function {thing.__name__}"
    if isinstance(thing, types.FunctionType):
        return f"function {thing.__name__}"
    if isinstance(thing, types.MethodType):
        return f"method {thing.__name__}"
    return type(thing).__name__


def _is_routine(thing):
    return isinstance(thing, (
        types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType,
        types.MethodWrapperType, types.ClassMethodDescriptorType,
    ))


def _doc(thing):
    text = getattr(thing, "__doc__", None)
    if not isinstance(text, str):
        return ""
    lines = text.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].strip()] + [line[margin:].rstrip() for line in lines[1:]]
    return "\n".join(lines).strip("\n")


def _indented(text, prefix="    "):
    return "\n".join(prefix + line for line in text.split("\n")) + "\n" if text else ""


def _annotation(value):
    if isinstance(value, type) and not isinstance(value, types.GenericAlias):
        return value.__qualname__ if value.__module__ in ("builtins", None) else f"{value.__module__}.{value.__qualname__}"
    return repr(value).replace("typing.", "")


def signature(function, bound=False):
    """The parameters of a function, as the header of its definition has them."""
    code = getattr(function, "__code__", None)
    if code is None:
        text = getattr(function, "__text_signature__", None)
        if not text:
            return "(...)"
        if isinstance(function, types.BuiltinFunctionType) and text.startswith("($"):
            # Bound already.
            rest = text[2:].partition(")" if "," not in text else ", ")[2]
            text = "(" + rest.removeprefix("/, ").removeprefix("/") if "," in text else "()"
        return text.replace("$", "")
    notes, defaults = function.__annotations__, function.__defaults__ or ()
    keyword_defaults = function.__kwdefaults__ or {}
    names = code.co_varnames
    positional = code.co_argcount
    keyword_end = positional + code.co_kwonlyargcount
    first_default = positional - len(defaults)

    def shown(name, default=_EMPTY):
        note = f": {_annotation(notes[name])}" if name in notes else ""
        if default is _EMPTY:
            return name + note
        return f"{name}{note} = {default!r}" if note else f"{name}={default!r}"

    parts = []
    for index in range(positional):
        if not (bound and index == 0):
            parts.append(shown(names[index], defaults[index - first_default] if index >= first_default else _EMPTY))
        if index + 1 == code.co_posonlyargcount and parts:
            parts.append("/")
    end = keyword_end
    if code.co_flags & 4:
        parts.append("*" + shown(names[end]))
        end += 1
    elif code.co_kwonlyargcount:
        parts.append("*")
    parts += [shown(name, keyword_defaults.get(name, _EMPTY)) for name in names[positional:keyword_end]]
    if code.co_flags & 8:
        parts.append("**" + shown(names[end]))
    result = f" -> {_annotation(notes['return'])}" if "return" in notes else ""
    return f"({', '.join(parts)}){result}"


def _routine(thing, name, owner):
    real = thing.__name__
    head, note, bound, inner = name if name == real else f"{name} = {real}", "", False, thing
    if isinstance(thing, types.MethodType):
        inner, bound, holder = thing.__func__, True, thing.__self__
        if owner is None:
            note = f" method of {type(holder).__module__}.{type(holder).__qualname__} instance"
        else:
            note = f" from {type(holder).__module__}.{type(holder).__qualname__}"
    if real == "<lambda>":
        head = f"{name} lambda " if owner is None and name == real else f"{name} = lambda "
        return head + signature(inner, bound)[1:].replace(")", "", 1) + "\n" + _indented(_doc(thing))
    lead = "async " if getattr(getattr(inner, "__code__", None), "co_flags", 0) & 0x280 else ""
    return f"{lead}{head}{signature(inner, bound)}{note}\n{_indented(_doc(thing))}"


def _visible(name):
    return name not in _HIDDEN and ((name.startswith("__") and name.endswith("__")) or not name.startswith("_"))


def _kind(value):
    if isinstance(value, (classmethod, types.ClassMethodDescriptorType)):
        return 1
    if isinstance(value, staticmethod) or isinstance(value, types.BuiltinFunctionType):
        return 2
    if isinstance(value, property):
        return 3 if value.fset is None and value.fdel is None else 4
    if _is_routine(value):
        return 0
    if isinstance(value, (types.MemberDescriptorType, types.GetSetDescriptorType)) or hasattr(type(value), "__set__"):
        return 4
    return 5


def _entry(cls, name, value, kind):
    if kind in (0, 1, 2):
        bound = getattr(cls, name)
        return _routine(bound, name, cls) if _is_routine(bound) else f"{name} = {value!r}\n"
    if kind in (3, 4):
        return f"{name}\n{_indented(_doc(value))}"
    text = f"{name} = "
    shown = repr(value)
    room = 70 - len(text)
    return text + (shown if len(shown) <= room else shown[:room] + "...") + "\n"


def _class(cls):
    bases = [base.__name__ if base.__module__ == cls.__module__ else f"{base.__module__}.{base.__name__}"
             for base in cls.__bases__]
    head = f"class {cls.__name__}({', '.join(bases)})" if bases else f"class {cls.__name__}"
    body = []
    init = cls.__dict__.get("__init__") or cls.__dict__.get("__new__")
    if isinstance(init, (types.FunctionType, staticmethod)):
        header = signature(getattr(init, "__func__", init), bound=True)
        if header != "()":
            body.append(f"{cls.__name__}{header}\n")
    text = _doc(cls)
    if text:
        body.append(text + "\n")
    order = cls.__mro__
    if len(order) > 2:
        lines = [f"    {c.__name__ if c.__module__ == cls.__module__ else c.__module__ + '.' + c.__name__}" for c in order]
        body.append("Method resolution order:\n" + "\n".join(lines) + "\n")
    below = sorted((c.__name__ for c in type.__subclasses__(cls) if c.__module__ == "builtins" and c.__name__[0] != "_"), key=str.lower)
    if below:
        more = [f"    ... and {len(below) - 4} other subclasses"] if len(below) > 4 else []
        body.append("Built-in subclasses:\n" + "\n".join([f"    {name}" for name in below[:4]] + more) + "\n")
    told, first = set(), True
    for owner in order:
        if owner is object and cls is not object:
            continue
        entries = [(name, value) for name, value in sorted(owner.__dict__.items()) if _visible(name) and name not in told]
        told.update(name for name, _ in entries)
        for kind, title in enumerate(_KINDS):
            chosen = [(name, value) for name, value in entries if _kind(value) == kind]
            if not chosen:
                continue
            whose = "defined here" if owner is cls else f"inherited from {owner.__module__ + '.' if owner.__module__ != cls.__module__ else ''}{owner.__name__}"
            section = "" if first else _LINE + "\n"
            first = False
            section += f"{title} {whose}:\n\n" + "\n".join(_entry(cls, name, value, kind) for name, value in chosen)
            body.append(section)
    text = "\n".join(body).rstrip()
    return head + "\n" + "\n".join(" |  " + line for line in text.split("\n")) + "\n"


def _module(module):
    text = _doc(module)
    first = text.split("\n")[0] if text else ""
    parts = [f"NAME\n    {module.__name__}{' - ' + first.rstrip('.') if first else ''}\n"]
    rest = "\n".join(text.split("\n")[1:]).strip("\n")
    if rest:
        parts.append(f"DESCRIPTION\n{_indented(rest)}")
    names = getattr(module, "__all__", None) or [name for name in sorted(vars(module)) if not name.startswith("_")]
    found = [(name, getattr(module, name)) for name in sorted(names) if hasattr(module, name)]
    own = [(name, value) for name, value in found if getattr(value, "__module__", None) in (module.__name__, "builtins", None) or hasattr(module, "__all__")]
    classes = [value for _, value in own if isinstance(value, type)]
    functions = [(name, value) for name, value in own if _is_routine(value)]
    data = [(name, value) for name, value in found if not isinstance(value, (type, types.ModuleType)) and not _is_routine(value)]
    if classes:
        parts.append("CLASSES\n" + _indented("\n".join(_class(cls) for cls in classes).rstrip()))
    if functions:
        parts.append("FUNCTIONS\n" + _indented("\n".join(_routine(value, name, None) for name, value in functions).rstrip()))
    if data:
        parts.append("DATA\n" + _indented("\n".join(f"{name} = {value!r}"[:75] for name, value in data)))
    parts.append(f"FILE\n    {getattr(module, '__file__', None) or '(built-in)'}\n")
    return "\n".join(parts) + "\n"
