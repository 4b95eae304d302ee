# Text of big integers, both ways, and the limit on digits.
n = 123456789 ** 20
s = str(n)
print(s)
print(int(s) == n, len(s), repr(-n)[:5])
print(hex(n)[:20], int(hex(n), 16) == n, int(oct(n), 8) == n, int(bin(n), 2) == n)
print(f"{n:e}", f"{n:,}"[:20], f"{n % 1000003}")
big = 10**4299
print(len(str(big)))
for action in (lambda: str(10**4300), lambda: int("1" * 4301), lambda: f"{10**5000}", lambda: "%d" % 10**5000):
    try:
        print(len(action()) if isinstance(action(), str) else "int")
    except ValueError as e:
        print(e)
print(len(hex(10**5000)), len(bin(10**5000)))
a, b = 0, 1
for _ in range(1000):
    a, b = b, a + b
print(a)


def gcd(x, y):
    while y:
        x, y = y, x % y
    return x


print(gcd(2**100 * 3**50, 2**50 * 3**100) == 2**50 * 3**50)
