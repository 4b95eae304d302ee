def first(n):
    return second(n + 1)


def second(n):
    return first(n + 1)


import sys

sys.setrecursionlimit(60)
first(0)
