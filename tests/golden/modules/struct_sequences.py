# Tuples with names for their items, and for more than their items.
import copy
import sys
import time

T = time.struct_time


def attempt(call):
    try:
        print(repr(call()))
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


attempt(lambda: T(3))
for count in range(7, 14):
    attempt(lambda: T(range(count)))
    attempt(lambda: (T(range(count)).tm_zone, T(range(count)).tm_gmtoff))
attempt(lambda: T([1] * 9, {"tm_zone": "x", "other": 2}).tm_zone)
attempt(lambda: T([1] * 10, {"tm_zone": "x", "tm_gmtoff": 2}).tm_zone)
attempt(lambda: T([1] * 9, 3))
attempt(lambda: T(sequence=[1] * 9))
attempt(lambda: T([1] * 9, dict={"tm_gmtoff": 4}).tm_gmtoff)
print(T.n_fields, T.n_sequence_fields, T.n_unnamed_fields, T.__match_args__)
one = T(range(11))
print(one.__reduce__(), one == tuple(range(9)), hash(one) == hash(tuple(range(9))), one[2:4], one + (1,), len(one))
print(copy.copy(one).tm_zone, copy.deepcopy(one).tm_gmtoff, T(*one.__reduce__()[1]).tm_zone)
match one:
    case T(tm_year=year, tm_mon=month):
        print(year, month)


def write(name):
    try:
        setattr(one, name, 1)
    except AttributeError as error:
        print(type(error).__name__)


write("tm_year")
write("other")
write("tm_zone")
attempt(lambda: type(sys.version_info)((1, 2, 3, 4, 5)))
attempt(lambda: type(sys.flags)(range(18)))
attempt(lambda: type(sys.float_info)(range(11)))
attempt(lambda: type(sys.float_info)(range(12)))
attempt(lambda: type(sys.hash_info)(range(9)))
print(sys.version_info[:2], sys.version_info.n_fields, sys.float_info.__doc__)
try:
    class Below(T):
        pass
except TypeError:
    print("no class below")
print(isinstance(one, tuple), T.__doc__)
