"""How formats are taken apart, for `string.Formatter` and who else needs it."""


def formatter_parser(format_string, /):
    """The parts of a format: an iterator of (literal text, field name, format spec, conversion)."""
    if not isinstance(format_string, str):
        raise TypeError(f"expected str, got {type(format_string).__name__}")
    return _parse(format_string)


def formatter_field_name_split(name, /):
    """The first part of a field's name, and an iterator of the look-ups that follow: (is an attribute, name or index)."""
    if not isinstance(name, str):
        raise TypeError(f"expected str, got {type(name).__name__}")
    first, rest = _name_parts(name)
    return first, iter(rest)


def _parse(text):
    """The parts of a format: (literal text, field name, format spec, conversion)."""
    at, literal = 0, []
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
            name, spec, conversion, at = _field(text, at + 1)
            yield "".join(literal), name, spec, conversion
            literal = []
        else:
            literal.append(char)
            at += 1
    if literal:
        yield "".join(literal), None, None, None


def _field(text, at):
    """Name, spec and conversion of the field that begins at `at`, and where the text goes on."""
    start, end, in_index = at, len(text), False
    if start == end:
        raise ValueError("Single '{' encountered in format string")
    while at < end and (in_index or text[at] not in "}:!"):
        if text[at] == "{" and not in_index:
            raise ValueError("unexpected '{' in field name")
        in_index = text[at] == "[" or in_index and text[at] != "]"
        at += 1
    if at == end:
        raise ValueError("expected '}' before end of string")
    name, conversion = text[start:at], None
    if text[at] == "!":
        if at + 1 == end:
            raise ValueError("end of string while looking for conversion specifier")
        conversion, at = text[at + 1], at + 2
        if at < end and text[at] not in ":}":
            raise ValueError("expected ':' after conversion specifier")
        if at == end:
            raise ValueError("unmatched '{' in format spec")
    if text[at] == "}":
        return name, "", conversion, at + 1
    start, depth = at + 1, 1
    for at in range(start, end):
        depth += (text[at] == "{") - (text[at] == "}")
        if not depth:
            return name, text[start:at], conversion, at + 1
    raise ValueError("unmatched '{' in format spec")


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
