"""Python Codec Registry, API and helpers."""

import sys as _sys

_str = str  # The functions of codecs have parameters of this name.

__all__ = [
    "register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE",
    "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo",
    "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter", "StreamReaderWriter",
    "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder", "getincrementaldecoder", "getreader",
    "getwriter", "encode", "decode", "iterencode", "iterdecode", "strict_errors", "ignore_errors", "replace_errors",
    "xmlcharrefreplace_errors", "backslashreplace_errors", "namereplace_errors", "register_error", "lookup_error",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_LE if _sys.byteorder == "little" else BOM_BE
BOM_UTF32 = BOM_UTF32_LE if _sys.byteorder == "little" else BOM_UTF32_BE
BOM32_LE, BOM32_BE, BOM64_LE, BOM64_BE = BOM_UTF16_LE, BOM_UTF16_BE, BOM_UTF32_LE, BOM_UTF32_BE


# ---- what a codec is made of


class CodecInfo(tuple):
    """Codec details when looking up the codec registry"""

    _is_text_encoding = True

    def __new__(
        cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None,
        name=None, *, _is_text_encoding=None,
    ):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} object for encoding {self.name} at {id(self):#x}>"


class Codec:
    """Defines the interface for stateless encoders/decoders."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """An IncrementalEncoder encodes an input in multiple steps."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An incremental encoder that keeps what it could not encode yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = ""

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_encode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        super().reset()
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """An IncrementalDecoder decodes an input in multiple steps."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return b"", 0

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """An incremental decoder that keeps an incomplete sequence until the next call."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        super().reset()
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


# ---- streams


class StreamWriter(Codec):
    """Encodes what is written, and writes it to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReader(Codec):
    """Reads from a stream of bytes, and decodes."""

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.bytebuffer = b""
        self._empty_charbuffer = self.charbuffertype()
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def decode(self, input, errors="strict"):
        raise NotImplementedError

    def _more(self, size):
        """Reads and decodes up to so many bytes, all if negative; whether there were any."""
        data = self.stream.read() if size < 0 else self.stream.read(size)
        if not data and not self.bytebuffer:
            return False
        given = self.bytebuffer + data
        text, used = self.decode(given, self.errors)
        self.bytebuffer = given[used:]
        self.charbuffer += text
        return bool(data)

    def _take(self, count):
        text, self.charbuffer = self.charbuffer[:count], self.charbuffer[count:]
        return text

    def read(self, size=-1, chars=-1, firstline=False):
        if self.linebuffer:
            self.charbuffer = self._empty_charbuffer.join(self.linebuffer)
            self.linebuffer = None
        if chars < 0:
            if size < 0 or not self.charbuffer:
                self._more(size)
            return self._take(len(self.charbuffer))
        while len(self.charbuffer) < chars:
            if not self._more(size if size >= 0 else max(chars, 1)):
                break
        return self._take(chars)

    def readline(self, size=None, keepends=True):
        while True:
            lines = self.charbuffer.splitlines(True)
            # A carriage return at the end may be the first half of the end of a line.
            if len(lines) > 1 or (lines and lines[0] != lines[0].rstrip("\r\n") and not lines[0].endswith("\r")):
                break
            if not self._more(size or 72):
                break
        line = lines[0] if lines else self._empty_charbuffer
        self._take(len(line))
        return line if keepends else (line.splitlines(False) or [line])[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self.bytebuffer = b""
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __iter__(self):
        return self

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class _Pair:
    """A stream with a reader and a writer."""

    def __init__(self, stream, Reader, Writer, errors):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()

    def __iter__(self):
        return self

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReaderWriter(_Pair):
    """Reads and writes a stream through a reader and a writer."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        super().__init__(stream, Reader, Writer, errors)

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None):
        return self.reader.readline(size)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)


class StreamRecoder(_Pair):
    """Translates data from one encoding to another."""

    data_encoding = "unknown"
    file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        super().__init__(stream, Reader, Writer, errors)
        self.encode = encode
        self.decode = decode

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        return self.encode(self.reader.readline(size), self.errors)[0]

    def readlines(self, sizehint=None):
        return self.encode(self.reader.read(), self.errors)[0].splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(b"".join(list))


# ---- error handlers


def _unicode_error(error):
    if not isinstance(error, UnicodeError):
        raise TypeError("codec must pass exception instance")
    return error


def _not_handled(error):
    return TypeError(f"don't know how to handle {type(error).__name__} in error callback")


def strict_errors(error, /):
    """Implements the 'strict' error handling, which raises a UnicodeError on coding errors."""
    raise _unicode_error(error)


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


def _handled(handler, error, length, kinds, kind_names):
    """What a handler gives for an error: the replacement, and the place to go on."""
    result = handler(error)
    if not (isinstance(result, tuple) and len(result) == 2 and isinstance(result[0], kinds) and isinstance(result[1], int)):
        raise TypeError(f"{'en' if isinstance(error, UnicodeEncodeError) else 'de'}coding error handler must return {kind_names} tuple")
    replacement, at = result
    if at < 0:
        at += length
    if not 0 <= at <= length:
        raise IndexError(f"position {result[1]} from error handler out of bounds")
    return replacement, at


