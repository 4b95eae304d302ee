"""Joining four strings."""

import sys


def run(n):
    s = ['ab', 'cd', 'ef', 'gh']
    for i in range(n):
        ','.join(s)


run(int(sys.argv[1]))
