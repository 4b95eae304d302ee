"""Deep recursion."""

import sys


def down(n):
    return 0 if n == 0 else down(n - 1) + 1


sys.setrecursionlimit(1000000)
down(int(sys.argv[1]))
