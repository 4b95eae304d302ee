"""Encodings, error handlers, and the registry of both: what `codecs` builds on. UTF-8, ASCII and Latin-1 are done by
`str.encode` and `bytes.decode`, which in turn ask here for all others.
"""

_str = str  # The functions have parameters of this name.


# ---- error handlers


def _not_handled(error):
    return TypeError(f"don't know how to handle {type(error).__name__} in error callback")


def strict_errors(error, /):
    """Implements the 'strict' error handling, which raises a UnicodeError on coding errors."""
    if not isinstance(error, Exception):
        raise TypeError("codec must pass exception instance")
    raise error


def ignore_errors(error, /):
    """Implements the 'ignore' error handling, which ignores malformed data and continues."""
    if not isinstance(error, (UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)):
        raise _not_handled(error)
    return "", error.end


def replace_errors(error, /):
    """Implements the 'replace' error handling, which replaces malformed data with a replacement marker."""
    if isinstance(error, UnicodeEncodeError):
        return "?" * (error.end - error.start), error.end
    if isinstance(error, UnicodeDecodeError):
        return "\ufffd", error.end
    if isinstance(error, UnicodeTranslateError):
        return "\ufffd" * (error.end - error.start), error.end
    raise _not_handled(error)


def xmlcharrefreplace_errors(error, /):
    """Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference."""
    if not isinstance(error, UnicodeEncodeError):
        raise _not_handled(error)
    return "".join(f"&#{ord(char)};" for char in error.object[error.start : error.end]), error.end


def _escape(char):
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def backslashreplace_errors(error, /):
    """Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence."""
    if isinstance(error, UnicodeDecodeError):
        return "".join(f"\\x{byte:02x}" for byte in error.object[error.start : error.end]), error.end
    if not isinstance(error, (UnicodeEncodeError, UnicodeTranslateError)):
        raise _not_handled(error)
    return "".join(map(_escape, error.object[error.start : error.end])), error.end


def namereplace_errors(error, /):
    """Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence."""
    if not isinstance(error, UnicodeEncodeError):
        raise _not_handled(error)
    import unicodedata

    def named(char):
        name = unicodedata.name(char, None)
        return _escape(char) if name is None else f"\\N{{{name}}}"

    return "".join(map(named, error.object[error.start : error.end])), error.end


def _surrogates(error):
    """The error handlers that the codecs have built in have no function to call."""
    raise error


_handlers = {
    "strict": strict_errors,
    "ignore": ignore_errors,
    "replace": replace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors,
    "backslashreplace": backslashreplace_errors,
    "namereplace": namereplace_errors,
    "surrogateescape": _surrogates,
    "surrogatepass": _surrogates,
}


def register_error(name, handler, /):
    """Register the specified error handler under the name errors."""
    if not isinstance(name, str):
        raise TypeError(f"register_error() argument 1 must be str, not {type(name).__name__}")
    if not callable(handler):
        raise TypeError("handler must be callable")
    _handlers[name] = handler


def lookup_error(name, /):
    """lookup_error(errors) -> handler"""
    if not isinstance(name, str):
        raise TypeError(f"lookup_error() argument must be str, not {type(name).__name__}")
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None


def _handled(handler, error, kinds, kind_names):
    """What a handler gives for an error: the replacement, and the place to go on in the object that the error then has."""
    result = handler(error)
    if not (isinstance(result, tuple) and len(result) == 2 and isinstance(result[0], kinds) and isinstance(result[1], int)):
        raise TypeError(f"{'en' if isinstance(error, UnicodeEncodeError) else 'de'}coding error handler must return {kind_names} tuple")
    replacement, at = result
    length = len(error.object)
    if at < 0:
        at += length
    if not 0 <= at <= length:
        raise IndexError(f"position {result[1]} from error handler out of bounds")
    return replacement, at


# How much is tried at once, so that the time that many errors take does not grow with the square of their number.
_PIECE = 4096


def _up_to_error(convert, obj, at):
    """What is converted from a place on; where the first error begins and ends, and it; None if there is none."""
    out, size = [], _PIECE
    while at < len(obj):
        piece = obj[at : at + size]
        try:
            out.append(convert(piece))
            at += len(piece)
            continue
        except UnicodeError as error:
            start, end, found = error.start, error.end, error
        cut_off = end == len(piece) < len(obj) - at
        if cut_off and not start:
            size *= 2
            continue
        out.append(convert(piece[:start]))
        if not cut_off:
            return out, at + start, at + end, found
        at += start
    return out, at, at, None


