a = b = c = 0
a += 1
print(a, b, c)
x = y = []
x.append(1)
print(y, x is y)
i = 0
l = [0, 0]
i = l[i] = 1
print(i, l)
t = (m := 5) + 1
print(t, m, (n := 10), n)
if (k := len("hello")) > 3:
    print("long", k)
while (k := k - 1) > 2:
    print(k, end=" ")
print([z for z in range(5) if (last := z) % 2], last)
v: int = 5
w: "undefined type"
print(v, __annotations__)
try:
    w
except NameError as e:
    print(e)
d = {"n": 1}
d["n"] += 1
d["n"] **= 3
d["n"] //= 3
d["n"] <<= 4
d["n"] |= 1
d["n"] ^= 3
d["n"] %= 7
d["n"] >>= 1
d["n"] &= 6
d["n"] -= 1
d["n"] *= -3
d["n"] /= 2
print(d)


class Log:
    def __getitem__(self, k):
        print("get", k, end="; ")
        return 1

    def __setitem__(self, k, v):
        print("set", k, v, end="; ")

    def __getattr__(self, name):
        print("getattr", name, end="; ")
        return 2

    def __setattr__(self, name, v):
        print("setattr", name, v, end="; ")


def order(v):
    print("eval", v, end="; ")
    return v


g = Log()
g[order("index")] = order("value")
print()
g[order("a")] += order(5)
print()
g.attr += 3
print()
g[order(1)], g[order(2)] = order(3), order(4)
print()
g[0] = g.x = order(9)
print()
