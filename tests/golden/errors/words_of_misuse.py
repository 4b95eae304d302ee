"""What builtins say of arguments that they cannot use, and what their rarer methods give."""
import math, itertools, collections, operator, heapq, bisect, functools, types
class SubStr(str): pass
class Sub(int): pass
class SubList(list): pass
class Index:
    def __index__(self): return 120
def t(call):
    try: r = eval(call) if not call.startswith("!") else exec(call[1:])
    except BaseException as e: print(call, "!", type(e).__name__, ascii(str(e)))
    else: print(call, "->", ascii(r), type(r).__name__)
for c in ["format(SubStr('a'), 'x')", "format(SubStr('a'), '+')", "format(Sub(1), 's')", "f'{Sub(1):,.2}'", "f'{SubStr():=5}'", "sorted(a=1)", "sorted([], a=1)", "sorted([1], [2], a=1)", "min(a=1)", "max([1], a=2)", "max(1, 2, zz=3, key=None)",
  "print >> 5", "print >> 'x'", "len >> 5", "memoryview(b'a') * 2", "!x = memoryview(b'a'); x *= ()", "!x = memoryview(b'a'); x *= 2", "() * memoryview(b'')", "'a'.splitlines(2**62)", "b'a'.splitlines('x')", "'a\\nb'.splitlines(True)", "b'a'.__gt__(bytearray())", "b'a' > bytearray()", "b'a' == bytearray(b'a')", "b'a' == memoryview(b'a')", "b'a' < memoryview(b'b')", "bytearray(b'a') < b'b'",
  "bytearray(b'ab').__imul__('x')", "bytearray(b'ab').__imul__(2)", "'a'.__add__(SubStr('b'))", "'a'.__add__(5)", "[].__add__(())", "().__add__([])", "b''.__add__(5)", "b''.__add__(bytearray(b'x'))", "bytearray().__add__('x')", "[1].__add__(SubList([2]))", "SubStr('a').__add__(Sub(1))", "'a' + SubStr('b')",
  "types.MappingProxyType()", "types.MappingProxyType(mapping={})", "types.MappingProxyType(5)", "types.MappingProxyType({}, 1)", "classmethod(len).__get__(0)", "classmethod(5).__get__(0)", "classmethod(functools.partial(int)).__get__(0).__func__",
  "math.fsum(())", "math.fsum([0.1]*10)", "math.fsum([1e308, 1e308])", "math.fsum([1e100, 1.0, -1e100])", "math.fsum([float('inf'), float('-inf')])", "math.fsum([float('inf'), 1])", "math.fsum([float('nan')])", "math.fsum([1e16, 1., 1e-16])", "math.fsum([2.0**53, -0.5, -2.0**-54])", "math.fsum(['a'])", "math.fsum([-0.0])", "math.trunc(())", "math.trunc(2.7)", "math.trunc(Index())", "math.ldexp(1, 2.0)", "math.ldexp(1.0, 10**20)", "math.ldexp(1.0, -10**20)", "math.ldexp(0.0, 10**20)", "math.ldexp(1, True)",
  "list(itertools.combinations(None, 'x'))", "list(itertools.combinations(5, 2))", "itertools.combinations('ab', -1)", "itertools.combinations_with_replacement(None, None)", "list(collections.Counter('aab').elements())", "operator.add.__module__", "operator.invert(0, 1)", "operator.itemgetter.__module__", "heapq.heappop()", "heapq.heappop.__module__", "bisect.bisect.__module__", "bisect.bisect(5, 1)", "bisect.bisect({}, 1)", "bisect.bisect(collections.OrderedDict(), 1)", "bisect.bisect(5, 1, 0, 2)", "bisect.bisect([], 1)", "functools.reduce(int)", "functools.reduce.__module__", "collections.OrderedDict().x", "collections.OrderedDict < 5", "collections.defaultdict() < 5", "[].__class__.__x", "types.SimpleNamespace().\ud800" if 0 else "getattr(5, '\\ud800')", "getattr(int, 'a\\udc80')", "bytearray(b'\\xff').hex(0, 'x')", "b'ab'.hex('--')", "b'ab'.hex(':', 'x')",
  "{}.keys() - 5", "5 - {}.keys()", "{1:2}.keys() | [3]", "[3] & {3:2}.keys()", "int - {}.keys()", "!x = {}.keys(); x &= list", "!x = int; x |= {}.items()", "{1: 2}.items() ^ int", "type.__getattribute__()", "int.__getattribute__()", "range(5).__class__.start()", "ValueError.__setattr__()", "type(print).__gt__()", "super.__thisclass__", "slice.start", "complex.real", "property.fget", "type(lambda: 0).__closure__"]:
    t(c)
x = classmethod(0); x.__init__(2); print(x)
x = staticmethod(0); x.__init__(len); print(x)
x = bytearray(b"abc")
try: x.__init__(x)
except Exception as e: print(e)
print(x)
def gen():
    try: yield 1
    finally: print("closed")
g = gen(); next(g); print(g.__del__(), g.gi_frame)
def inner(): yield 5
def outer(): yield from it
it = inner(); o = outer(); print(o.gi_yieldfrom); next(o); print(o.gi_yieldfrom is it)
def bad():
    try: yield 1
    except GeneratorExit: yield 2
x = frozenset()
print(x is frozenset(), frozenset([]) is frozenset(), frozenset(x) is x)
s = SubStr("sub")
print(s.format() is s, s % () is s, s % {} is s, s.format_map(1) is s, "a{{".format(), type(s % {}).__name__)
for a in ((0, -1), ([], -2), ([], 1, -1), ([], 1, -2), ([], -1, 1), ([], 1, 2, 0), ([], "a"), ([], None, "b"), ([], 10**30)):
    try: itertools.islice(*a); print(a, "ok")
    except Exception as e: print(a, e)
import sys
for statement in ("x = [1, 2]; x[0:1] = 5", "operator.index('x', 0)", "'abc'.index()", "sys.setrecursionlimit(2**63)", "sys.setrecursionlimit('a')", "min(int | None)", "iter(int | None)", "list[int].__iter__", "[*list[int]]"):
    try: exec(statement); print(statement, "done")
    except Exception as e: print(statement, type(e).__name__, e)
