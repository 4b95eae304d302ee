import gc, math, sys, time, weakref
import math as m
from math import pi, sqrt as root
from sys import argv, maxsize

print(m is math, pi == math.pi, root(9), argv[1:], maxsize, [type(x).__name__ for x in (gc, math, sys, time, weakref)])
print(type(time.time()).__name__, type(time.perf_counter()).__name__, time.monotonic() <= time.monotonic(), time.sleep(0), time.perf_counter() - time.perf_counter() <= 0)
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
try:
    time.sleep("x")
except TypeError as e:
    print(e)
print(sys.version_info[:2], sys.version_info >= (3, 11), sys.byteorder, sys.getrecursionlimit(), sys.maxunicode, sys.platform == sys.platform.lower(), sys.argv[0].endswith("builtin_modules.py"))
sys.setrecursionlimit(2000)
print(sys.getrecursionlimit())
for v in (0, -5, "x"):
    try:
        sys.setrecursionlimit(v)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print("gc" in sys.modules, math.__name__, sys.float_info.max, sys.float_info.epsilon, sys.hash_info.modulus == 2**61 - 1, sys.flags is not None, type(sys.path).__name__)
import builtins

print(builtins.len is len, builtins.__name__, __builtins__ is builtins)
try:
    from math import nothing_like_it
except ImportError as e:
    print(str(e).split(" (")[0])
try:
    math.nothing
except AttributeError as e:
    print(e)
