# Both arguments are made whole numbers before either is looked at; nothing is in every normal form.
import math
import unicodedata

for args in ((-1, 1.0), (1.0, -1), (-1, -1), (5, -1)):
    try:
        print(math.comb(*args))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(repr(unicodedata.normalize("X", "")))
try:
    unicodedata.normalize("X", "a")
except ValueError as error:
    print(error)
