"""A cycle of two instances, found by the collector, per pair."""

import sys


class C:
    pass


def run(n):
    for i in range(n):
        a = C()
        b = C()
        a.other = b
        b.other = a


run(int(sys.argv[1]))
