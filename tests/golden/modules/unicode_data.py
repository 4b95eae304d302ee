# The module unicodedata.
import unicodedata as u


def show(what, *args):
    try:
        print(what.__name__, args, "->", repr(what(*args)))
    except Exception as error:
        print(what.__name__, args, "->", type(error).__name__, error)


print(u.unidata_version)
for char in "a\u00e9\u0301 5\u00bd\u2460\u4e00(\u0660\u05d0\U0001f600\ud800\0\u212b\ufb01\uac00\u0378\U0010ffff\u3000\u1100":
    print(ascii(char), u.category(char), u.bidirectional(char), u.combining(char), u.east_asian_width(char), u.mirrored(char), repr(u.decomposition(char)),
          u.decimal(char, None), u.digit(char, None), u.numeric(char, None), u.name(char, None))
total = [0] * 6
for point in range(0, 0x110000, 7):
    char = chr(point)
    total[0] += len(u.category(char)) * point
    total[1] += u.combining(char) * point
    total[2] += hash((u.bidirectional(char) == "L", u.east_asian_width(char) == "W")) % 97
    total[3] += u.mirrored(char) * point
    total[4] += len(u.decomposition(char)) * point
    total[5] += int(u.numeric(char, 0) * 16)
print(total[0], total[1], total[3:])
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    for text in ("", "abc", "\u00e9", "e\u0301", "\ufb01\u2460", "\uac00\u11a8", "q\u0307\u0323", "\u212b", "\ud800e\u0301\udfff", "\u0378e\u0301"):
        print(form, ascii(text), ascii(u.normalize(form, text)), u.is_normalized(form, text))
for char in ("SNOWMAN", "snowman", "LATIN SMALL LETTER E WITH ACUTE", "CJK UNIFIED IDEOGRAPH-4E00", "HANGUL SYLLABLE GAG", "no such name", ""):
    show(u.lookup, char)
for function in (u.category, u.combining, u.decimal, u.digit, u.numeric, u.name):
    for argument in ("a", "", "ab", 5, b"a"):
        show(function, argument)
show(u.normalize, "NFX", "a")
show(u.normalize, "NFC", 5)
show(u.normalize, 5, "a")
show(u.name, "a", "other")
show(u.name)
