"""Finding in a string."""

import sys


def run(n):
    s = 'ab,cd,ef,gh'
    for i in range(n):
        s.find('ef')


run(int(sys.argv[1]))
