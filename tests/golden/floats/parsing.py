for s in ("1", " 1.5 ", "1e5", "-.5", "+5.", "1_0.5", "inf", "-Infinity", "NaN", "1e400", "1e-400", "0x1p3", "", ".", "1e", "abc", "1.5.2", "1__0", "infinit", "12 34", "\t7\n", "１２"):
    try:
        print(repr(s), float(s))
    except ValueError as e:
        print(e)
print(float(), float(5), float(True), float(b"2.5"), float(2**60))
for bad in (None, [], (), {}):
    try:
        float(bad)
    except TypeError as e:
        print(e)


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 4


class B:
    def __float__(self):
        return 1


print(float(F()), float(I()))
try:
    float(B())
except TypeError as e:
    print(e)
print(hash(0.5), hash(1e300), hash(float("inf")), hash(-float("inf")), hash(2.0**70) == hash(2**70), hash(-0.0))
