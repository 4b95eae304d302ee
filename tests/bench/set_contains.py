"""Asking a set for an int."""

import sys


def run(n):
    s = set(range(100))
    for i in range(n):
        77 in s


run(int(sys.argv[1]))
