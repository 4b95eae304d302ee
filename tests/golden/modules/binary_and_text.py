# The module binascii, with what the forms forgive and what they do not.
import binascii


def show(what, *args, **keywords):
    try:
        result = what(*args, **keywords)
    except Exception as error:
        print(what.__name__, args, keywords, "->", type(error).__module__, type(error).__name__, error)
    else:
        print(what.__name__, args, keywords, "->", result)


for text in (b"", b"YQ==", b"YQ=", b"YQ", b"Y", b"YWI=", b"YWJj", b"Y W\nJ j", b"YWJj=", b"=YWJj", b"YQ==YQ==", b"YQ=Q", b"====",
             b"Y===", "YWJj", "\u1234", 3, b"YQ==a", b"YW*Jj", b"YWJjZA", b"YWJjZ", b"+/+/", memoryview(b"YWJj").tobytes()):
    show(binascii.a2b_base64, text)
    show(binascii.a2b_base64, text, strict_mode=True)
for data in (b"", b"a", b"ab", b"abc", bytes(range(256)), bytearray(b"xyz")):
    show(binascii.b2a_base64, data)
    show(binascii.b2a_base64, data, newline=False)
    assert binascii.a2b_base64(binascii.b2a_base64(data)) == data
for text in (b"", b"a", b"ab", b"zz", "6162", "\xe9", b"61 62", bytearray(b"AB"), "aF0", None):
    show(binascii.unhexlify, text)
for args in ((b"abcde",), (b"abcde", ":"), (b"abcde", "-", 2), (b"abcde", "-", -2), (b"abcde", "ab"), (b"abcde", ""), (b"ab", b":"),
             (b"ab", 3), ("x",), (b"abcde", "-", 0), (b"abc", "\xff"), (b"abc", "\u1234"), (b"", ":"), (b"abc", "-", 7), ()):
    show(binascii.hexlify, *args)
for args in ((b"abc",), (b"abc", 5), (b"abc", -1), (b"", 7), (b"abc", 2**40 + 3), ("abc",), ()):
    show(binascii.crc32, *args)
print(binascii.crc32(b"c", binascii.crc32(b"ab")) == binascii.crc32(b"abc"))
for args in ((b"abc", 5), (b"", 70000), (b"123456789", 0xFFFF), (b"abc",)):
    show(binascii.crc_hqx, *args)
for text in (b"=41=4", b"=41=zz", b"a=\nb", b"a=\r\nb", b"a_b", b"a=20b=", b"==41", "caf=C3=A9", b"=", b"a= \nb"):
    show(binascii.a2b_qp, text)
    show(binascii.a2b_qp, text, header=True)
for data in (b"a b\t\n", b"x" * 80, b"x" * 76, b"x" * 75 + b"\n", b"x" * 74 + b"=", b"a=b\r\n.\r\n", b"\xff_ ", b".", b"\n.\n", b"a\0b",
             b"one two\rthree \nfour\t\r\n", bytes(range(0, 256, 5))):
    show(binascii.b2a_qp, data)
    show(binascii.b2a_qp, data, quotetabs=True, istext=False, header=True)
    show(binascii.b2a_qp, data, True)
    assert binascii.a2b_qp(binascii.b2a_qp(data, istext=False)) == data
for data in (b"", b"abc", b"x" * 45, b"x" * 46, b"a", b"ab\0\0"):
    show(binascii.b2a_uu, data)
    show(binascii.b2a_uu, data, backtick=True)
for line in (b"#86)C\n", b" \n", b"#86)C ab", b"!!!!\x80", b"`\n", b"$86)C", "#86)C", b"#8\x01)C"):
    show(binascii.a2b_uu, line)
print(binascii.Error.__mro__[1:3], binascii.Incomplete.__mro__[1:2])
