"""A loop over the items of a dict."""

import sys


def run(n):
    items = {key: 1 for key in range(n)}
    for key, value in items.items():
        pass


run(int(sys.argv[1]))
