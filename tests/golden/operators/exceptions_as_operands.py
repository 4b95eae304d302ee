# Exception classes may define every operator; `%d` of what is no number.
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class E(Exception):
    def __and__(s,o): return 'and'
    def __radd__(s,o): return 'radd'
    def __neg__(s): return 'neg'
    def __lt__(s,o): return 'lt'
    def __eq__(s,o): return 'eq'
    def __hash__(s): return 5
    def __len__(s): return 3
    def __contains__(s,o): return True
    def __iter__(s): return iter('ab')
    def __getitem__(s,i): return i
    def __bool__(s): return False
    def __index__(s): return 4
    def __float__(s): return 4.5
    def __call__(s,*a): return a
    def __enter__(s): return 1
    def __exit__(s,*a): return True
    def __iadd__(s,o): return 'iadd'
    def __format__(s,f): return f
    def __abs__(s): return 'abs'
    def __divmod__(s,o): return 'dm'
    def __pow__(s,o,m=None): return 'pow'
    def __round__(s,n=None): return 'round'
    def __int__(s): return 8
    def __next__(s): return 1
    def __setitem__(s,i,v): print('set',i)
    def __delitem__(s,i): print('del',i)
e=E(1)
t(lambda: e & 1); t(lambda: 1+e); t(lambda: -e); t(lambda: e<1); t(lambda: e==1); t(lambda: hash(e)); t(lambda: len(e)); t(lambda: 3 in e); t(lambda: list(e)); t(lambda: e[5]); t(lambda: bool(e))
t(lambda: [1,2,3,4,5][e]); t(lambda: float(e)); t(lambda: e(3)); t(lambda: f'{e:x}'); t(lambda: abs(e)); t(lambda: divmod(e,2)); t(lambda: e**2); t(lambda: pow(e,2,3)); t(lambda: round(e)); t(lambda: int(e)); t(lambda: next(e)); t(lambda: 'a'*e); t(lambda: e.__and__(2)); t(lambda: range(e)); t(lambda: bin(e)); t(lambda: '%d' % e); t(lambda: not e)
with e as q: print(q)
e[3]=1; del e[3]
x=e; x+=1; print(x)
x=e; x&=1; print(x)
class C2:
    def __int__(self): return 1.5
class C3: pass
for o in (C2(), C3()):
    t(lambda: '%d' % o); t(lambda: '%s %d' % (o, o)); t(lambda: '%s %r %d' % (1, 2, o)); t(lambda: '%x' % o); t(lambda: '%c' % o); t(lambda: '%f' % o);t(lambda: '%i %s' % (o, 1))
