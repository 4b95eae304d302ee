s = "the cat sat on the mat"
print(s.find("the"), s.find("the", 1), s.find("the", 1, 5), s.rfind("the"), s.find("dog"), s.find(""), s.find("", 50), s.rfind(""))
print(s.index("cat"), s.count("at"), s.count("the", 3), s.count(""), "aaaa".count("aa"))
print(s.startswith("the"), s.startswith("cat", 4), s.startswith(("x", "the")), s.endswith("mat"), s.endswith(("t", "x")), s.endswith("sat", 0, 11), s.startswith(""), "".startswith("", 1))
print("cat" in s, "" in "", "a" in "")
for f in (lambda: s.index("dog"), lambda: s.rindex("dog"), lambda: 1 in s, lambda: s.find(1), lambda: s.startswith(5), lambda: s.startswith(("a", 5)), lambda: s.count()):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(s.partition(" cat "), s.rpartition("the"), s.partition("x"), s.rpartition("x"))
print(s.replace("the", "a"), s.replace("the", "a", 1), s.replace("", "-", 3), "aaa".replace("a", "aa"), "abc".replace("", "-"), s.replace("x", "y") == s)
print("prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"), "x".removesuffix(""), "abc".removeprefix("b"))
