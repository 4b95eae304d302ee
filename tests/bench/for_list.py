"""A loop over a list."""

import sys


def run(n):
    items = [1] * n
    for item in items:
        pass


run(int(sys.argv[1]))
