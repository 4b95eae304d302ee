"""Looking for what is at the end of a list."""

import sys


def run(n):
    items = [0] * n
    for i in range(20):
        1 in items


run(int(sys.argv[1]))
