"""A comprehension over zip of two lists of floats."""

import sys


def run(n):
    a = [0.5 + i for i in range(100)]
    b = [1.5 + i for i in range(100)]
    for i in range(n // 100):
        [x * y for x, y in zip(a, b)]


run(int(sys.argv[1]))
