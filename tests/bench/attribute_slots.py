"""Loading and storing an attribute that __slots__ names."""

import sys


class C:
    __slots__ = ('a',)


def run(n):
    o = C()
    o.a = 1
    for i in range(n):
        o.a = o.a


run(int(sys.argv[1]))
