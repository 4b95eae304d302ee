"""A list comprehension, per item."""

import sys


def run(n):
    [item for item in range(n)]


run(int(sys.argv[1]))