def _encode_handled(text, encoding, errors):
    """str.encode() with an error handler that is a function."""
    handler = lookup_error(errors)
    out, at = [], 0
    while True:
        try:
            out.append(text[at:].encode(encoding))
            return b"".join(out)
        except UnicodeEncodeError as error:
            start, end, found = error.start + at, error.end + at, error
        out.append(text[at:start].encode(encoding))
        error = UnicodeEncodeError(found.encoding, text, start, end, found.reason)
        replacement, at = _handled(handler, error, len(text), (str, bytes), "(str/bytes, int)")
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
        try:
            out.append(data[at:].decode(encoding))
            return "".join(out)
        except UnicodeDecodeError as error:
            start, end, found = error.start + at, error.end + at, error
        out.append(data[at:start].decode(encoding))
        error = UnicodeDecodeError(found.encoding, data, start, end, found.reason)
        replacement, at = _handled(handler, error, len(data), str, "(str, int)")
        out.append(replacement)


# ---- encodings that are built in


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
                high = {0xED: 0x9F, 0xF4: 0x8F}.get(first, 0xBF)
                if not low <= second <= high:
                    return 0
            return count
        if first < 0x80:
            return 0
    return 0


def utf_8_encode(str, errors=None, /):
    return str.encode("utf-8", errors or "strict"), len(str)


def utf_8_decode(data, errors=None, final=False, /):
    data = bytes(data)
    if not final and (left := _incomplete(data)):
        data = data[:-left]
    return data.decode("utf-8", errors or "strict"), len(data)


def ascii_encode(str, errors=None, /):
    return str.encode("ascii", errors or "strict"), len(str)


def ascii_decode(data, errors=None, /):
    data = bytes(data)
    return data.decode("ascii", errors or "strict"), len(data)


def latin_1_encode(str, errors=None, /):
    return str.encode("latin-1", errors or "strict"), len(str)


def latin_1_decode(data, errors=None, /):
    data = bytes(data)
    return data.decode("latin-1", errors or "strict"), len(data)


def _sig_encode(str, errors="strict"):
    return BOM_UTF8 + str.encode("utf-8", errors), len(str)


def _sig_decode(data, errors="strict"):
    data = bytes(data)
    return data.removeprefix(BOM_UTF8).decode("utf-8", errors), len(data)


def charmap_build(map, /):
    """The table for charmap_encode of a text whose characters stand at the places of their bytes."""
    return {ord(char): byte for byte, char in enumerate(map) if char != "\ufffe"}


def _mapped(table, key):
    try:
        return table[key]
    except LookupError:
        return None


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
        replacement, at = _handled(lookup_error(errors or "strict"), error, len(str), (_str, bytes), "(str/bytes, int)")
        if not isinstance(replacement, bytes):
            pieces = [encoded(char) for char in replacement]
            if None in pieces:
                raise error
            replacement = b"".join(pieces)
        out.append(replacement)
    return b"".join(out), len(str)


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
            found, at = _handled(lookup_error(errors or "strict"), error, len(data), str, "(str, int)")
        else:
            at += 1
        out.append(found)
    return "".join(out), len(data)


