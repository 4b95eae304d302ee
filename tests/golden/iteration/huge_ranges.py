# Ranges beyond 64 bits are compared, hashed, measured and searched like others.
import sys


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


HUGE = 2**100
for huge in (range(10**20), range(1, HUGE, 2), range(-HUGE, HUGE, 7), range(HUGE, 0, -5)):
    print(huge.count(1), huge.count(10**20), huge.count(2**87 + 1), huge[5:10], huge[::-1], huge[-1], bool(huge))
    attempt(len, huge)
    attempt(huge.index, HUGE - 1)
print(len(range(sys.maxsize, sys.maxsize + 10)))
print(range(0, HUGE - 1, 2) == range(0, HUGE, 2), range(0, HUGE, 2) == range(0, HUGE + 1, 2))
print(hash(range(0, HUGE - 1, 2)) == hash(range(0, HUGE, 2)), hash(range(HUGE, HUGE + 1)) == hash(range(HUGE, HUGE + 1, 5)))
print(range(HUGE, HUGE) == range(0), range(HUGE)[HUGE - 3:], range(10)[HUGE:])
attempt(range(HUGE).__getitem__, HUGE)


class Always(int):
    def __eq__(self, other):
        return True


print(Always(11) in range(10), range(10).count(Always(11)), range(10).index(Always(5)))
numbers = iter(range(HUGE))
next(numbers)
print(numbers.__length_hint__(), list(reversed(range(HUGE, HUGE + 3))))
numbers = iter(range(10, 2**65, 3))
numbers.__setstate__(2**63)
print(next(numbers))
numbers.__setstate__(2**64)
attempt(next, numbers)
