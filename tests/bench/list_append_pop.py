"""Appending to a list and taking it back."""

import sys


def run(n):
    s = []
    for i in range(n):
        s.append(1)
        s.pop()


run(int(sys.argv[1]))
