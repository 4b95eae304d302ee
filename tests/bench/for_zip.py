"""A loop over zip of two lists."""

import sys


def run(n):
    items = [1] * n
    for one, two in zip(items, items):
        pass


run(int(sys.argv[1]))
