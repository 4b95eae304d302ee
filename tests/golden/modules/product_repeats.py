# A product that would repeat too often is refused before the iterables are looked at.
import itertools
import sys

for repeat in (sys.maxsize, 2**62, 2**61, 2**60, 2**63, -(2**63), -5, 0):
    for pools in ((0,), ([],), ([1], [2]), ()):
        try:
            itertools.product(*pools, repeat=repeat)
            print(repeat, pools, "made")
        except Exception as error:
            print(repeat, pools, type(error).__name__, error)
