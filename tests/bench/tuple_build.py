"""Making a pair and taking it apart."""

import sys


def run(n):
    x = 1
    for i in range(n):
        t = (i, x)
        a, b = t


run(int(sys.argv[1]))
