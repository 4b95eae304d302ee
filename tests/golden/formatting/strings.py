for spec in ("", "s", "10", "<10", ">10", "^10", ".2", "10.3", "*^9s", "-<6", "é>7", "{>7", "0", "06"):
    print(repr(spec), repr(format("hello", spec)), repr(format("é€😀", spec)))
print("{} {} {}".format(1, "two", 3.0), "{0} {1} {0}".format("a", "b"), "{name} {0}".format(1, name="n"), "{{}} {}".format(5), "{:>5}|{:<5}|{:^5}".format("a", "b", "c"))
print("{0.real} {0.imag} {1[0]} {1[1]} {d[key]} {d[other key]}".format(5, [1, 2], d={"key": "v", "other key": "o"}), "{!r} {!s} {!a}".format("é", "é", "é"))
print("{:{}}|{:{w}.{p}f}".format("x", 5, 2.5, w=8, p=1), "{0:{1}}".format(7, "03"), "{a[0][1]}".format(a=[[1, 2]]), "{:,}".format(10**6), "{}".format([1]), "{:}".format(3))
print("{x} {y}".format(**{"x": 1, "y": 2}), "{} {}".format(*"ab"), "{a.b.c}".format(a=type("A", (), {"b": type("B", (), {"c": 5})})), "{x} {y}".format_map({"x": 1, "y": 2}))
for text, args, kw in (("{}", (), {}), ("{1}", (0,), {}), ("{a}", (), {}), ("{", (), {}), ("}", (), {}), ("{0} {}", (1, 2), {}), ("{} {0}", (1, 2), {}), ("{!x}", (1,), {}), ("{0.missing}", (1,), {}), ("{0[5]}", ([1],), {}), ("{0[k]}", ({},), {}), ("{:d}", ("s",), {}), ("{!}", (1,), {}), ("{0!r", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{[}", (1,), {}), ("{0[}", (1,), {}), ("{0.}", (1,), {}), ("{0[]}", (1,), {})):
    try:
        print(repr(text), text.format(*args, **kw))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as e:
        print(repr(text), type(e).__name__, e)


class Default(dict):
    def __missing__(self, k):
        return "{" + k + "}"


print("{known} {unknown}".format_map(Default(known=1)))
for v in (None, [], (), {}, object, ValueError("x"), b"b", True, 1.0):
    print("{}|{!r:>8.8}".format(v, v), end=" ")
print()
