"""Printing a big integer of n digits: less than the square."""

import sys

sys.set_int_max_str_digits(0)
n = int(sys.argv[1])
print(len(str(7 ** n)))
