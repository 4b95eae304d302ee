"""Loading a global."""

import sys


g = 1


def run(n):
    for i in range(n):
        g


run(int(sys.argv[1]))
