print(2**10, 2**0, 0**0, (-2) ** 3, -(2**2), 2**-1, (-2) ** -3, 10**20, 3**100)
print(2**3**2, (2**3) ** 2, -2**2, 2**-2**2)
print(pow(2, 10), pow(2, 10, 1000), pow(3, 200, 13), pow(-3, 3, 7), pow(3, -1, 7), pow(10**20, 10**5, 10**9 + 7))
print(pow(2, 10, -7), pow(0, 0, 1), pow(5, 3, 1), pow(2, -3), pow(2.0, 3), pow(base=2, exp=5), pow(2, 5, mod=10))
for args in ((2, 3, 0), (2, -1, 4), (2.0, 3, 5), (0, -1), (0.0, -1), ("a", 2), (2, "b")):
    try:
        print(pow(*args))
    except (ValueError, TypeError, ZeroDivisionError) as e:
        print(args, type(e).__name__, e)
x = 3
x **= 4
print(x)
print((-8) ** 2, (-1) ** 10**6, 7**77 % 1000, 2**1000 % 10**10)
print(len(str(2**10000)), str(2**10000)[:12], sum(int(c) for c in str(3**500)))
