print("a" + "b", "ab" * 3, 3 * "ab", "x" * 0, "x" * -1, "a" "b" * 2)
s = "a"
s += "b"
s *= 3
print(s, len(s), s == "ababab", s != "x", hash(s) == hash("ab" * 3), hash("") == 0)
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" - "b", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" < 1, lambda: -"a", lambda: "a" + None, lambda: "a" + b"b", lambda: "a" % 1, lambda: "a" / 2):
    try:
        f()
    except TypeError as e:
        print(e)
print("a" == b"a", "1" == 1, "a" != None)
total = ""
for i in range(10):
    total = total + str(i)
print(total, total[::-1] == "9876543210")
words = "the quick brown fox jumps over the lazy dog the end".split()
counts = {}
for w in words:
    counts[w] = counts.get(w, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3])


class S(str):
    def __add__(self, other):
        return S("S:" + str(self) + other)

    def extra(self):
        return self.upper() + "!"


t = S("text")
print(t + "x", t.extra(), type(t.upper()).__name__, type(t + "y").__name__, isinstance(t, str), t == "text", {t: 1}["text"], len(t), t[0])
