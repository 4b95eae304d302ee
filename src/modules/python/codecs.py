"""Python Codec Registry, API and helpers."""

import sys as _sys
from _codecs import *
from _codecs import _set_built_in

strict_errors = lookup_error("strict")
ignore_errors = lookup_error("ignore")
replace_errors = lookup_error("replace")
xmlcharrefreplace_errors = lookup_error("xmlcharrefreplace")
backslashreplace_errors = lookup_error("backslashreplace")
namereplace_errors = lookup_error("namereplace")


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


# ---- encodings that are built in


def _sig_encode(str, errors="strict"):
    return BOM_UTF8 + str.encode("utf-8", errors), len(str)


def _sig_decode(data, errors="strict"):
    data = bytes(data)
    return data.removeprefix(BOM_UTF8).decode("utf-8", errors), len(data)


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


class _MarkEncoder(IncrementalEncoder):
    """Writes the mark that tells the order of bytes once."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.first = 2

    def encode(self, input, final=False):
        order = 0 if self.first else -1 if _sys.byteorder == "little" else 1
        self.first = 0
        return self._encoder(input, self.errors, order)[0]

    def reset(self):
        self.first = 2

    def getstate(self):
        return self.first

    def setstate(self, state):
        self.first = state


class _MarkDecoder(BufferedIncrementalDecoder):
    """Reads the mark, which must be there."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.order = 0

    def _buffer_decode(self, input, errors, final):
        text, used, order = self._decoder(input, errors, self.order, final)
        if not order and used >= self._width:
            raise UnicodeError(f"UTF-{8 * self._width} stream does not start with BOM")
        self.order = order
        return text, used

    def reset(self):
        super().reset()
        self.order = 0


def _marked(width):
    """The codec of UTF-16 or UTF-32 with a mark."""
    name = f"utf_{8 * width}"
    encoder, decoder, ex_decoder = (globals()[f"{name}_{what}"] for what in ("encode", "decode", "ex_decode"))
    plain = _built_in(f"utf-{8 * width}", encoder, decoder, True)
    members = {"_width": width, "_encoder": encoder, "_decoder": ex_decoder}
    return CodecInfo(
        encoder, plain.decode, plain.streamreader, plain.streamwriter, type("IncrementalEncoder", (_MarkEncoder,), members),
        type("IncrementalDecoder", (_MarkDecoder,), members), plain.name,
    )


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
    if known.startswith("utf_"):
        width = int(known[4:6]) // 8
        if known in ("utf_16", "utf_32"):
            return _marked(width)
        return _built_in(known.replace("_", "-"), globals()[f"{known}_encode"], globals()[f"{known}_decode"], True)
    if known in ("unicode_escape", "raw_unicode_escape"):
        return _built_in(known.replace("_", "-"), globals()[f"{known}_encode"], globals()[f"{known}_decode"], False)
    if known == "charmap":
        return _built_in("charmap", charmap_encode, charmap_decode, False)
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
    **{name: name for name in ("unicode_escape", "raw_unicode_escape", "charmap")},
    **{
        spelt: f"utf_{width}{order}"
        for width in (16, 32)
        for order in ("", "_le", "_be")
        for spelt in (f"utf_{width}{order}", f"utf{width}{order}", f"u{width}{order}", f"utf_{width}{order.replace('_', '')}")
    },
}


_set_built_in(_built_in_codec)


# ---- by name


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
