"""Replacing in a string."""

import sys


def run(n):
    s = 'ab,cd,ef,gh'
    for i in range(n):
        s.replace('cd', 'xyz')


run(int(sys.argv[1]))
