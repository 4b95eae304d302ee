"""Support to pretty-print lists, tuples, & dictionaries recursively.

Class PrettyPrinter prints with the options it was made with; pprint(),
pp() and pformat() do so for one object. saferepr() is a repr for nested
containers that hold themselves, isreadable() says whether it could be
evaluated, isrecursive() whether the object holds itself.
"""

import collections as _collections
import sys as _sys
import types as _types

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(
    object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False
):
    """Pretty-print a Python object to a stream [default is sys.stdout]."""
    PrettyPrinter(
        stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers
    ).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Format a Python object into a pretty-printed representation."""
    return PrettyPrinter(
        indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    ).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Pretty-print a Python object"""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """Version of repr() which can handle recursive data structures."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Determine if saferepr(object) is readable by eval()."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """Determine if object requires a recursive representation."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _safe_key:
    """Sorts objects that cannot be compared by the names of their types, and by their places."""

    __slots__ = ["obj"]

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _safe_tuple(pair):
    return _safe_key(pair[0]), _safe_key(pair[1])


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


_SCALARS = {str, bytes, bytearray, float, complex, bool, type(None)}


class _Text:
    """A stream for pformat()."""

    def __init__(self):
        self.parts = []
        self.write = self.parts.append


class PrettyPrinter:
    def __init__(
        self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False
    ):
        """Handle pretty printing operations onto a stream using a set of
        configured parameters.

        indent
            Number of spaces to indent for each level of nesting.

        width
            Attempted maximum number of columns in the output.

        depth
            The maximum depth to print out nested structures.

        stream
            The desired output stream.  If omitted (or false), the standard
            output stream available at construction will be used.

        compact
            If true, several items will be combined in one line.

        sort_dicts
            If true, dict keys are sorted.

        underscore_numbers
            If true, digit groups are separated with underscores.
        """
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent_per_level = indent
        self._width = width
        self._stream = _sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, object):
        text = _Text()
        self._format(object, text, 0, 0, {}, 0)
        return "".join(text.parts)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """Format object for a specific context, returning a string
        and flags indicating whether the representation is 'readable'
        and whether the object represents a recursive construct.
        """
        return self._safe_repr(object, context, maxlevels, level)

    # What follows writes an object to a stream. It begins at column "indent"; "allowance" columns of its last line are wanted
    # for what closes the containers around it; "context" has the ids of those, and "level" is their number.

    def _format(self, object, stream, indent, allowance, context, level):
        key = id(object)
        if key in context:
            stream.write(_recursion(object))
            self._recursive = True
            self._readable = False
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            write = self._dispatch.get(type(object).__repr__)
            if write is None and _has_dataclass_repr(object):
                write = PrettyPrinter._pprint_dataclass
            if write is not None:
                context[key] = 1
                write(self, object, stream, indent, allowance, context, level + 1)
                del context[key]
                return
        stream.write(text)

    def _repr(self, object, context, level):
        text, readable, recursive = self.format(object, context.copy(), self._depth, level)
        if not readable:
            self._readable = False
        if recursive:
            self._recursive = True
        return text

    def _margin(self):
        return " " * (self._indent_per_level - 1)

    def _items_of(self, object):
        return sorted(object.items(), key=_safe_tuple) if self._sort_dicts else object.items()

    def _pprint_dict(self, object, stream, indent, allowance, context, level):
        stream.write("{" + self._margin())
        if len(object):
            self._format_dict_items(self._items_of(object), stream, indent, allowance + 1, context, level)
        stream.write("}")

    def _pprint_ordered_dict(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "(")
        self._format(list(object.items()), stream, indent + len(name) + 1, allowance + 1, context, level)
        stream.write(")")

    def _pprint_list(self, object, stream, indent, allowance, context, level):
        stream.write("[")
        self._format_items(object, stream, indent, allowance + 1, context, level)
        stream.write("]")

    def _pprint_tuple(self, object, stream, indent, allowance, context, level):
        stream.write("(")
        end = ",)" if len(object) == 1 else ")"
        self._format_items(object, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    def _pprint_set(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        if object.__class__ is set:
            start, end = "{", "}"
        else:
            start, end = object.__class__.__name__ + "({", "})"
        stream.write(start)
        indent += len(start) - 1
        self._format_items(sorted(object, key=_safe_key), stream, indent, allowance + len(end), context, level)
        stream.write(end)

    def _pprint_str(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        # A text that stands alone is put in parentheses.
        if level == 1:
            indent += 1
            allowance += 1
        chunks = self._chunks_of_str(object, self._width - indent, allowance)
        if len(chunks) == 1:
            stream.write(chunks[0])
            return
        text = ("\n" + " " * indent).join(chunks)
        stream.write(f"({text})" if level == 1 else text)

    def _chunks_of_str(self, text, width, allowance):
        chunks = []
        lines = text.splitlines(True)
        for number, line in enumerate(lines, 1):
            is_last = number == len(lines)
            if len(repr(line)) <= (width - allowance if is_last else width):
                chunks.append(repr(line))
                continue
            words = _words(line)
            current = ""
            for at, word in enumerate(words, 1):
                room = width - allowance if is_last and at == len(words) else width
                if len(repr(current + word)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = word
                else:
                    current += word
            if current:
                chunks.append(repr(current))
        return chunks

    def _pprint_bytes(self, object, stream, indent, allowance, context, level):
        if len(object) <= 4:
            stream.write(repr(object))
            return
        alone = level == 1
        if alone:
            indent += 1
            allowance += 1
        text = ("\n" + " " * indent).join(_chunks_of_bytes(object, self._width - indent, allowance))
        stream.write(f"({text})" if alone else text)

    def _pprint_bytearray(self, object, stream, indent, allowance, context, level):
        stream.write("bytearray(")
        self._pprint_bytes(bytes(object), stream, indent + 10, allowance + 1, context, level + 1)
        stream.write(")")

    def _pprint_mappingproxy(self, object, stream, indent, allowance, context, level):
        stream.write("mappingproxy(")
        self._format(object.copy(), stream, indent + 13, allowance + 1, context, level)
        stream.write(")")

    def _pprint_simplenamespace(self, object, stream, indent, allowance, context, level):
        name = "namespace" if type(object) is _types.SimpleNamespace else object.__class__.__name__
        self._pprint_members(name, object.__dict__.items(), stream, indent, allowance, context, level)

    def _pprint_dataclass(self, object, stream, indent, allowance, context, level):
        fields = object.__dataclass_fields__.values()
        names = [field.name for field in fields if field.repr and _is_field(field)]
        items = [(name, getattr(object, name)) for name in names]
        self._pprint_members(object.__class__.__name__, items, stream, indent, allowance, context, level)

    def _pprint_members(self, name, items, stream, indent, allowance, context, level):
        stream.write(name + "(")
        indent += len(name) + 1
        last = len(items) - 1
        for index, (key, value) in enumerate(items):
            stream.write(f"{key}=")
            if id(value) in context:
                # As the repr of such an object has it.
                stream.write("...")
            else:
                room = allowance if index == last else 1
                self._format(value, stream, indent + len(key) + 1, room, context, level)
            if index != last:
                stream.write(",\n" + " " * indent)
        stream.write(")")

    def _pprint_default_dict(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        factory = self._repr(object.default_factory, context, level)
        name = object.__class__.__name__
        indent += len(name) + 1
        stream.write(f"{name}({factory},\n{' ' * indent}")
        self._pprint_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(")")

    def _pprint_counter(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "({" + self._margin())
        self._format_dict_items(object.most_common(), stream, indent + len(name) + 1, allowance + 2, context, level)
        stream.write("})")

    def _pprint_chain_map(self, object, stream, indent, allowance, context, level):
        if not len(object.maps):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "(")
        indent += len(name) + 1
        for mapping in object.maps[:-1]:
            self._format(mapping, stream, indent, 1, context, level)
            stream.write(",\n" + " " * indent)
        self._format(object.maps[-1], stream, indent, allowance + 1, context, level)
        stream.write(")")

    def _pprint_deque(self, object, stream, indent, allowance, context, level):
        if not len(object):
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        stream.write(name + "([")
        indent += len(name) + 1
        if object.maxlen is None:
            self._format_items(object, stream, indent, allowance + 2, context, level)
            stream.write("])")
        else:
            self._format_items(object, stream, indent, 2, context, level)
            length = self._repr(object.maxlen, context, level)
            stream.write(f"],\n{' ' * indent}maxlen={length})")

    def _pprint_user(self, object, stream, indent, allowance, context, level):
        self._format(object.data, stream, indent, allowance, context, level - 1)

    _dispatch = {
        dict.__repr__: _pprint_dict,
        _collections.OrderedDict.__repr__: _pprint_ordered_dict,
        list.__repr__: _pprint_list,
        tuple.__repr__: _pprint_tuple,
        set.__repr__: _pprint_set,
        frozenset.__repr__: _pprint_set,
        str.__repr__: _pprint_str,
        bytes.__repr__: _pprint_bytes,
        bytearray.__repr__: _pprint_bytearray,
        _types.MappingProxyType.__repr__: _pprint_mappingproxy,
        _types.SimpleNamespace.__repr__: _pprint_simplenamespace,
        _collections.defaultdict.__repr__: _pprint_default_dict,
        _collections.Counter.__repr__: _pprint_counter,
        _collections.ChainMap.__repr__: _pprint_chain_map,
        _collections.deque.__repr__: _pprint_deque,
        _collections.UserDict.__repr__: _pprint_user,
        _collections.UserList.__repr__: _pprint_user,
        _collections.UserString.__repr__: _pprint_user,
    }

    def _format_dict_items(self, items, stream, indent, allowance, context, level):
        indent += self._indent_per_level
        last = len(items) - 1
        for index, (key, value) in enumerate(items):
            text = self._repr(key, context, level)
            stream.write(f"{text}: ")
            room = allowance if index == last else 1
            self._format(value, stream, indent + len(text) + 2, room, context, level)
            if index != last:
                stream.write(",\n" + " " * indent)

    def _format_items(self, items, stream, indent, allowance, context, level):
        stream.write(self._margin())
        indent += self._indent_per_level
        new_line = ",\n" + " " * indent
        between = ""
        width = left = self._width - indent + 1
        items = list(items)
        count = len(items)
        for number, item in enumerate(items, 1):
            if number == count:
                width -= allowance
                left -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                needed = len(text) + 2
                if left < needed:
                    left = width
                    between = between and new_line
                if left >= needed:
                    left -= needed
                    stream.write(between + text)
                    between = ", "
                    continue
            stream.write(between)
            between = new_line
            self._format(item, stream, indent, allowance if number == count else 1, context, level)

    # The text of an object in one line, whether it can be evaluated, and whether it holds itself.

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in _SCALARS:
            return repr(object), True, False
        method = getattr(kind, "__repr__", None)
        if issubclass(kind, int) and method is int.__repr__:
            return f"{object:_d}" if self._underscore_numbers else repr(object), True, False
        if issubclass(kind, dict) and method is dict.__repr__:
            start, end = "{", "}"
        elif issubclass(kind, list) and method is list.__repr__:
            start, end = "[", "]"
        elif issubclass(kind, tuple) and method is tuple.__repr__:
            start, end = "(", ",)" if len(object) == 1 else ")"
        else:
            text = repr(object)
            return text, (text and not text.startswith("<")), False
        if not object:
            return start + end, True, False
        key = id(object)
        if maxlevels and level >= maxlevels:
            return f"{start}...{end}", False, key in context
        if key in context:
            return _recursion(object), False, True
        context[key] = 1
        parts = []
        readable, recursive = True, False
        is_dict = start == "{"
        for item in self._items_of(object) if is_dict else object:
            texts = []
            for each in item if is_dict else (item,):
                text, is_readable, is_recursive = self.format(each, context, maxlevels, level + 1)
                texts.append(text)
                readable = readable and is_readable
                recursive = recursive or is_recursive
            parts.append(": ".join(texts))
        del context[key]
        return start + ", ".join(parts) + end, readable, recursive


def _words(line):
    """The words of a line, each with the blanks that follow it."""
    words = []
    start = at = 0
    while at < len(line):
        while at < len(line) and not line[at].isspace():
            at += 1
        while at < len(line) and line[at].isspace():
            at += 1
        words.append(line[start:at])
        start = at
    return words


def _chunks_of_bytes(data, width, allowance):
    """The text of bytes in pieces that fit into a width, each of a multiple of four bytes."""
    current = b""
    last = len(data) // 4 * 4
    for at in range(0, len(data), 4):
        part = data[at:at + 4]
        if at == last:
            width -= allowance
        if len(repr(current + part)) > width:
            if current:
                yield repr(current)
            current = part
        else:
            current += part
    if current:
        yield repr(current)


def _has_dataclass_repr(object):
    """Whether the repr of an object is the one that the module dataclasses made."""
    parameters = getattr(object, "__dataclass_params__", None)
    if parameters is None or isinstance(object, type) or not parameters.repr:
        return False
    inner = getattr(object.__repr__, "__wrapped__", None)
    return "__create_fn__" in getattr(inner, "__qualname__", "")


def _is_field(field):
    return getattr(field._field_type, "name", None) == "_FIELD"
