# What takes bytes tells of a view with gaps in its own words.
import binascii


def attempt(function, *args):
    try:
        print(function(*args))
    except (TypeError, BufferError, ValueError) as error:
        print(type(error).__name__, error)


view = memoryview(b"abcd")[::2]
for name in "hexlify unhexlify b2a_base64 a2b_base64 crc32 b2a_qp a2b_qp b2a_uu a2b_uu".split():
    attempt(getattr(binascii, name), view)
attempt(binascii.hexlify, view, 1)
for function in (int, float, eval, bytes, bytearray, bytearray(b"a").extend, bytearray(b"a").__iadd__, b"".join, b"a".find, int.from_bytes):
    attempt(function, view)
array = bytearray(b"abcd")
array[1:2] = view
print(array)
