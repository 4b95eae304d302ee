"""Appending to a string in a loop."""

import sys


def run(n):
    s = ''
    for i in range(n):
        s += 'x'


run(int(sys.argv[1]))
