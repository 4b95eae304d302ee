# Construction, operators, and the methods that bytearray has in common with bytes.
def show(f):
    try:
        r = f()
        print(type(r).__name__, repr(r))
    except BaseException as e:
        print(type(e).__name__, e)

class Sub(bytearray):
    pass

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

class Bytes:
    def __bytes__(self): return b"xy"

a = bytearray(b"hello world")
for f in [
    lambda: bytearray(), lambda: bytearray(5), lambda: bytearray(b"x"), lambda: bytearray(a), lambda: bytearray([1, 2, 255]),
    lambda: bytearray("hé", "utf-8"), lambda: bytearray("hé", "ascii"), lambda: bytearray("hé", "ascii", "replace"),
    lambda: bytearray("x"), lambda: bytearray([256]), lambda: bytearray([-1]), lambda: bytearray(["a"]), lambda: bytearray(-1),
    lambda: bytearray(1.5), lambda: bytearray(None), lambda: bytearray(object()), lambda: bytearray(b"x", "utf-8"),
    lambda: bytearray(b"x", errors="strict"), lambda: bytearray("x", errors="strict"), lambda: bytearray(Index(3)),
    lambda: bytearray(Bytes()), lambda: bytes(bytearray(b"q")), lambda: bytearray(source=b"k"), lambda: bytearray(1, 2, 3, 4),
    lambda: bytearray("x", 3), lambda: bytearray(10 ** 30), lambda: bytearray(x=1), lambda: bytearray(range(5)), lambda: bytearray((1, 2)),
    lambda: bytearray(10**18),
    lambda: Sub(b"abc"), lambda: str(Sub(b"abc")), lambda: Sub(b"abc")[1:], lambda: Sub(b"abc") + b"d", lambda: Sub(b"a").upper(), lambda: Sub(b"abc").copy(),
    lambda: a[0], lambda: a[-1], lambda: a[99], lambda: a[-99], lambda: a["x"], lambda: a[Index(1)], lambda: a[1:4], lambda: a[::-1], lambda: a[::3], lambda: a[5:2],
    lambda: a[::0], lambda: a[10**40], lambda: a[1.0],
    lambda: a + b"x", lambda: b"x" + a, lambda: a + a, lambda: a + "x", lambda: "x" + a, lambda: a + 1, lambda: 1 + a, lambda: a * 2, lambda: 2 * a, lambda: a * -1, lambda: a * 1.5,
    lambda: a * 10**30, lambda: a * (10**17), lambda: a * Index(2),
    lambda: a == b"hello world", lambda: b"hello world" == a, lambda: a != a, lambda: a < b"i", lambda: b"i" > a, lambda: a < "x", lambda: a == "x", lambda: a >= Sub(b"a"), lambda: a == [1], lambda: a < 3,
    lambda: hash(a), lambda: {a: 1}, lambda: len(a), lambda: bool(a), lambda: bool(bytearray()), lambda: list(a)[:3], lambda: type(iter(a)), lambda: 104 in a, lambda: b"lo w" in a, lambda: a in b"hello world!", lambda: bytearray(b"lo") in a, lambda: 256 in a, lambda: "x" in a, lambda: None in a,
    lambda: a.find(b"o"), lambda: a.find(bytearray(b"o"), 5), lambda: a.rfind(111), lambda: a.index(b"zz"), lambda: a.rindex(b"o"), lambda: a.count(b"l"), lambda: a.count(108, 3), lambda: a.find("x"), lambda: a.find(300),
    lambda: a.startswith(b"he"), lambda: a.startswith((b"x", bytearray(b"h"))), lambda: a.endswith(b"ld", 3), lambda: a.startswith("x"), lambda: a.startswith(["x"]),
    lambda: a.split(), lambda: a.split(b"o"), lambda: a.rsplit(b"o", 1), lambda: a.split(bytearray(b"l"), maxsplit=1), lambda: a.split(b""), lambda: a.split("x"), lambda: bytearray(b"a\nb\r\nc").splitlines(), lambda: bytearray(b"a\nb\r\nc").splitlines(True),
    lambda: a.partition(b" "), lambda: a.rpartition(b"zz"), lambda: a.partition(b"zz"), lambda: a.partition(b""), lambda: b"a b".partition(bytearray(b" ")),
    lambda: a.strip(), lambda: a.strip(b"hd"), lambda: a.lstrip(b"h"), lambda: a.rstrip(bytearray(b"d")), lambda: a.strip("x"),
    lambda: a.replace(b"l", b"LL"), lambda: a.replace(b"l", b"", 1), lambda: a.replace(b"zz", b"y") is a, lambda: a.replace("l", b""),
    lambda: a.upper(), lambda: a.title(), lambda: a.capitalize(), lambda: a.swapcase(), lambda: bytearray(b"ABC").lower(), lambda: a.isalpha(), lambda: a.islower(), lambda: bytearray(b"12").isdigit(), lambda: a.istitle(), lambda: a.isascii(),
    lambda: a.center(15, b"*"), lambda: a.ljust(13), lambda: a.rjust(13, bytearray(b".")), lambda: a.zfill(15), lambda: a.center(15, b"**"), lambda: a.center(15, "*"), lambda: bytearray(b"a\tb").expandtabs(4),
    lambda: a.join([b"x", bytearray(b"y")]), lambda: bytearray(b",").join([]), lambda: bytearray(b",").join([b"x"]), lambda: b",".join([bytearray(b"x")]), lambda: b",".join([bytearray(b"x"), b"y"]), lambda: a.join(["x"]), lambda: a.join(3),
    lambda: a.hex(), lambda: a.hex("-", 2), lambda: bytearray.fromhex("00 ff"), lambda: Sub.fromhex("00ff"), lambda: bytearray.fromhex("0"), lambda: bytearray.fromhex(3),
    lambda: a.decode(), lambda: bytearray(b"\xff").decode(), lambda: bytearray(b"\xff").decode("latin-1"), lambda: str(a, "ascii"), lambda: str(a), lambda: repr(a), lambda: f"{a}", lambda: format(a, "x"),
    lambda: a.translate(None, b"l"), lambda: a.translate(bytes(range(256))), lambda: a.translate(bytes(range(256))) is a, lambda: bytearray.maketrans(b"a", b"b")[97], lambda: a.removeprefix(b"he"), lambda: a.removesuffix(b"ld"), lambda: a.removeprefix(b"zz") is a,
    lambda: bytearray(b"%s-%d") % (b"x", 3), lambda: b"%b" % a, lambda: b"%c" % bytearray(b"x"), lambda: bytearray(b"%s") % a, lambda: bytearray(b"%d") % b"x", lambda: bytearray(b"x") % 3, lambda: b"%s" % (bytearray(b"q"),),
    lambda: int(bytearray(b"12")), lambda: int(bytearray(b"1x")), lambda: int(bytearray(b"ff"), 16), lambda: float(bytearray(b"1.5")), lambda: int.from_bytes(bytearray(b"\1\0"), "big"),
    lambda: sorted(bytearray(b"cab")), lambda: bytes([*a])[:2], lambda: a.copy() is a, lambda: a.__alloc__() >= len(a), lambda: isinstance(a, bytes), lambda: list(reversed(a))[:2], lambda: max(a), lambda: sum(a),
    lambda: bytearray(b"it's"), lambda: bytearray(b"\"it's\""), lambda: bytearray(b'"'), lambda: Sub(b"it's\n"), lambda: repr([bytearray(b"'")]),
    lambda: ord(bytearray(b"a")), lambda: ord(bytearray(b"ab")), lambda: eval(bytearray(b"1 + 1")), lambda: sum([], bytearray()), lambda: sum([], b""),
    lambda: a.__rmod__(3), lambda: a.__rmod__(b"%s"), lambda: a.__rmod__(bytearray(b"%s!")), lambda: b"x".__rmod__(bytearray(b"%s")),
    lambda: bytearray.__init__(3), lambda: bytearray.append(3, 3), lambda: a.__class__, lambda: bytearray.__new__(int), lambda: bytearray.__new__(Sub, 3),
]:
    show(f)
print(a)
match a:
    case bytearray(x): print("matched", x is a)
match a:
    case [*_]: print("sequence")
    case _: print("no sequence")
