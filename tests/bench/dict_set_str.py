"""Writing to a dict by a string."""

import sys


def run(n):
    d = {'a': 1, 'b': 2}
    k = 'b'
    for i in range(n):
        d[k] = 1


run(int(sys.argv[1]))
