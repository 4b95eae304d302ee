"""Reading an item of a list."""

import sys


def run(n):
    s = [1, 2, 3]
    for i in range(n):
        s[1]


run(int(sys.argv[1]))
