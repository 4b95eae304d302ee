print(int(), int(3.99), int(-3.99), int(True), int("42"), int("  -42\n"), int("+7"), int("1_000"))
print(int("ff", 16), int("0xff", 16), int("0xff", 0), int("0b101", 0), int("0o17", 0), int("z", 36), int("101", 2), int(b"12"))
print(int("٣٤"), int(1e20), int(-1e20), int(1e300) % 1000)
for args in (("",), ("abc",), ("1.5",), ("12", 1), ("12", 37), ("9", 8), ("1__0",), ("_1",), ("0x", 16), (" ",), ("1 2",), (None,), ([],), (1.5, 10), ("1", 2.0), (b"x",)):
    try:
        print(int(*args))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for f in (float("inf"), float("-inf"), float("nan")):
    try:
        int(f)
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)


class I:
    def __int__(self):
        return 5

    def __index__(self):
        return 6


class J:
    def __index__(self):
        return 7


class T:
    def __trunc__(self):
        return 8


class B:
    def __int__(self):
        return "five"


print(int(I()), int(J()), hex(I()), [10, 20, 30, 40, 50, 60, 70, 80][J()])
try:
    int(B())
except TypeError as e:
    print(e)
print(hex(255), hex(-255), oct(8), bin(10), bin(-5), hex(2**70), bin(0))
print((255).to_bytes(2, "big"), (1000).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True))
print(int.from_bytes(b"\x01\x00", "big"), int.from_bytes(b"\xff\xfe", "little"), int.from_bytes(b"\xff", "big", signed=True))
try:
    (256).to_bytes(1, "big")
except OverflowError as e:
    print(e)
print((5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (7).as_integer_ratio())
