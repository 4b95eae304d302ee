s = "hello"
print(s[0], s[-1], s[1:3], s[:2], s[3:], s[::-1], s[::2], s[-3:-1], s[10:], s[3:1], s[:-10], s[4:0:-2])
u = "aé€😀z"
print(len(u), u[1], u[2], u[3], u[-1], u[::-1], u[1:4], [ord(c) for c in u], u.index("😀"), u.find("z"))
print("é" in u, "€😀" in u, "x" not in u, u.count("é"), (u * 100)[301], (u * 50).rindex("€"))
for index in (5, -6, 2**70):
    try:
        s[index]
    except IndexError as e:
        print(type(e).__name__, e)
for index in ("a", 1.5, None, (1, 2)):
    try:
        s[index]
    except TypeError as e:
        print(e)
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
print(list(s), tuple("ab"), set("a"), "".join(reversed(s)), s[True], list(enumerate("xy")))
for c in "a😀":
    print(c, len(c), ord(c))
print("abc" < "abd", "a" < "B", "" < "a", "é" > "z", "ab" < "abc", "😀" > "\uffff", max("hello"), sorted("hello"))
