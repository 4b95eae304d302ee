# The module codecs: the registry, error handlers that are functions, decoding by pieces, streams.
import codecs
import io


def show(what, *args):
    try:
        print(ascii(what(*args)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))


for name in ("utf-8", "UTF8", "utf 8", "ascii", "us-ascii", "latin-1", "ISO-8859-1", "utf-8-sig"):
    info = codecs.lookup(name)
    print(name, info.name, info.encode("a"), info.decode(b"a"), isinstance(info, tuple), len(info))
show(codecs.lookup, "no such encoding")
show(codecs.lookup, 5)
show("a".encode, "no such encoding")
show(b"a".decode, "no such encoding")
print(codecs.encode("\xe9"), codecs.decode(b"\xc3\xa9"), codecs.encode("\xe9", "latin-1"), codecs.encode("\xe9", "ascii", "replace"))

decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "a\xe9\u20ac\U0001f600".encode()], decoder.decode(b"", True))
print(ascii(decoder.decode(b"ab\xf0\x9f")), decoder.getstate())
show(decoder.decode, b"", True)
decoder.reset()
print([ascii(codecs.getincrementaldecoder("utf-8")("replace").decode(bytes, False)) for bytes in
       (b"\xe0\x80", b"\xed\xa0", b"\xf4\x90", b"\xf0\x8f", b"\xe2\x82", b"\xc1", b"\xf5", b"\xc3", b"\x80", b"\xe2\x28", b"\xf0\x9f\x98")])
for name in ("ascii", "latin-1", "utf-8-sig"):
    decoder = codecs.getincrementaldecoder(name)()
    print(name, repr(decoder.decode(b"\xef\xbb" if "sig" in name else b"a")), repr(decoder.decode(b"\xbfb" if "sig" in name else b"b", True)))
    encoder = codecs.getincrementalencoder(name)()
    print(encoder.encode("a"), encoder.encode("b", True))
print(codecs.utf_8_decode(b"a\xc3"), codecs.utf_8_encode("\xe9"), codecs.latin_1_decode(b"\xe9"), codecs.ascii_encode("a"))
show(codecs.utf_8_decode, b"a\xc3", "strict", True)
print(list(codecs.iterdecode([b"\xc3", b"\xa9b"], "utf-8")), list(codecs.iterencode(["a", "\xe9"], "utf-8")))

for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"):
    handler = codecs.lookup_error(name)
    for error in (UnicodeEncodeError("x", "a\xe9\u1234b", 1, 3, "why"), UnicodeDecodeError("x", b"a\xffb", 1, 2, "why"), ValueError("other")):
        show(handler, error)
show(codecs.lookup_error, "no such handler")
show("\xe9".encode, "ascii", "no such handler")
show(b"\xe9".decode, "ascii", "no such handler")
show("abc".encode, "ascii", "no such handler")
show("\xe9\u2603".encode, "ascii", "namereplace")
show(b"\xff".decode, "ascii", "xmlcharrefreplace")


def spell(error):
    print(type(error).__name__, error.encoding, error.start, error.end, error.reason)
    return f"<{error.end - error.start}>", error.end


def to_bytes(error):
    return b"\xff", error.end


def skip_more(error):
    return "?", error.end + 1


codecs.register_error("spell", spell)
print("a\xe9\u1234b\xe9".encode("ascii", "spell"), b"a\xff\xfeb".decode("utf-8", "spell"), b"a\xff\xfeb".decode("ascii", "spell"))
codecs.register_error("bytes", to_bytes)
codecs.register_error("more", skip_more)
print("\xe9a\xe9b".encode("ascii", "bytes"), "\xe9ab\xe9b".encode("ascii", "more"), b"\xffab".decode("ascii", "more"))
show("\xe9".encode, "ascii", "more")
show(b"\xff".decode, "ascii", "bytes")
for result in (None, ("a",), (5, 1), ("\xe9", 1), ("a", -1), ("a", 9)):
    codecs.register_error("odd", lambda error, result=result: result if error.start == 0 else ("!", error.end))
    show("\xe9\xe8".encode, "ascii", "odd") if result != ("a", -1) else None
