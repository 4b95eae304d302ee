"""Building a string piece by piece."""

import sys


def run(n):
    text = ''
    for i in range(n):
        text += 'ab'


run(int(sys.argv[1]))