def _built_in(name, encoder, decoder, incremental):
    """The codec of an encoding that `str.encode` knows."""

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return encoder(input, self.errors)[0]

    class Decoder(IncrementalDecoder):
        def decode(self, input, final=False):
            return decoder(input, self.errors)[0]

    class Buffered(BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return decoder(input, errors, final)

    class Writer(StreamWriter):
        def encode(self, input, errors="strict"):
            return encoder(input, errors)

    class Reader(StreamReader):
        def decode(self, input, errors="strict"):
            return decoder(input, errors)

    for cls, shown in (
        (Encoder, "IncrementalEncoder"), (Decoder, "IncrementalDecoder"), (Buffered, "IncrementalDecoder"),
        (Writer, "StreamWriter"), (Reader, "StreamReader"),
    ):
        cls.__name__ = cls.__qualname__ = shown

    def decode_all(input, errors="strict"):
        return decoder(input, errors, True) if incremental else decoder(input, errors)

    return CodecInfo(encoder, decode_all, Reader, Writer, Encoder, Buffered if incremental else Decoder, name)


class _SigEncoder(IncrementalEncoder):
    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.first = 1

    def encode(self, input, final=False):
        mark, self.first = BOM_UTF8 if self.first else b"", 0
        return mark + input.encode("utf-8", self.errors)

    def reset(self):
        self.first = 1

    def getstate(self):
        return self.first

    def setstate(self, state):
        self.first = state


class _SigDecoder(BufferedIncrementalDecoder):
    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.first = 1

    def _buffer_decode(self, input, errors, final):
        skipped = 0
        if self.first:
            if len(input) < 3 and BOM_UTF8.startswith(input) and not final:
                return "", 0
            self.first = 0
            if input[:3] == BOM_UTF8:
                skipped, input = 3, input[3:]
        text, used = utf_8_decode(input, errors, final)
        return text, used + skipped

    def reset(self):
        super().reset()
        self.first = 1


def _built_in_codec(name):
    """The codec of a normalised name, if `str.encode` knows it."""
    try:
        known = _NAMES[name]
    except KeyError:
        return None
    if known == "utf-8":
        return _built_in("utf-8", utf_8_encode, utf_8_decode, True)
    if known == "ascii":
        return _built_in("ascii", ascii_encode, ascii_decode, False)
    if known == "latin-1":
        return _built_in("iso8859-1", latin_1_encode, latin_1_decode, False)
    plain = _built_in("utf-8-sig", _sig_encode, _sig_decode, False)
    return CodecInfo(_sig_encode, _sig_decode, plain.streamreader, plain.streamwriter, _SigEncoder, _SigDecoder, "utf-8-sig")


_NAMES = {
    **dict.fromkeys(("utf_8", "utf8", "u8", "utf", "cp65001"), "utf-8"),
    **dict.fromkeys(("ascii", "us_ascii", "646", "us", "cp367", "csascii", "ibm367", "iso646_us", "iso_ir_6"), "ascii"),
    **dict.fromkeys(
        ("latin_1", "latin1", "latin", "l1", "iso_8859_1", "iso8859_1", "iso8859", "8859", "cp819", "csisolatin1", "ibm819",
         "iso_ir_100"), "latin-1",
    ),
    "utf_8_sig": "utf-8-sig",
}


# ---- the registry

_search_functions = []
_found = {}
_asked_encodings = False


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
    plain = "".join(char if char.isalnum() or char == "." else " " for char in name)
    found = _built_in_codec("_".join(plain.split()))
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


def _text_codec(encoding, method, function):
    codec = lookup(encoding)
    if not getattr(codec, "_is_text_encoding", True):
        raise LookupError(f"{encoding!r} is not a text encoding; use codecs.{function}() to handle arbitrary codecs")
    return codec


def _encode_text(text, encoding, errors):
    """str.encode() with an encoding that is not built in."""
    result = _text_codec(encoding, "encode", "encode")[0](text, errors)[0]
    if not isinstance(result, bytes):
        raise TypeError(
            f"{encoding!r} encoder returned {type(result).__name__!r} instead of 'bytes'; "
            "use codecs.encode() to encode to arbitrary types"
        )
    return result


def _decode_text(data, encoding, errors):
    """bytes.decode() with an encoding that is not built in."""
    result = _text_codec(encoding, "decode", "decode")[1](data, errors)[0]
    if not isinstance(result, str):
        raise TypeError(
            f"{encoding!r} decoder returned {type(result).__name__!r} instead of 'str'; "
            "use codecs.decode() to decode to arbitrary types"
        )
    return result


def encode(obj, encoding="utf-8", errors="strict"):
    """Encodes obj using the codec registered for encoding."""
    return lookup(encoding)[0](obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """Decodes obj using the codec registered for encoding."""
    return lookup(encoding)[1](obj, errors)[0]


def getencoder(encoding):
    """Lookup up the codec for the given encoding and return its encoder function."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """Lookup up the codec for the given encoding and return its decoder function."""
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    """Lookup up the codec for the given encoding and return its IncrementalEncoder class or factory function."""
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    """Lookup up the codec for the given encoding and return its IncrementalDecoder class or factory function."""
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    """Lookup up the codec for the given encoding and return its StreamReader class or factory function."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """Lookup up the codec for the given encoding and return its StreamWriter class or factory function."""
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes the input strings from the iterator using an IncrementalEncoder."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for input in iterator:
        if output := encoder.encode(input):
            yield output
    if output := encoder.encode("", True):
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes the input strings from the iterator using an IncrementalDecoder."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for input in iterator:
        if output := decoder.decode(input):
            yield output
    if output := decoder.decode(b"", True):
        yield output


def make_identity_dict(rng):
    """Return a dictionary where elements of the rng sequence are mapped to themselves."""
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """Creates an encoding map from a decoding map; what is the target of several stands for None."""
    encoding_map = {}
    for key, value in decoding_map.items():
        encoding_map[value] = None if value in encoding_map else key
    return encoding_map


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Open an encoded file using the given mode and return a wrapped version providing transparent encoding/decoding."""
    if encoding is not None and "b" not in mode:
        mode += "b"
    from builtins import open

    file = open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        wrapped = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        wrapped.encoding = encoding
        return wrapped
    except:
        file.close()
        raise


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """Return a wrapped version of file which provides transparent encoding translation."""
    file_encoding = data_encoding if file_encoding is None else file_encoding
    data, inner = lookup(data_encoding), lookup(file_encoding)
    recoder = StreamRecoder(file, data.encode, data.decode, inner.streamreader, inner.streamwriter, errors)
    recoder.data_encoding = data_encoding
    recoder.file_encoding = file_encoding
    return recoder
