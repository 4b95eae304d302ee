for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e16 + 1.0, 0.49999999999999994):
    print(x, round(x), type(round(x)).__name__, round(x, 1), round(x, 2))
print(round(1234.5678, -2), round(1234.5678, 3), round(1250, -2), round(1350, -2), round(-1250, -2), round(5, -1), round(15, -1), round(25, -5))
print(round(1.0, 400), round(1e300, -301), round(5.5, None), round(True), type(round(2.0, 0)).__name__)
print(int(2.9), int(-2.9), 2.9 // 1, -2.9 // 1)
import math

print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.ceil(5))
for bad in (float("nan"), float("inf")):
    for f in (round, math.floor, math.ceil, math.trunc):
        try:
            f(bad)
        except (ValueError, OverflowError) as e:
            print(f.__name__, type(e).__name__, e)
for args in (("x",), (1.5, "1"), (1.5, 1.0), (None,)):
    try:
        round(*args)
    except TypeError as e:
        print(e)
