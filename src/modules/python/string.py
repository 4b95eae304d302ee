"""A collection of string constants.

Public module variables:

whitespace -- a string containing all ASCII whitespace
ascii_lowercase -- a string containing all ASCII lowercase letters
ascii_uppercase -- a string containing all ASCII uppercase letters
ascii_letters -- a string containing all ASCII letters
digits -- a string containing all ASCII decimal digits
hexdigits -- a string containing all ASCII hexadecimal digits
octdigits -- a string containing all ASCII octal digits
punctuation -- a string containing all ASCII punctuation characters
printable -- a string containing all ASCII characters considered printable
"""

import _string

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable",
    "punctuation", "whitespace", "Formatter", "Template",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """capwords(s [,sep]) -> string

    Split the argument into words using split, capitalize each
    word using capitalize, and join the capitalized words using
    join.
    """
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


_absent = {}


class _Map:
    """Keywords before a mapping."""

    def __init__(self, keywords, mapping):
        self.keywords, self.mapping = keywords, mapping

    def __getitem__(self, key):
        return self.keywords[key] if key in self.keywords else self.mapping[key]


class Template:
    """A string class for supporting $-substitutions."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = 2

    def __init_subclass__(cls):
        super().__init_subclass__()
        if any(name in cls.__dict__ for name in ("pattern", "idpattern", "braceidpattern", "flags")):
            cls._compile()
        else:
            cls._regex = None

    _regex = None

    @classmethod
    def _compile(cls):
        import re

        if "pattern" in cls.__dict__:
            pattern = cls.pattern
        else:
            delimiter, name = re.escape(cls.delimiter), cls.idpattern
            pattern = rf"""
            {delimiter}(?:
              (?P<escaped>{delimiter})  |
              (?P<named>{name})         |
              {{(?P<braced>{cls.braceidpattern or name})}} |
              (?P<invalid>)
            )
            """
        cls._regex = re.compile(pattern, cls.flags | re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        """(text before, kind, name, text of the place, position) of each place; the last has only text."""
        if self._regex is not None:
            end = 0
            for found in self._regex.finditer(self.template):
                for kind in ("named", "braced", "escaped", "invalid"):
                    name = found.group(kind)
                    if name is not None:
                        break
                else:
                    kind = None
                yield self.template[end:found.start()], kind, name, found.group(), found.start(kind or 0)
                end = found.end()
            yield self.template[end:], "", None, "", None
            return
        text, sign = self.template, self.delimiter
        end = 0
        while True:
            at = text.find(sign, end)
            if at < 0:
                break
            after = at + len(sign)
            if text.startswith(sign, after):
                yield text[end:at], "escaped", sign, sign + sign, after
                end = after + len(sign)
                continue
            braced = text.startswith("{", after)
            start = after + braced
            stop = start
            while stop < len(text) and (text[stop] == "_" or text[stop].isascii() and text[stop].isalnum()):
                stop += 1
            name = text[start:stop]
            if not name or name[0].isdigit() or braced and not text.startswith("}", stop):
                yield text[end:at], "invalid", "", sign, after
                end = after
                continue
            yield text[end:at], "braced" if braced else "named", name, text[at:stop + braced], at
            end = stop + braced
        yield text[end:], "", None, "", None

    def _invalid(self, at):
        lines = self.template[:at].splitlines(keepends=True) or [""]
        column = at - len("".join(lines[:-1])) or 1
        raise ValueError(f"Invalid placeholder in string: line {len(lines)}, col {column}")

    def _unrecognized(self):
        raise ValueError("Unrecognized named group in pattern", self._regex)

    def _substituted(self, mapping, safe):
        out = []
        for before, kind, name, text, at in self._pieces():
            out.append(before)
            if kind in ("named", "braced"):
                if safe:
                    try:
                        out.append(str(mapping[name]))
                    except KeyError:
                        out.append(text)
                else:
                    out.append(str(mapping[name]))
            elif kind == "escaped":
                out.append(self.delimiter)
            elif kind == "invalid":
                if not safe:
                    self._invalid(at)
                out.append(text)
            elif kind is None:
                self._unrecognized()
        return "".join(out)

    def substitute(self, mapping=_absent, /, **kws):
        if mapping is _absent:
            mapping = kws
        elif kws:
            mapping = _Map(kws, mapping)
        return self._substituted(mapping, False)

    def safe_substitute(self, mapping=_absent, /, **kws):
        if mapping is _absent:
            mapping = kws
        elif kws:
            mapping = _Map(kws, mapping)
        return self._substituted(mapping, True)

    def is_valid(self):
        for _, kind, _, _, _ in self._pieces():
            if kind == "invalid":
                return False
            if kind is None:
                self._unrecognized()
        return True

    def get_identifiers(self):
        names = {}
        for _, kind, name, _, _ in self._pieces():
            if kind in ("named", "braced"):
                names[name] = None
            elif kind is None:
                self._unrecognized()
        return list(names)


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, number=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if name is None:
                continue
            if name == "":
                if number is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(number)
                number += 1
            elif name.isdigit():
                if number:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                number = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, number = self._vformat(spec, args, kwargs, used, depth - 1, number)
            result.append(self.format_field(value, spec))
        return "".join(result), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first
