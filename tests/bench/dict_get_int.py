"""Reading from a dict by an int."""

import sys


def run(n):
    d = {key: key for key in range(100)}
    for i in range(n):
        d[77]


run(int(sys.argv[1]))
