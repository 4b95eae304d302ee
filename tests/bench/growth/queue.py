"""A queue by del d[first]."""

import sys


def run(n):
    entries = {i: i for i in range(n)}
    while entries:
        for first in entries:
            break
        del entries[first]


run(int(sys.argv[1]))
