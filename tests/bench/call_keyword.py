"""A call with keyword arguments."""

import sys


def f(a, b):
    return a


def run(n):
    for i in range(n):
        f(a=1, b=2)


run(int(sys.argv[1]))
