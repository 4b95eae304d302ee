for spec in ("", "d", "5", "<5", ">5", "^5", "05", "+", " ", "-", "x", "X", "o", "b", "#x", "#010x", "e", ".2f", ",", "_", "n", "c", "%", "g", "*^9", "=+6", "0>4", "_b", "_x", "G", "#o", "+.1e", "<08"):
    print(repr(spec), repr(format(65, spec)), repr(format(-7, spec)) if spec != "c" else "")
for spec in ("", "f", ".0f", ".3f", "e", ".2e", "E", "g", ".3g", "G", "%", ".1%", "10.2f", "<10.2f", "+.2f", " .1f", "010.3f", ",.2f", "_.1f", "n", ".10", "#.0f", "^12.1f", "=+10.1f", ".0e", "#g", "z.1f", "5", "*>8"):
    print(repr(spec), repr(format(1234.5678, spec)), repr(format(-0.00001234, spec)), repr(format(1e20, spec)))
for v in (float("inf"), float("-inf"), float("nan"), 0.0, -0.0):
    print(format(v, ".2f"), format(v, "08"), format(v, "e"), format(v, "g"), format(v, "%"), format(v, "+"))
print(format(10**30, ","), format(10**30, "e"), format(2**100, "x"), format(2**100, "_b")[:20], format(True, "d"), format(True), format(True, "5"), format(0, "b"), format(-255, "#X"))
print(format(0.1, ".20f"), format(123456789.0, "g"), format(1e15, ""), format(1e16, ""), format(0.5, ".0f"), format(1.5, ".0f"), format(2.5, ".0f"), format(1e-7, ""), format(100000.0, ".3"), format(5e-324, ".3e"))
for v, spec in ((5, "s"), (5, ".2d"), (5, "q"), ("a", "d"), (1.5, "d"), (1.5, "x"), (5, "1000000000000000000000"), ("a", "="), ("a", "+"), ("a", ","), (5, ",c"), (-1, "c"), (5, "+c"), (2**40, "c"), (5, ",n"), (5, "_,"), (5, "{"), (1.5, "s"), (None, "d"), ([], "5"), (5, ".f"), (5, "#c"), (5, ",x")):
    try:
        print(spec, repr(format(v, spec)))
    except (ValueError, TypeError, OverflowError) as e:
        print(repr(v), repr(spec), type(e).__name__, e)
