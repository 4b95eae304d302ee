"""A call of a Python function with two arguments."""

import sys


def f(a, b):
    return a


def run(n):
    for i in range(n):
        f(1, 2)


run(int(sys.argv[1]))
