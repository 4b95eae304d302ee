"""Making an instance whose __init__ sets two attributes, and its death."""

import sys


class C:
    def __init__(self, a, b):
        self.a = a
        self.b = b


def run(n):
    for i in range(n):
        C(1, 2)


run(int(sys.argv[1]))
