# Which of several mistakes in a call is told first, and in which words.
import collections
import itertools
import math


def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
x=frozenset()
class SubInt(int): pass
class W:
    def __index__(s): return None


t(lambda: (5).to_bytes(1, length=2))
t(lambda: (5).to_bytes(1, 'big', length=2))
t(lambda: itertools.groupby(repeat=2))
t(lambda: itertools.repeat(repeat=2))
t(lambda: itertools.repeat(1, 2**63))
t(lambda: sum(stop=1))
t(lambda: pow(real=1))
t(lambda: compile(x=1))
t(lambda: {1}.update(a=1))
t(lambda: frozenset().union(a=1))
t(lambda: [].__lt__(a=1))
t(lambda: [].append(a=1))
t(lambda: [].__init__(a=1))
t(lambda: 'a'.encode('utf-8', encoding='x'))
t(lambda: round(1.5, number=2))
t(lambda: int('1', x=3))
t(lambda: 'a,b'.split(',', sep='b'))
t(lambda: memoryview())
t(lambda: bytearray(b'a').find())
t(lambda: bytearray(b'a').startswith())
t(lambda: b'a'.find())
t(lambda: sum(3, 'a'))
t(lambda: float.__getformat__('x'))
t(lambda: float.__getformat__(3))
t(lambda: b'ab'.hex(':', 'x'))
t(lambda: bytearray().decode('nope'))
t(lambda: b''.decode('nope'))
t(lambda: ''.encode('nope'))
t(lambda: g().__init__(3))
t(lambda: hasattr(g(), '__del__'))
t(lambda: classmethod(0))
t(lambda: staticmethod(b'abc'))
t(lambda: set(SubInt()))
t(lambda: list(SubInt()))
t(lambda: [*SubInt()])
t(lambda: dict.__getitem__())
t(lambda: list.__getitem__())
t(lambda: x.difference(base=1))
t(lambda: bytearray(b'abc').__init__(bytearray(b'abc')))
t(lambda: '%d' % W())
t(lambda: '%s %r %d' % (1,2,W()))
t(lambda: '%x' % W())
t(lambda: next(z))
t(lambda: list(z))
t(lambda: next(z))
t(lambda: collections.deque.__reversed__)
t(lambda: collections.deque() + 1)
t(lambda: type(collections.deque()).foo)