def _encode_handled(text, encoding, errors):
    """str.encode() with an error handler that is a function."""
    handler = lookup_error(errors)
    out, at = [], 0
    while True:
        done, start, end, found = _up_to_error(lambda piece: piece.encode(encoding), text, at)
        out += done
        if found is None:
            return b"".join(out)
        error = UnicodeEncodeError(found.encoding, text, start, end, found.reason)
        replacement, at = _handled(handler, error, (str, bytes), "(str/bytes, int)")
        if isinstance(replacement, str):
            try:
                replacement = replacement.encode(encoding)
            except UnicodeEncodeError:
                raise error from None
        out.append(replacement)


def _decode_handled(data, encoding, errors):
    """bytes.decode() with an error handler that is a function."""
    handler = lookup_error(errors)
    out, at = [], 0
    while True:
        done, start, end, found = _up_to_error(lambda piece: piece.decode(encoding), data, at)
        out += done
        if found is None:
            return "".join(out)
        error = UnicodeDecodeError(found.encoding, data, start, end, found.reason)
        replacement, at = _handled(handler, error, str, "(str, int)")
        data = error.object
        out.append(replacement)


# ---- encodings that are built in
#
# In CPython these are functions of C, which a class may have as members without their becoming methods: hence @staticmethod.


def _incomplete(data):
    """How many bytes at the end begin a sequence of UTF-8 that may be completed."""
    for count in range(1, min(3, len(data)) + 1):
        first = data[-count]
        if first >= 0xC0:
            if first < 0xC2 or first > 0xF4 or count >= (2 if first < 0xE0 else 3 if first < 0xF0 else 4):
                return 0
            if count > 1:
                second = data[1 - count]
                low = {0xE0: 0xA0, 0xF0: 0x90}.get(first, 0x80)
                high = 0x8F if first == 0xF4 else 0xBF
                if not low <= second <= high:
                    return 0
            return count
        if first < 0x80:
            return 0
    return 0


@staticmethod
def utf_8_encode(str, errors=None, /):
    return str.encode("utf-8", errors or "strict"), len(str)


@staticmethod
def utf_8_decode(data, errors=None, final=False, /):
    data = bytes(data)
    if not final and (left := _incomplete(data)):
        data = data[:-left]
    return data.decode("utf-8", errors or "strict"), len(data)


@staticmethod
def ascii_encode(str, errors=None, /):
    return str.encode("ascii", errors or "strict"), len(str)


@staticmethod
def ascii_decode(data, errors=None, /):
    data = bytes(data)
    return data.decode("ascii", errors or "strict"), len(data)


@staticmethod
def latin_1_encode(str, errors=None, /):
    return str.encode("latin-1", errors or "strict"), len(str)


@staticmethod
def latin_1_decode(data, errors=None, /):
    data = bytes(data)
    return data.decode("latin-1", errors or "strict"), len(data)


def _digits(text, at, count, what, error):
    """The code of so many hexadecimal digits of an escape sequence that begins at `at`."""
    digits = text[at + 2 : at + 2 + count]
    good = 0
    while good < len(digits) and digits[good : good + 1] in b"0123456789abcdefABCDEF":
        good += 1
    if good < count:
        raise error(at, at + 2 + good, f"truncated {what} escape")
    return int(digits, 16)


@staticmethod
def raw_unicode_escape_encode(str, errors=None, /):
    def shown(char):
        code = ord(char)
        return bytes((code,)) if code < 0x100 else (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}").encode()

    return b"".join(map(shown, str)), len(str)


@staticmethod
def raw_unicode_escape_decode(data, errors=None, final=True, /):
    data = data.encode() if isinstance(data, str) else bytes(data)

    def error(start, end, reason):
        return UnicodeDecodeError("rawunicodeescape", data, start, min(end, len(data)), reason)

    out, at = [], 0
    while at < len(data):
        slash = data.find(b"\\", at)
        slash = len(data) if slash < 0 else slash
        out.append(data[at:slash].decode("latin-1"))
        at = slash
        while data[at : at + 1] == b"\\":
            at += 1
        # Of an odd number of backslashes the last may begin a sequence.
        count, kind = at - slash, data[at : at + 1]
        if count % 2 and kind in (b"u", b"U") and kind:
            out.append("\\" * (count - 1))
            width, what = (4, "\\uXXXX") if kind == b"u" else (8, "\\UXXXXXXXX")
            code = _digits(data, at - 1, width, what, error)
            if code > 0x10FFFF:
                raise error(at - 1, at + 1 + width, "\\Uxxxxxxxx out of range")
            out.append(chr(code))
            at += 1 + width
        else:
            out.append("\\" * count)
    return "".join(out), len(data)


