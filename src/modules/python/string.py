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
        """The parts of a format: (literal text, field name, format spec, conversion)."""
        text, at, literal = format_string, 0, []
        while at < len(text):
            char = text[at]
            if char in "{}" and text[at + 1:at + 2] == char:
                literal.append(char)
                yield "".join(literal), None, None, None
                literal = []
                at += 2
            elif char == "}":
                raise ValueError("Single '}' encountered in format string")
            elif char == "{":
                depth, end = 1, at + 1
                while end < len(text) and depth:
                    depth += (text[end] == "{") - (text[end] == "}")
                    end += 1
                if depth:
                    if end == at + 1:
                        raise ValueError("Single '{' encountered in format string")
                    raise ValueError("expected '}' before end of string")
                yield ("".join(literal), *_field_parts(text[at + 1:end - 1]))
                literal = []
                at = end
            else:
                literal.append(char)
                at += 1
        if literal:
            yield "".join(literal), None, None, None

    def get_field(self, field_name, args, kwargs):
        first, rest = _name_parts(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first


def _field_parts(field):
    """Name, spec and conversion of what stands between braces."""
    depth = 0
    for at, char in enumerate(field):
        depth += (char == "[") - (char == "]")
        if depth <= 0 and char == ":":
            return field[:at], field[at + 1:], None
        if depth <= 0 and char == "!":
            rest = field[at + 1:]
            if not rest:
                raise ValueError("end of string while looking for conversion specifier")
            if len(rest) > 1 and rest[1] != ":":
                raise ValueError("expected ':' after conversion specifier")
            return field[:at], rest[2:], rest[0]
    return field, "", None


def _name_parts(name):
    """The first part of a field's name, and the look-ups that follow: (is an attribute, name or index)."""
    end = min((at for at in (name.find("."), name.find("[")) if at >= 0), default=len(name))
    first, rest, parts = name[:end], name[end:], []
    while rest:
        if rest[0] == ".":
            end = min((at for at in (rest.find(".", 1), rest.find("[", 1)) if at >= 0), default=len(rest))
            if end == 1:
                raise ValueError("Empty attribute in format string")
            parts.append((True, rest[1:end]))
            rest = rest[end:]
        elif rest[0] == "[":
            end = rest.find("]")
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key = rest[1:end]
            if not key:
                raise ValueError("Empty attribute in format string")
            parts.append((False, int(key) if key.isdigit() else key))
            rest = rest[end + 1:]
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return int(first) if first.isdigit() else first, parts
