"""Sorting: per item of a shuffled list of ints."""

import sys


def run(n):
    items = [(key * 7919) % 100003 for key in range(n)]
    items.sort()


run(int(sys.argv[1]))
