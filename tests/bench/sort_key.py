"""Sorting with a key function, per item."""

import sys


def run(n):
    items = [(key * 7919) % 100003 for key in range(n)]
    items.sort(key=lambda item: -item)


run(int(sys.argv[1]))