_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@staticmethod
def unicode_escape_encode(str, errors=None, /):
    def shown(char):
        return _ESCAPES.get(char) or (char if " " <= char <= "~" else _escape(char))

    return "".join(map(shown, str)).encode(), len(str)


_SIMPLE = {
    b"\n": "", b"\\": "\\", b"'": "'", b'"': '"', b"a": "\a", b"b": "\b", b"f": "\f", b"n": "\n", b"r": "\r", b"t": "\t",
    b"v": "\v",
}


def _unescape(data, error, text):
    """The text (or bytes as characters up to 0xff) that escape sequences stand for."""
    out, at = [], 0
    while at < len(data):
        slash = data.find(b"\\", at)
        slash = len(data) if slash < 0 else slash
        out.append(data[at:slash].decode("latin-1"))
        if slash == len(data):
            break
        at, kind = slash, data[slash + 1 : slash + 2]
        if not kind:
            raise error(at, at + 1, "\\ at end of string")
        if kind in _SIMPLE:
            out.append(_SIMPLE[kind])
            at += 2
        elif kind in b"01234567":
            end = at + 1
            while end < at + 4 and data[end : end + 1] in b"01234567" and data[end : end + 1]:
                end += 1
            code = int(data[at + 1 : end], 8)
            out.append(chr(code if text else code & 0xFF))
            at = end
        elif kind == b"x":
            out.append(chr(_digits(data, at, 2, "\\xXX", error)))
            at += 4
        elif text and kind in b"uU":
            width, what = (4, "\\uXXXX") if kind == b"u" else (8, "\\UXXXXXXXX")
            code = _digits(data, at, width, what, error)
            if code > 0x10FFFF:
                raise error(at, at + 2 + width, "illegal Unicode character")
            out.append(chr(code))
            at += 2 + width
        elif text and kind == b"N":
            end = data.find(b"}", at)
            if data[at + 2 : at + 3] != b"{" or end < 0:
                raise error(at, at + 2, "malformed \\N character escape")
            import unicodedata

            try:
                out.append(unicodedata.lookup(data[at + 3 : end].decode("latin-1")))
            except KeyError:
                raise error(at, end + 1, "unknown Unicode character name") from None
            at = end + 1
        else:
            out.append("\\" + kind.decode("latin-1"))
            at += 2
    return "".join(out)


@staticmethod
def unicode_escape_decode(data, errors=None, final=True, /):
    data = data.encode() if isinstance(data, str) else bytes(data)

    def error(start, end, reason):
        return UnicodeDecodeError("unicodeescape", data, start, min(end, len(data)), reason)

    return _unescape(data, error, True), len(data)


@staticmethod
def escape_decode(data, errors=None, /):
    data = data.encode() if isinstance(data, str) else bytes(data)

    def error(start, end, reason):
        return ValueError(f"invalid \\x escape at position {start}" if reason.startswith("truncated") else f"Trailing {reason[0]} in string")

    return _unescape(data, error, False).encode("latin-1"), len(data)


@staticmethod
def escape_encode(data, errors=None, /):
    def shown(byte):
        char = chr(byte)
        return _ESCAPES.get(char) or ("\\'" if char == "'" else char if " " <= char <= "~" else f"\\x{byte:02x}")

    return "".join(map(shown, data)).encode(), len(data)


def charmap_build(map, /):
    """The table for charmap_encode of a text whose characters stand at the places of their bytes."""
    return {ord(char): byte for byte, char in enumerate(map) if char != "\ufffe"}


def _mapped(table, key):
    try:
        return table[key]
    except LookupError:
        return None


@staticmethod
def charmap_encode(str, errors="strict", mapping=None, /):
    if mapping is None:
        return latin_1_encode(str, errors)

    def encoded(char):
        found = _mapped(mapping, ord(char))
        if isinstance(found, int):
            if not 0 <= found < 256:
                raise TypeError("character mapping must be in range(256)")
            return bytes((found,))
        if not isinstance(found, (bytes, type(None))):
            raise TypeError(f"character mapping must return integer, bytes or None, not {type(found).__name__}")
        return found

    out, at = [], 0
    while at < len(str):
        found = encoded(str[at])
        if found is not None:
            out.append(found)
            at += 1
            continue
        end = at + 1
        while end < len(str) and encoded(str[end]) is None:
            end += 1
        error = UnicodeEncodeError("charmap", str, at, end, "character maps to <undefined>")
        replacement, at = _handled(lookup_error(errors or "strict"), error, (_str, bytes), "(str/bytes, int)")
        if not isinstance(replacement, bytes):
            pieces = [encoded(char) for char in replacement]
            if None in pieces:
                raise error
            replacement = b"".join(pieces)
        out.append(replacement)
    return b"".join(out), len(str)


