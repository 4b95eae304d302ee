print(5 & 3, 5 | 3, 5 ^ 3, ~5, ~-1, ~0)
print(-5 & 3, -5 | 3, -5 ^ 3, -1 & 0xFF, -256 | 1)
print(1 << 10, 1 << 64, -1 << 70, 1024 >> 3, -1 >> 5, -5 >> 1, 2**100 >> 98, -(2**100) >> 99, 5 >> 1000)
print(2**100 & (2**64 - 1), (2**100 + 5) & 7, 2**100 | 1, 2**100 ^ 2**100, ~(2**100))
print(-(2**100) & 2**101 - 1, -(2**100) | 1, -(2**100) ^ 1)
for n in (0, 1, -1, 255, 256, -256, 2**64, -(2**64) + 1):
    print(n, n.bit_length(), n.bit_count())
print(True & False, True | False, True ^ True, True & 3, ~True)
for shift in (-1, -(2**70)):
    for op in ("<<", ">>"):
        try:
            1 << shift if op == "<<" else 1 >> shift
        except ValueError as e:
            print(op, e)
try:
    1.0 << 2
except TypeError as e:
    print(e)
print(0 << 5, 0 >> 10**30, 1 >> 10**30, -1 >> 10**30)
