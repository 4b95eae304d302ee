__all__ = ["JSONEncoder"]

INFINITY = float("inf")


class JSONEncoder:
    """Extensible JSON <https://json.org> encoder for Python data structures."""

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
        separators=None, default=None
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """Implement this method in a subclass such that it returns
        a serializable object for ``o``, or calls the base implementation
        (to raise a ``TypeError``).
        """
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """Return a JSON string representation of a Python data structure.

        >>> from json.encoder import JSONEncoder
        >>> JSONEncoder().encode({"foo": ["bar", "baz"]})
        '{"foo": ["bar", "baz"]}'
        """
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        options = (
            bool(self.skipkeys) + 2 * bool(self.ensure_ascii) + 4 * bool(self.allow_nan) + 8 * bool(self.sort_keys)
        )
        return _encode(
            o, self.default, indent, (self.item_separator, self.key_separator), options, {} if self.check_circular else None
        )

    def iterencode(self, o, _one_shot=False):
        """Encode the given object and yield its string representation."""
        yield self.encode(o)
