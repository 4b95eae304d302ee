"""An f-string of an int and a string."""

import sys


def run(n):
    s = 'ab'
    for i in range(n):
        f'{i}-{s}'


run(int(sys.argv[1]))
