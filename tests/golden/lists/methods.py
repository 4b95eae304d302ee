l = [3, 1, 2]
l.append(4)
l.extend("ab")
l.extend(range(2))
l.insert(0, "first")
l.insert(-1, "before last")
l.insert(100, "end")
l.insert(-100, "start")
print(l, len(l))
print(l.pop(), l.pop(0), l.pop(-2), l)
l.remove("a")
print(l.index(1), l.count(1), l.index(0, 2), l)
l.reverse()
print(l, l.copy() == l, l.copy() is l)
l.clear()
print(l, bool(l))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1].index(1, 1), lambda: [1][1], lambda: [1][-2], lambda: [].append(), lambda: [].append(1, 2), lambda: [].extend(1), lambda: [1].pop("x"), lambda: [].insert("a", 1), lambda: [1].index(1, "a")):
    try:
        f()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    [1][5] = 0
except IndexError as e:
    print(e)
try:
    del [1][5]
except IndexError as e:
    print(e)
l = [1]
try:
    l["x"] = 0
except TypeError as e:
    print(e)
try:
    l["x"]
except TypeError as e:
    print(e)
print(list(), list("ab"), list((1,)), list({1: 2}), list(range(3)), [*"xy", *[1]])
