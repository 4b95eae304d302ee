"""Loading a class attribute through an instance."""

import sys


class C:
    a = 1


def run(n):
    o = C()
    for i in range(n):
        o.a


run(int(sys.argv[1]))
