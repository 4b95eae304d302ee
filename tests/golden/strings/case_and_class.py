s = "Hello World ß İ ǆ"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.casefold(), "hELLO wORLD".capitalize(), "they're bill's".title())
print("ß".upper(), "ﬁ".upper(), "Σ".lower(), "ΑΣ".lower(), "ŉ".upper(), "ǆ".title())
tests = ("abc", "ABC", "Abc", "abc1", "123", "1.5", "½", "²", "٣", "", " ", "\t\n", "a b", "_x", "1x", "é", "漢字", "class", "\x00", "Abc Def", "ABc")
methods = ("isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isupper", "islower", "istitle", "isspace", "isidentifier", "isprintable", "isascii")
for t in tests:
    print(ascii(t), [m[2:] for m in methods if getattr(t, m)()])
print("a".ljust(5, "."), "a".rjust(5), "a".center(6, "*"), "ab".center(5, "-"), "abc".center(2), "42".zfill(5), "-42".zfill(5), "+1".zfill(4), "abc".zfill(2))
for f in (lambda: "a".ljust(5, "ab"), lambda: "a".center("x"), lambda: "a".upper(1)):
    try:
        f()
    except TypeError as e:
        print(e)
print("read this".translate({ord("r"): "R", ord("s"): None, ord("t"): 0x2D}), "abc".translate(str.maketrans("ab", "xy", "c")), str.maketrans({"a": "1"}))
