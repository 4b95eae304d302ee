s = "aé€😀"
print(s.encode(), s.encode("utf-8") == s.encode("UTF8"), len(s.encode()), "abc".encode("ascii"), "é".encode("latin-1"))
print(s.encode("ascii", "ignore"), s.encode("ascii", "replace"), s.encode("ascii", "backslashreplace"), s.encode("ascii", "xmlcharrefreplace"))
print(b"a\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"a\xffb".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"a\xff".decode("utf-8", "backslashreplace"))
for f in (lambda: s.encode("ascii"), lambda: b"\xff".decode(), lambda: b"ab\xc3".decode(), lambda: b"\xe2\x82".decode(), lambda: "\ud800".encode(), lambda: s.encode("nope"), lambda: b"\x80".decode("ascii"), lambda: "€".encode("latin-1")):
    try:
        f()
    except (UnicodeError, LookupError) as e:
        print(type(e).__name__, e)
try:
    s.encode("ascii")
except UnicodeEncodeError as e:
    print(e.encoding, e.start, e.end, e.reason, e.object == s)
print(b"\xf0\x9f\x98\x80".decode(), "\ud800".encode("utf-8", "surrogatepass"), b"\xef\xbb\xbfx".decode("utf-8-sig"))
