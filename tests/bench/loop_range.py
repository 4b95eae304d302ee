"""An empty loop over a range: what is part of all the others."""

import sys


def run(n):
    for i in range(n):
        pass


run(int(sys.argv[1]))
