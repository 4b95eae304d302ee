# `+=` and `*=` of sequences ask the other operand first; what sets and deletes items, and the words where nothing does.
class C1:
    def __del__(self): print('del')
try: C1(x=3)
except TypeError as e: print(e)
try: C1(3)
except TypeError as e: print(e)
iter([]).__init__(3)
len.__init__(4)
class B:
    def __radd__(s,o): return 'radd'
    def __rmul__(s,o): return 'rmul'
    def __index__(s): return 2
x=[]; x+=B(); print(x)
x=[]; x*=B(); print(x)
print([1]*B(), 'a'*B(), B()*[1] if 0 else '')
class I:
    def __index__(s): return 2
print([1]*I(), I()*[1], 'ab'*I())
x=[1]; x*=I(); print(x)
import collections
x=collections.deque(); x+=B(); print(x)
x=bytearray(b'a'); x+=B(); print(x)
for f in (lambda: [].__mul__('a'), lambda: ().__rmul__(2**70), lambda: pow('a',-2.5,range), lambda: (1.5).__pow__(2,3), lambda: bytes('a',1), lambda: bytearray(1,2), lambda: bytes('a','nope',1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class S(str): pass
class D:
    def __delitem__(s,i): pass
def chk(o,i):
    try: o[i]=1
    except Exception as e: print(type(e).__name__, e)
    try: del o[i]
    except Exception as e: print(type(e).__name__, e)
for o in (S(), '', 1, 1.5, D(), (), {1}, None, I(), range(3), {}.keys(), len, b'', type, object()):
    for i in (0, 'a', 10**20, I(), slice(1)): chk(o,i)
x={}
try: x*=[1]
except TypeError as e: print(e)
x=5; x*=[1]; print(x)
class M(type):
    def __getattr__(c,n): print(n); return lambda k: ('got',k)
class C(metaclass=M): pass
print(C[int])
