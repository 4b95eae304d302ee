# -5 to 256 are one object each, whatever makes them.
def computed(n):
    return int(str(n))


outside = [n for n in range(-300, 600) if computed(n) is not computed(n)]
print(outside[0], max(n for n in outside if n < 0), min(n for n in outside if n > 0), outside[-1])
k = computed(1000)
small = computed(100)
print("subtraction:", k - 900 is small)
print("division:", k // 10 is small)
print("remainder:", (k + 100) % 1000 is small)
print("shift:", (small << 3) >> 3 is small)
print("and, or, xor:", small & 127 is small, computed(96) | 4 is small, computed(120) ^ 28 is small)
print("negation:", -(-small) is small, abs(-small) is small)
print("len:", len([0] * 100) is small)
print("index and count:", list(range(200)).index(100) is small, ([1] * 100).count(1) is small)
print("sum:", sum([50, 50]) is small)
print("loop:", [i for i in range(101)][-1] is small)
print("ord:", ord(chr(100)) is small, bytes([100])[0] is small)
print("int of float:", int(100.7) is small, round(100.2) is small)
print("bool:", int(True) is computed(1), computed(0) + True is computed(1))
print("power:", computed(10) ** 2 is small)
print("bit_length:", (2**100 - 1).bit_length() is small)
big = computed(10**30)
print("from a big one:", big // 10**28 is small, big % 7 is computed(10**30 % 7))
i = 255
i += 1
print(i is computed(256))
i += 1
print(i is computed(257))
a = computed(257)
b = a
print(a is b, [a][0] is a, (a,)[0] is a, {1: a}[1] is a, (lambda v: v)(a) is a)
c = a + 0
print("adding zero:", c is a, c == a)
print("plus sign:", +a is a, int(a) is a)
