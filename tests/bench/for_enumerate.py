"""A loop over enumerate of a list."""

import sys


def run(n):
    items = [1] * n
    for index, item in enumerate(items):
        pass


run(int(sys.argv[1]))
