# The module struct: every letter in every order, what does not fit, buffers, iteration.
import struct


def show(what, *args):
    try:
        print(what.__name__, args, "->", what(*args))
    except Exception as error:
        print(what.__name__, args, "->", type(error).__module__, type(error).__name__, error)


NUMBERS = (0, 1, -1, 127, 128, -128, -129, 255, 256, 2**15, -(2**15) - 1, 2**31, 2**32, 2**63, -(2**63) - 1, 2**64, 10**30)
for order in "@=<>!":
    for letter in "bBhHiIlLqQnNP":
        for number in NUMBERS:
            show(struct.pack, order + letter, number)
for letter in "bhiq?cefdsxp":
    show(struct.pack, letter, "text")
    show(struct.pack, letter, 1.5)
    show(struct.pack, letter, True)
    show(struct.pack, letter, b"ab")

for order in "@<>":
    for letter in "efd":
        for number in (0.0, -0.0, 1.5, 0.1, -2.75, 1e-8, 65504.0, 5.96e-8, float("inf"), 7):
            packed = struct.pack(order + letter, number)
            print(order + letter, number, packed, struct.unpack(order + letter, packed))
print(struct.unpack("<e", b"\x00\x7e"), struct.unpack(">f", b"\x7f\xc0\x00\x00"))
for number in (65519.99, 65520.0, 1e300, 3.5e38):
    show(struct.pack, "<e", number)
    show(struct.pack, ">f", number)

for form in ("", "3", "z", "<n", "1 2i", "99999999999999999999i", "9223372036854775807i", "i 3 ", "i\0", "0i", "x0q", "b0q", "bi", "bhq", "<bhq", "ib", "2x3s", "3p", "?d", "=?d", " i ", 5, None, "\u1234", b"hh"):
    show(struct.calcsize, form)

for args in (("3s", b"abcdef"), ("5s", b"ab"), ("3p", b"abcdef"), ("5p", b"ab"), ("0s", b"abc"), ("s", b"q"), ("4s", bytearray(b"wxyz")),
             ("c", b"q"), ("2c", b"a", b"b"), ("xbx", 3), ("3?", [], "x", None), ("2h", 1), ("2h",), ("", 1), (), (b">h", 258), ("bi", 1, 2)):
    show(struct.pack, *args)
print(struct.pack("300p", b"x" * 299)[:3], struct.unpack("300p", struct.pack("300p", b"x" * 299))[0][-2:], len(struct.pack("300p", b"x" * 299)))

show(struct.unpack, "<ib3s?", b"\x01\0\0\0\xffabc\x02")
show(struct.unpack, "i", b"abc")
show(struct.unpack, "i", "abcd")
show(struct.unpack, "p", b"\x05")
show(struct.unpack, "4p", b"\x02abc")
show(struct.unpack, ">hhl", bytearray(b"\0\1\0\2\0\0\0\3"))
print(struct.unpack("2h", memoryview(b"\1\0\2\0")))
for offset in (0, 4, 5, 6, -4, -2, -8, -9, -20, 2**70, "x"):
    show(struct.unpack_from, "i", b"abcdefgh", offset)
print(struct.unpack_from("b", buffer=b"abc", offset=1))
show(struct.iter_unpack, "i", b"abcde")
show(struct.iter_unpack, "", b"abcde")
show(struct.iter_unpack, "i", 3)

data = bytearray(8)
for args in ((1, 7), (4, 7), (5, 1), (-4, 9), (-2, 1), (-20, 1), (0,), (), ("x", 1), (20, 1)):
    show(struct.pack_into, "<i", data, *args)
show(struct.pack_into, "<i", b"abcd", 0, 1)
show(struct.pack_into, "<i", 3, 0, 1)
struct.pack_into(">h", memoryview(data)[6:], 0, 0x4142)
print(data)
try:
    struct.pack_into("i", memoryview(b"abcd"), 0, 1)
except TypeError as error:
    print(error)
show(struct.pack_into, "<i", data, 2, 7)


class Loud(struct.Struct):
    def pack(self, *args):
        print("packing", args)
        return super().pack(*args)


form = Loud("<ib")
print(form.format, form.size, form.pack(1, 2), form.unpack(b"\1\0\0\0\2"), form.unpack_from(b"..\1\0\0\0\2", 2))
iterator = form.iter_unpack(bytes(range(10)))
print(type(iterator).__name__, iterator.__length_hint__(), list(iterator), next(iterator, "end"))
print(struct.Struct(b"i").format, [name for name in dir(struct.Struct) if name[0] != "_"])
show(struct.Struct, 5)
show(struct.Struct("hh").pack, 1)
show(struct.Struct("hh").pack, 1, 2, 3)
show(struct.Struct("hh").unpack, b"")
try:
    form.size = 3
except AttributeError as error:
    print(error)
print(struct.error.__mro__[1], sorted(struct.__all__))
