print(abs(-5), abs(-2.5), abs(True), divmod(17, 5), divmod(-17, 5), divmod(7.5, 2), pow(2, 5), pow(2, 5, 7), round(2.567, 2), round(1234, -2), hash(5), hex(255), oct(8), bin(5), bool([]), chr(97), ord("a"), int("7"), float("2.5"))
for f in (lambda: abs("a"), lambda: abs(), lambda: divmod(1, "a"), lambda: divmod(1), lambda: hex(1.5), lambda: bin("1"), lambda: oct(None), lambda: chr(1.5), lambda: int([]), lambda: round(), lambda: pow(1), lambda: abs(1, 2), lambda: divmod(5, 0), lambda: bool(1, 2), lambda: int("5", base=10, x=1), lambda: float(1, 2)):
    try:
        print(f())
    except (TypeError, ValueError, ZeroDivisionError) as e:
        print(type(e).__name__, e)


class N:
    def __abs__(self):
        return "abs"

    def __round__(self, n="none"):
        return f"round {n}"

    def __divmod__(self, o):
        return "divmod"

    def __rdivmod__(self, o):
        return "rdivmod"

    def __pow__(self, o, m=None):
        return f"pow {o} {m}"

    def __rpow__(self, o):
        return f"rpow {o}"

    def __index__(self):
        return 10

    def __hash__(self):
        return 99

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return 7


n = N()
import math

print(abs(n), round(n), round(n, 2), divmod(n, 1), divmod(1, n), pow(n, 2), pow(n, 2, 3), pow(2, n), 2**n, hex(n), bin(n), chr(n) == "\n", hash(n), math.floor(n), math.ceil(n), math.trunc(n), int(n), "a" * n)
print(isinstance(True, int), issubclass(bool, int), type(True + 1).__name__, int(True), True is bool(5), min(True, 0), sum([True] * 3), True / 2, -True, True == 1.0, [10, 20][True], f"{True:d}", True * "x", ~False)
