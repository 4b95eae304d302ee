"""A comparison and a branch."""

import sys


def run(n):
    x = 10
    for i in range(n):
        if i < x:
            x = 5


run(int(sys.argv[1]))