show(codecs.register_error, "x", 5)
show(codecs.register, 5)


class Reverse(codecs.Codec):
    def encode(self, text, errors="strict"):
        return text[::-1].encode(), len(text)

    def decode(self, data, errors="strict"):
        return bytes(data).decode()[::-1], len(data)


def search(name):
    print("asked for", name)
    if name == "reverse":
        return codecs.CodecInfo(Reverse().encode, Reverse().decode, name="reverse")
    if name == "fails":
        return codecs.CodecInfo(lambda text: [][0], lambda data, errors="strict": int(data), name="fails")
    if name == "five":
        return codecs.CodecInfo(lambda text, errors="": (5, 1), lambda data, errors="": (5, 1), name="five")
    return None


codecs.register(search)
print("abc".encode("reverse"), b"abc".decode("Reverse"), str(b"xyz", "reverse"), bytes("q", "reverse"), codecs.encode("ab", "reverse"))
show("a".encode, "five")
show(b"a".decode, "five")
print(codecs.encode("a", "five"))
show("a".encode, "fails")
show("a".encode, "fails", "strict")
show(b"x".decode, "fails")
show(codecs.decode, b"x", "fails")
show(codecs.getincrementalencoder, "reverse")
codecs.unregister(search)
show("abc".encode, "reverse")

table = codecs.charmap_build("".join(map(chr, range(128))) + "\u20ac" * 128)
print(codecs.charmap_encode("a\u20ac", "strict", {97: 1, 0x20AC: b"xy"}), codecs.charmap_decode(b"\x00\x01", "strict", {0: "zero", 1: 98}))
show(codecs.charmap_encode, "a\u1234", "strict", {97: 98})
show(codecs.charmap_encode, "a\u1234b", "ignore", {97: 98, 98: 99})
show(codecs.charmap_encode, "a\u1234", "replace", {97: 98, 63: 33})
show(codecs.charmap_decode, b"ab", "strict", {97: "x"})
show(codecs.charmap_decode, b"ab", "replace", {97: "x"})
show(codecs.charmap_decode, b"ab\xff", "strict", "".join(map(chr, range(128))))
print(codecs.raw_unicode_escape_encode("a\xe9\u1234\U0001f600"), codecs.unicode_escape_encode("a\n\\\xe9\u1234"))
show(codecs.raw_unicode_escape_decode, rb"a\u1234\\u1234\\\u1234\x\U0001f600")
show(codecs.unicode_escape_decode, rb"a\n\x41\u1234\N{SNOWMAN}\101\\\'")
show(codecs.unicode_escape_decode, rb"\x4")
show(codecs.raw_unicode_escape_decode, rb"\u12")
show(codecs.escape_decode, rb"a\n\x41\101\\")

reader = codecs.getreader("utf-8")(io.BytesIO("\xe9\nb\r\nc".encode()))
print(ascii(reader.readline()), ascii(reader.read()), reader.read())
print([ascii(line) for line in codecs.getreader("latin-1")(io.BytesIO(b"\xe9\nb"))])
writer = codecs.getwriter("latin-1")(out := io.BytesIO())
writer.write("\xe9")
writer.writelines(["a", "b"])
print(out.getvalue(), codecs.BOM_UTF8, codecs.BOM_UTF16_LE)
both = codecs.EncodedFile(inner := io.BytesIO(), "latin-1", "utf-8")
both.write(b"\xe9")
print(inner.getvalue())


class Member:
    encode, decode = codecs.utf_8_encode, codecs.latin_1_decode


print(Member().encode("\xe9"), Member.encode("a"), Member().decode(b"\xe9"), codecs.charmap_encode("a"), codecs.charmap_decode(b"a"))
