class A:
    pass


values = ["s", [1], None, {}, A(), 1.5, b"b", len]
for v in values:
    for name, op in (("-", lambda v: -v), ("+", lambda v: +v), ("~", lambda v: ~v)):
        try:
            print(name, op(v))
        except TypeError as e:
            print(e)


def aug(op, a, b):
    try:
        if op == "+=":
            a += b
        elif op == "-=":
            a -= b
        elif op == "*=":
            a *= b
        elif op == "/=":
            a /= b
        elif op == "//=":
            a //= b
        elif op == "%=":
            a %= b
        elif op == "**=":
            a **= b
        elif op == "@=":
            a @= b
        elif op == "<<=":
            a <<= b
        elif op == ">>=":
            a >>= b
        elif op == "&=":
            a &= b
        elif op == "|=":
            a |= b
        else:
            a ^= b
        print(op, a)
    except TypeError as e:
        print(op, e)


for op in ("+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^="):
    aug(op, 7, None)
    aug(op, "s", 2)
    aug(op, 12, 2)
aug("+=", [1], 5)
aug("+=", [1], "ab")
aug("+=", (1,), [2])
aug("|=", {1}, [2])
aug("|=", {1: 1}, {2: 2})
aug("|=", {1: 1}, [(3, 3)])
aug("&=", {1}, {1: 0}.keys())
aug("*=", [1], "x")
t = (1, [2])
try:
    t[1] += [3]
except TypeError as e:
    print(e, t)
try:
    t[0] += 1
except TypeError as e:
    print(e)
