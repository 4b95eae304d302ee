"""A try statement in which nothing is raised."""

import sys


def run(n):
    for i in range(n):
        try:
            pass
        except ValueError:
            pass


run(int(sys.argv[1]))
