"""UTF-16 and UTF-32, for `_codecs`. An order is -1 for the low byte first, 1 for the high byte first, 0 for what the mark at the
beginning of the text says, or the machine's own.
"""

import sys as _sys
from _codecs import _handled, lookup_error

__all__ = []
_str = str
_OWN = -1 if _sys.byteorder == "little" else 1
_MARK = 0xFEFF


def _is_surrogate(code):
    return 0xD800 <= code < 0xE000


def _bytes(code, width, order):
    order = "big" if (order or _OWN) > 0 else "little"
    if width == 4 or code < 0x10000:
        return code.to_bytes(width, order)
    code -= 0x10000
    return (0xD800 + (code >> 10)).to_bytes(2, order) + (0xDC00 + (code & 0x3FF)).to_bytes(2, order)


def _name(width, order):
    return f"utf-{8 * width}{('', '-be', '-le')[order]}"


def _encode(text, errors, width, order):
    errors = errors or "strict"
    out = [] if order else [_bytes(_MARK, width, 0)]
    at = 0
    while at < len(text):
        code = ord(text[at])
        if not _is_surrogate(code) or errors == "surrogatepass":
            out.append(_bytes(code, width, order))
            at += 1
            continue
        error = UnicodeEncodeError(_name(width, order), text, at, at + 1, "surrogates not allowed")
        replacement, at = _handled(lookup_error(errors), error, (_str, bytes), "(str/bytes, int)")
        if isinstance(replacement, _str):
            if any(_is_surrogate(ord(char)) for char in replacement):
                raise error
            replacement = b"".join(_bytes(ord(char), width, order) for char in replacement)
        elif len(replacement) % width:
            raise error
        out.append(replacement)
    return b"".join(out), len(text)


def _step(data, at, width, order):
    """The code at a place and where it ends; or None, where what is wrong ends, and why."""
    order, left = "big" if order > 0 else "little", len(data) - at
    if left < width:
        return None, len(data), "truncated data"
    code = int.from_bytes(data[at : at + width], order)
    if width == 4:
        if code > 0x10FFFF:
            return None, at + 4, "code point not in range(0x110000)"
        if _is_surrogate(code):
            return None, at + 4, "code point in surrogate code point range(0xd800, 0xe000)"
        return code, at + 4, ""
    if not _is_surrogate(code):
        return code, at + 2, ""
    if code >= 0xDC00:
        return None, at + 2, "illegal encoding"
    if left < 4:
        return None, len(data), "unexpected end of data"
    low = int.from_bytes(data[at + 2 : at + 4], order)
    if not 0xDC00 <= low < 0xE000:
        return None, at + 2, "illegal UTF-16 surrogate"
    return 0x10000 + (code - 0xD800 << 10) + low - 0xDC00, at + 4, ""


def _decode(data, errors, width, order, final):
    """The text, how many bytes were used, and the order that was found."""
    data, errors = bytes(data), errors or "strict"
    out, at = [], 0
    if not order:
        for found in (-1, 1):
            if data[:width] == _bytes(_MARK, width, found):
                order, at = found, width
    actual = order or _OWN
    while at < len(data):
        code, end, reason = _step(data, at, width, actual)
        if code is not None:
            out.append(chr(code))
            at = end
            continue
        if not final and reason in ("truncated data", "unexpected end of data"):
            break
        if errors == "surrogatepass" and len(data) - at >= width:
            code = int.from_bytes(data[at : at + width], "big" if actual > 0 else "little")
            if _is_surrogate(code):
                out.append(chr(code))
                at += width
                continue
        error = UnicodeDecodeError(_name(width, actual), data, at, end, reason)
        replacement, at = _handled(lookup_error(errors), error, _str, "(str, int)")
        data = error.object
        out.append(replacement)
    return "".join(out), at, order


def _define(name, function):
    # Not to become methods of a class that has them as members; see `_codecs`.
    globals()[name] = staticmethod(function)
    __all__.append(name)


def _define_width(width):
    prefix = f"utf_{8 * width}"

    def encode(str, errors=None, byteorder=0, /):
        return _encode(str, errors, width, byteorder)

    def decode(data, errors=None, final=False, /):
        return _decode(data, errors, width, 0, final)[:2]

    def ex_decode(data, errors=None, byteorder=0, final=False, /):
        return _decode(data, errors, width, byteorder, final)

    _define(f"{prefix}_encode", encode)
    _define(f"{prefix}_decode", decode)
    _define(f"{prefix}_ex_decode", ex_decode)
    for suffix, order in ("le", -1), ("be", 1):

        def encode_in(str, errors=None, /, order=order):
            return _encode(str, errors, width, order)

        def decode_in(data, errors=None, final=False, /, order=order):
            return _decode(data, errors, width, order, final)[:2]

        _define(f"{prefix}_{suffix}_encode", encode_in)
        _define(f"{prefix}_{suffix}_decode", decode_in)


_define_width(2)
_define_width(4)
