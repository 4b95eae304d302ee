"""Loading an attribute of an instance."""

import sys


class C:
    def __init__(self):
        self.a = 1


def run(n):
    o = C()
    for i in range(n):
        o.a


run(int(sys.argv[1]))
