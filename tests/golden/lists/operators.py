a = [1, 2]
b = a
print(a + [3], a * 2, 2 * a, a * 0, a * -1, [[]] * 2)
a += [3]
print(a, b, a is b)
a *= 2
print(b)
a = a + []
print(a is b, a == b)
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 5], [1, "a"] == [1, "a"], [1] != [1.0], [1, [2]] == [1, [2]])
print(1 in [1, 2], "x" in [], [1] in [[1]], None in [0], 2 not in [1])
for f in (lambda: [1] + (2,), lambda: [1] + 1, lambda: [1] * "a", lambda: [1] * 1.0, lambda: [1] - [1], lambda: [1] < ["a"], lambda: [1] < (1,), lambda: -[1], lambda: [] < None):
    try:
        f()
    except TypeError as e:
        print(e)
c = [0]
c += "ab"
c += (1,)
c += {5: 6}
print(c)
d = [1, 2, 3]
d[0], d[-1] = d[-1], d[0]
print(d)
i = 0
i, d[i] = 1, "here"
print(i, d)
m = [[0] * 3 for _ in range(2)]
m[0][1] += 5
print(m)
r = [1]
r.append(r)
print(r, r[1] is r, len(r), str([r]))
