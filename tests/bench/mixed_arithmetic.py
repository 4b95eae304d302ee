"""int and float together."""

import sys


def run(n):
    x = 2.5
    for i in range(n):
        i * x + 3


run(int(sys.argv[1]))
