"""A call of a closure that reads a free variable."""

import sys


def make(k):
    def f(a):
        return k
    return f


def run(n):
    f = make(1)
    for i in range(n):
        f(1)


run(int(sys.argv[1]))
