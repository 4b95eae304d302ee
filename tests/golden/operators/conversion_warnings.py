"""Warnings of conversions that give an instance of a subclass, and of the truth of NotImplemented."""
import warnings, operator
warnings.simplefilter("always")
class I(int): pass
class F(float): pass
class C(complex): pass
class A:
    def __init__(s, v): s.v = v
    def __index__(s): return s.v
class B:
    def __init__(s, v): s.v = v
    def __int__(s): return s.v
class D:
    def __init__(s, v): s.v = v
    def __float__(s): return s.v
class E:
    def __init__(s, v): s.v = v
    def __complex__(s): return s.v
class T:
    def __init__(s, v): s.v = v
    def __trunc__(s): return s.v
def try_(f, *a):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try: r = f(*a); print(f.__name__, type(r).__name__, r)
        except Exception as e: print(f.__name__, type(e).__name__, e)
    for x in w: print("   ", x.category.__name__, x.message, x.lineno)
for v in (True, I(5), 7, "x", 1.5):
    for f in (operator.index, int, hex, float, range, chr, complex, bytes, (lambda a: [1,2][a]), (lambda a: "a" * a), bool):
        try_(f, A(v))
    for f in (int, float, lambda a: "%d" % a): try_(f, B(v))
    try_(int, T(v))
for v in (F(2.5), 2.5, 5, True, I(3)):
    try_(float, D(v)); try_(complex, D(v)); import math; try_(math.sqrt, D(v))
for v in (C(2.5), 2.5j, 5, True, F(1.0)):
    try_(complex, E(v))
try_(bool, NotImplemented)
try_(lambda: not NotImplemented)
try_(lambda: 1 if NotImplemented else 2)
class Q:
    def __eq__(s,o): return NotImplemented
    def __lt__(s,o): return NotImplemented
try_(lambda: Q() == Q()); try_(lambda: sorted([Q(),Q()])); try_(lambda: Q() != 5)
try_(lambda: all([NotImplemented])); try_(lambda: [x for x in [1] if NotImplemented]); try_(lambda: NotImplemented or 1); try_(lambda: list(filter(None,[NotImplemented])))
warnings.simplefilter("error")
try: int(T(3))
except DeprecationWarning as e: print("raised", e)
try:
    if NotImplemented: print("no")
except DeprecationWarning as e: print("raised", e)
