# Classes that inherit from builtin types: what is asked of the type's own name, and keywords that only one of __new__ and __init__ takes.
import operator
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class F(float):
    def __init__(self, x=1, *, unit=None): self.unit = unit
class I(int): pass
class Seq(int):
    def __getitem__(s,i):
        if i>2: raise IndexError
        return i
class It(int):
    def __iter__(s): return iter('ab')
class L(list): pass
class D(dict):
    def __missing__(s,k): return k
t(lambda: I()[0]); t(lambda: 3 in I()); t(lambda: list(I())); t(lambda: list(Seq())); t(lambda: 2 in Seq()); t(lambda: 'a' in It()); t(lambda: L([1])[0]); t(lambda: D()[3]); t(lambda: operator.countOf(0,0)); t(lambda: operator.indexOf([1],1)); t(lambda: set(I()))
t(lambda: L([1,2])[5]); t(lambda: F(2, unit='m').unit)
t(lambda: float(x=1)); 
class T(tuple):
    def __init__(self, *a, k=None): self.k = k
t(lambda: T([1], k=5).k)
class G(float): pass
t(lambda: G(x=3))
