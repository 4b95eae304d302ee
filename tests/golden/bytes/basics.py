b = b"hello\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b[:3]), 104 in b, b"ell" in b, b * 2, b + b"x")
print(bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes(), b"\'\"", b'"', b"\t\n\\")
print(b.find(b"l"), b.count(b"l"), b.index(108), b.startswith(b"he"), b.replace(b"l", b"L"), b.split(b"l"), b"a b".split(), b",".join([b"a", b"b"]), b" x ".strip(), b"abc".upper())
print(b.hex(), bytes.fromhex("48 65"), b"ab".hex("-"), b"abc".center(7, b"*"), b"5".zfill(3), b"a-b".partition(b"-"))
print(b"a" < b"b", b"a" == "a", b"a" == bytes([97]), hash(b"a") == hash(bytes([97])), sorted([b"b", b"a"]), {b"k": 1}[b"k"], b"abc".isalpha(), b"12".isdigit())
for f in (lambda: b[10], lambda: b["a"], lambda: bytes([256]), lambda: bytes(-1), lambda: bytes("x"), lambda: b + "s", lambda: b"\xff" + 1, lambda: b.find("l"), lambda: bytes.fromhex("4"), lambda: bytes.fromhex("zz"), lambda: b.index(b"zz"), lambda: b",".join(["a"]), lambda: bytes([1.5]), lambda: 300 in b):
    try:
        f()
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    b[0] = 1
except TypeError as e:
    print(e)
print(b"%d-%s" % (5, b"x"), b"a" b"b", rb"\n", len(rb"\n"))
for x in b"\x01\x02":
    print(x, end=" ")
print()
