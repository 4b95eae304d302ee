l = list(range(10))
print(l[2:5], l[:3], l[7:], l[::3], l[::-1], l[8:2:-2], l[-3:], l[:-8], l[5:2], l[100:], l[-100:2], l[::-4])
l[2:4] = ["a", "b", "c"]
print(l)
l[1:1] = [100, 200]
print(l)
l[::2] = [0] * len(l[::2])
print(l)
del l[::3]
print(l)
del l[2:4]
print(l)
l[:] = []
print(l)
l[5:] = "xyz"
print(l)
l[::-1] = [1, 2, 3]
print(l)
l[1:2] = l
print(l)
for action in ("wrong size", "zero step", "not iterable", "bad slice"):
    m = [1, 2, 3, 4]
    try:
        if action == "wrong size":
            m[::2] = [1, 2, 3]
        elif action == "zero step":
            m[::0]
        elif action == "not iterable":
            m[1:2] = 5
        else:
            m["a":]
    except (ValueError, TypeError) as e:
        print(action, type(e).__name__, e)
    print(m)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None), slice(3), l[slice(0, 2)], slice(1, 2) == slice(1, 2))
print(list(range(20))[slice(None, None, -7)], slice(-3, None).indices(10), slice(None, None, -1).indices(4))


class I:
    def __index__(self):
        return 2


print([0, 1, 2, 3][I()], [0, 1, 2, 3][I():], [1] * I())