@staticmethod
def charmap_decode(data, errors="strict", mapping=None, /):
    data = bytes(data)
    if mapping is None:
        return latin_1_decode(data, errors)
    out, at = [], 0
    while at < len(data):
        found = _mapped(mapping, data[at])
        if isinstance(found, int):
            found = chr(found)
        if found is None or found == "\ufffe":
            error = UnicodeDecodeError("charmap", data, at, at + 1, "character maps to <undefined>")
            found, at = _handled(lookup_error(errors or "strict"), error, str, "(str, int)")
        else:
            at += 1
        out.append(found)
    return "".join(out), len(data)


# ---- the registry

_built_in = None
_search_functions = []
_found = {}
_asked_encodings = False


def _set_built_in(search_function):
    """The function that knows the codecs of the built-in encodings, by their normal names."""
    global _built_in
    _built_in = search_function


def register(search_function, /):
    """Register a codec search function."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _search_functions.append(search_function)


def unregister(search_function, /):
    """Unregister a codec search function and clear the registry's cache."""
    if search_function in _search_functions:
        _search_functions.remove(search_function)
        _found.clear()


def _ask_encodings():
    """The package `encodings` registers a search function when it is imported, if it is on the path."""
    global _asked_encodings
    if not _asked_encodings:
        _asked_encodings = True
        try:
            import encodings
        except ImportError:
            pass


def lookup(encoding, /):
    """Looks up a codec tuple in the Python codec registry and returns a CodecInfo object."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    name = encoding.lower().replace(" ", "-")
    if name in _found:
        return _found[name]
    if _built_in is None:
        import codecs  # Says what its codecs are.
    plain = "".join(char if char.isalnum() or char == "." else " " for char in name)
    found = _built_in and _built_in("_".join(plain.split()))
    if found is None:
        _ask_encodings()
        for search in list(_search_functions):
            found = search(name)
            if found is not None:
                break
        else:
            raise LookupError(f"unknown encoding: {encoding}")
        if not (isinstance(found, tuple) and len(found) == 4):
            raise TypeError("codec search functions must return 4-tuples")
    _found[name] = found
    return found


# Exceptions whose constructor wants more than a message.
_SPECIAL = (OSError, UnicodeError, SyntaxError, ImportError, SystemExit, StopIteration, AttributeError, NameError)


def _apply(function, what, encoding, obj, errors):
    """Calls an encoder or a decoder; a plain exception gets to say which codec it is from."""
    try:
        result = function(obj) if errors is None else function(obj, errors)
    except Exception as error:
        plain = not isinstance(error, _SPECIAL) and not error.__dict__ and type(error).__init__ is Exception.__init__
        if plain and len(error.args) <= 1 and all(isinstance(arg, str) for arg in error.args):
            cls = type(error)
            raise cls(f"{what}coding with '{encoding}' codec failed ({cls.__name__}: {error})") from error
        raise
    if not (isinstance(result, tuple) and len(result) == 2):
        raise TypeError(f"{what}coder must return a tuple (object, integer)")
    return result[0]


def _lookup_text(encoding, instead):
    """The codec of an encoding of texts; the error about any other names what takes all."""
    codec = lookup(encoding)
    if not getattr(codec, "_is_text_encoding", True):
        raise LookupError(f"{encoding!r} is not a text encoding; use {instead} to handle arbitrary codecs")
    return codec


def _encode_text(text, encoding, errors):
    """str.encode() with an encoding that is not built in."""
    result = _apply(_lookup_text(encoding, "codecs.encode()")[0], "en", encoding, text, errors)
    if not isinstance(result, bytes):
        raise TypeError(
            f"{encoding!r} encoder returned {type(result).__name__!r} instead of 'bytes'; "
            "use codecs.encode() to encode to arbitrary types"
        )
    return result


def _decode_text(data, encoding, errors):
    """bytes.decode() with an encoding that is not built in."""
    result = _apply(_lookup_text(encoding, "codecs.decode()")[1], "de", encoding, data, errors)
    if not isinstance(result, str):
        raise TypeError(
            f"{encoding!r} decoder returned {type(result).__name__!r} instead of 'str'; "
            "use codecs.decode() to decode to arbitrary types"
        )
    return result


def encode(obj, encoding="utf-8", errors=None):
    """Encodes obj using the codec registered for encoding."""
    return _apply(lookup(encoding)[0], "en", encoding, obj, errors)


def decode(obj, encoding="utf-8", errors=None):
    """Decodes obj using the codec registered for encoding."""
    return _apply(lookup(encoding)[1], "de", encoding, obj, errors)


from _codecs_wide import *
