"""A call of a method."""

import sys


class C:
    def m(self, a):
        return a


def run(n):
    o = C()
    for i in range(n):
        o.m(1)


run(int(sys.argv[1]))
