print("a b  c".split(), " a b ".split(), "a b c d".split(maxsplit=2), "a,b,,c".split(","), "a,b,c".split(",", 1), "".split(), "".split(","), "abc".split("abc"))
print("a b c".rsplit(None, 1), "a,b,c".rsplit(",", 1), "  x  y ".rsplit(maxsplit=1), "a--b--c".split("--"))
print("one\ntwo\r\nthree\rfour\n".splitlines(), "one\ntwo\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines())
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join({"k": 1}), "x".join(["one"]), "".join(c for c in "gen"))
for f in (lambda: "a".split(""), lambda: ",".join([1]), lambda: ",".join(["a", None]), lambda: ",".join(5), lambda: "a".split(1), lambda: "x".join(["a", b"b"])):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print("a\u00a0b\u2003c".split(), "\t x \n".strip(), "xxhixx".strip("x"), "abcba".strip("ab"), "xhix".lstrip("x"), "xhix".rstrip("x"), "  ".strip() == "")
print("a\tb\tc".expandtabs(4), "ab\tc".expandtabs(), "a\nb\tc".expandtabs(2))
text = """line one
line two

line four"""
print([len(line) for line in text.split("\n")], text.count("\n"))
