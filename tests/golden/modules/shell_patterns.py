"""fnmatch: what patterns match, and the regular expressions that they become."""
import fnmatch

patterns = [
    "", "*", "a*", "*a", "a*b*c", "**a**", "?x", "[abc]", "[!abc]", "[]a]", "[!]a]", "[a", "[z-a]", "[!z-a]", "[a-z-]", "[-a]", "[!-a]", "[a-c-e]", "[^a]", "[[]",
    "a.b", "[&~|]", "[\\]", "[a\\-z]", "[b-ac-z9-1]", "[!b-ac-z9-1]", "[--/]", "[!--/]", "[", "[!", "[!]", "[]", "a*[bc]*?", "***", "*.py", "[a-b-c-d]", "x[!]y]z",
]
names = ["", "a", "b", "ab", "abc", "axbxc", "x", "yx", "]", "-", "^", "[", "a.b", "\\", "&", "z", "Z", "a.py", ".py", "x]z", "xaz", "a\nb"]
for pattern in patterns:
    print(repr(pattern), fnmatch.translate(pattern), [name for name in names if fnmatch.fnmatch(name, pattern)])
print(fnmatch.filter(names, "a*"), fnmatch.fnmatch(b"ab", b"a*"), fnmatch.fnmatchcase("A", "a"), fnmatch.filter([b"x"], b"?"), fnmatch.filter([], "*"))
for bad in [(b"a", "a"), ("a", b"a"), (1, "a"), ("a", 1)]:
    for function in (fnmatch.fnmatch, fnmatch.fnmatchcase):
        try:
            function(*bad)
        except TypeError as error:
            print(error)
