"""A call that leaves an argument to its default."""

import sys


def f(a, b=2):
    return a


def run(n):
    for i in range(n):
        f(1)


run(int(sys.argv[1]))
