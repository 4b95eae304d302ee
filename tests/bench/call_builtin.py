"""A call of a builtin function."""

import sys


def run(n):
    s = [1]
    for i in range(n):
        len(s)


run(int(sys.argv[1]))
