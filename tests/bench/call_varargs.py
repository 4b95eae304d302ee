"""A call of a function that takes *args."""

import sys


def f(*args):
    return args


def run(n):
    for i in range(n):
        f(1, 2)


run(int(sys.argv[1]))
