"""A method that calls its base's by super()."""

import sys


class B:
    def m(self):
        return 1


class C(B):
    def m(self):
        return super().m()


def run(n):
    o = C()
    for i in range(n):
        o.m()


run(int(sys.argv[1]))
