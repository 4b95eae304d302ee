"""int: multiplication, subtraction, floor division, remainder."""

import sys


def run(n):
    x = 7
    for i in range(n):
        (i * x - 3) // 5 % 9


run(int(sys.argv[1]))
