"""The beginning of a list is put back in reverse order."""

import sys


def run(n):
    s = list(range(9))
    k = 4
    for i in range(n):
        s[: k + 1] = s[k::-1]


run(int(sys.argv[1]))
