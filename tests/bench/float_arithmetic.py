"""float: multiplication, subtraction, division."""

import sys


def run(n):
    x = 2.5
    for i in range(n):
        (x * 3.5 - 1.25) / x


run(int(sys.argv[1]))
