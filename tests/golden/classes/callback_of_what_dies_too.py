# What dies together dies in CPython's order: an object that dies before its weak reference has the callback called.
import weakref
class A: pass
class H: pass
h=H(); h.o=A(); h.r=weakref.ref(h.o, lambda r: print('cb', r()))
del h
print('--')
h=H(); h.o=A(); r=weakref.ref(h.o, lambda r: print('cb2', r())); h.r=r; del r
del h
print('--')
def f():
    o=A(); r=weakref.ref(o, lambda r: print('cb3'))
f()
t=[A()]; t.insert(0, weakref.ref(t[0], lambda r: print('cb4'))); del t
t=[A()]; t.append(weakref.ref(t[0], lambda r: print('cb5 no'))); del t
d={1:A()}; d[2]=weakref.ref(d[1], lambda r: print('cb6')); del d
class R(weakref.ref):
    pass


h = H()
h.o = A()
h.r = R(h.o, lambda r: print("of a class", type(r).__name__, r()))
del h
cycle = [A()]
cycle.append(weakref.ref(cycle[0], lambda r: print("in a cycle")))
cycle.append(cycle)
del cycle
import gc

gc.collect()
print("end")
