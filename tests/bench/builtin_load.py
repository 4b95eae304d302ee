"""Loading a builtin."""

import sys


def run(n):
    for i in range(n):
        len


run(int(sys.argv[1]))
