# Encodings that need no import: `unicode_escape`, `raw_unicode_escape`, `charmap`; nothing is decoded with any encoding.
for e in ('unicode_escape','raw_unicode_escape','charmap'):
    for f in (lambda: 'a\xe9'.encode(e), lambda: b'a'.decode(e)):
        try: print(f())
        except Exception as x: print(type(x), x)
print(repr(b''.decode('no such')), repr(bytearray().decode('no such')))
