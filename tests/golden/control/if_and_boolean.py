def truth(v):
    return "true" if v else "false"


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Bool:
    def __bool__(self):
        print("asked")
        return False


class Bad:
    def __bool__(self):
        return 1


for v in (0, 1, -1, 0.0, -0.0, 0.1, float("nan"), "", " ", [], [0], (), (0,), {}, {0: 0}, set(), {0}, None, ..., NotImplemented is None, b"", b"\0", range(0), range(1), Len(0), Len(3), Bool(), object, len):
    print(truth(v), end=" ")
print()
print(0 or "a", "" or 0, 1 and 2, 0 and 1, None or [] or "last", 1 and "" and 2, not 0, not [1], not not "x")
print(1 if 0 else 2 if 0 else 3, (1 if [] else 2) + 1)


def loud(v):
    print("<%s>" % v, end="")
    return v


print(loud(0) or loud(1) or loud(2), loud(1) and loud(0) and loud(3))
print(loud(1) < loud(2) < loud(0) < loud(9))
x = 5
if x > 10:
    print("big")
elif x > 3:
    print("middle")
else:
    print("small")
for f in (lambda: bool(Bad()), lambda: not Bad(), lambda: bool(Len(-1)), lambda: 1 if Bad() else 2):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(bool(), bool("x"), True if Len(2) and not Bool() else False)
