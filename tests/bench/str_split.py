"""Splitting into four parts."""

import sys


def run(n):
    s = 'ab,cd,ef,gh'
    for i in range(n):
        s.split(',')


run(int(sys.argv[1]))
