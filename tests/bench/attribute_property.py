"""Reading a property."""

import sys


class C:
    @property
    def a(self):
        return 1


def run(n):
    o = C()
    for i in range(n):
        o.a


run(int(sys.argv[1]))
