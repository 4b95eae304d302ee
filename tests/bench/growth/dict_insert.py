"""Inserting into a dict."""

import sys


def run(n):
    entries = {}
    for i in range(n):
        entries[i] = i


run(int(sys.argv[1]))
