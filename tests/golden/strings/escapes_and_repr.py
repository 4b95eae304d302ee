for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\tnewline\nreturn\r", "back\\slash", "\x00\x01\x1f\x7f", "\x80\xa0\xad", "é€😀", "\u200b\u2028\ufeff", "\ud800", "\U0010ffff", "", "\a\b\f\v"):
    print(repr(s), ascii(s), len(s))
print("\101\x41\u0041\U00000041", "\
continued", r"raw\n\x", R"\\", "a" "b" 'c', "line\
 joined")
print('single', "double", '''triple ' " single''', """triple " ' double""")
print(r'\'', len(r"\""), "\0end" == "\x00end", "\08" == "\x008")
print([("nested", 'it\'s')], {"k\n": "v\t"})
print(ord("\x41"), chr(8364), chr(0x1F600), ord("😀"))
for f in (lambda: ord("ab"), lambda: ord(""), lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: ord(5), lambda: chr(2**40)):
    try:
        f()
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
print(str(5), str(None), str([1, "a"]), str("x"), str(), str(b"ab", "utf-8"), str(b"ab"), repr(repr("a'b")))
