"""Sorting, which takes n log n comparisons."""

import sys


def run(n):
    items = [(i * 7919) % 100003 for i in range(n)]
    items.sort()


run(int(sys.argv[1]))
