"""Copying a list by a slice."""

import sys


def run(n):
    items = [0] * n
    for i in range(10):
        copy = items[:]


run(int(sys.argv[1]))
