print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), divmod(7.5, -2))
print(0.1 * 3, 1e308 * 10, -1e308 * 10, 1e-308 / 1e10, 1 - 0.9, 2.5 * 2)
inf = float("inf")
nan = float("nan")
print(inf - inf, inf * 0, inf / inf, inf + 1, -inf, inf // 1, 5 % inf, -5 % inf, inf > 1e308)
print(nan == nan, nan != nan, nan < 1, nan > 1, nan in [nan], [nan] == [nan], nan is nan)
print(2.0**0.5, 2.0**-1, (-8.0) ** 2, 0.0**0, inf**0, nan**0, 1.0**inf, 4**0.5, (-2.0) ** 3)
print(5.0 // 0.3, 5.0 % 0.3, -0.0 % 5, 0.0 // -5, 1e300 % 7)
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0.0), lambda: 0.0**-1, lambda: 10.0**400, lambda: 1.0 / False):
    try:
        print(f())
    except (ZeroDivisionError, OverflowError) as e:
        print(type(e).__name__, e)
x = 10.0
x += 1
x -= 0.5
x *= 2
x /= 4
x //= 2
x **= 3
x %= 5
print(x)
print(sum([0.1] * 10), sum([1, 2.5]), max(1, 1.0), max(1.0, 1), min(0.0, -0.0))
