"""Making an instance of a class without __init__, and its death."""

import sys


class C:
    pass


def run(n):
    for i in range(n):
        C()


run(int(sys.argv[1]))
