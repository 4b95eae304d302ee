"""An item of a list in a list."""

import sys


def run(n):
    a = [[0.5 + i for i in range(100)]]
    total = 0.0
    j = 0
    k = 7
    for i in range(n):
        total += a[j][k]


run(int(sys.argv[1]))
