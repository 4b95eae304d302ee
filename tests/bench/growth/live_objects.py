"""Making many objects that stay, collections included."""

import sys


def run(n):
    items = []
    for i in range(n):
        items.append([i])


run(int(sys.argv[1]))
