# UTF-16 and UTF-32.
import codecs


def show(what, *args):
    try:
        print(ascii(args), ascii(what(*args)))
    except Exception as error:
        print(ascii(args), type(error).__name__, ascii(str(error)))


NAMES = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
for name in NAMES:
    print(name, codecs.lookup(name).name, codecs.lookup(name.replace("-", "_").upper()).name)
    for text in ("", "a\xe9\U0001f600", "\ud800x", "x\udc80\udc81y", "\u4e00"):
        for errors in ("strict", "ignore", "replace", "surrogatepass", "backslashreplace", "xmlcharrefreplace"):
            show(text.encode, name, errors)
    assert "a\xe9\U0001f600\u4e00".encode(name).decode(name) == "a\xe9\U0001f600\u4e00"
for name in NAMES[:3]:
    for data in (b"", b"a", b"a\0", b"a\0b", b"\xff\xfea\0", b"\xfe\xff\0a", b"\x3d\xd8", b"\x3d\xd8\x00", b"\x3d\xd8a\0", b"\x00\xdc", b"\x3d\xd8\x00\xde",
                 b"\xd8\x3d\xde\x00", b"\xd8\x3d\0a"):
        for errors in ("strict", "replace", "ignore", "surrogatepass", "backslashreplace"):
            show(data.decode, name, errors)
for name in NAMES[3:]:
    for data in (b"a\0\0\0", b"a\0", b"\0\0\x11\0", b"\0\xd8\0\0", b"\0\0\xd8\0", b"\xff\xfe\0\0a\0\0\0", b"\0\0\xfe\xff\0\0\0a", b"abcd", b"\0\0\0a"):
        for errors in ("strict", "replace", "ignore", "surrogatepass"):
            show(data.decode, name, errors)
for name in NAMES:
    encoder, decoder = codecs.getincrementalencoder(name)(), codecs.getincrementaldecoder(name)()
    print(name, encoder.encode("a"), encoder.encode("b"), encoder.getstate())
    print([decoder.decode(bytes([byte])) for byte in "a\U0001f600".encode(name)], decoder.decode(b"", True))
show(codecs.getincrementaldecoder("utf-16")().decode, b"a\0")
show(codecs.utf_16_ex_decode, b"\xfe\xff\0a", "strict", 0, True)
show(codecs.utf_16_ex_decode, b"a\0", "strict", 1, True)
show(codecs.utf_16_encode, "a", "strict", -1)
show(codecs.utf_16_encode, "a", "strict", 1)
show(codecs.utf_16_decode, b"a\0b")
show(codecs.utf_32_le_decode, b"a\0\0\0b")
