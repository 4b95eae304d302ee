# Too many arguments by position and name together, in the words for functions that take keywords.
import itertools
import math


def attempt(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
        print("taken")
    except TypeError as error:
        print(error)


for function in (itertools.compress, itertools.accumulate, itertools.groupby, math.isclose, "a".encode, "a".expandtabs, b"a".hex, int.from_bytes, sum, enumerate):
    for args in ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4, 5)):
        attempt(function, *args, key=None)
        attempt(function, *args, one=1, two=2)
attempt(itertools.product, [1], one=1, two=2)
attempt(zip, [1], one=1, two=2)
attempt(print, 1, a=1, b=2, c=3, d=4, e=5)
attempt("a".count, "b", one=1)
attempt(type, 1, one=1)
attempt(sorted, 0, one=1)
