# deque and its kin, named tuples, the abstract classes, operator, functools, heapq, bisect.
from collections import *
import collections, collections.abc as abc
from operator import *
import operator, functools, heapq, bisect
from functools import *
d=deque([1,2,3],maxlen=3); d.append(4); d.appendleft(0); print(d, d.maxlen, len(d), d[0], d[-1]); d.rotate(1); print(d); d.extend([7,8]); print(d, 7 in d, d.index(7), d.count(8))
e=deque('abc'); e.extendleft('xy'); print(e, list(reversed(e)), e.pop(), e.popleft()); e.insert(1,'Q'); e.remove('a'); print(e, e+deque('z'), e*2, deque([1])<deque([2]), deque([1])==[1], bool(deque()))
del e[0]; e[0]='N'; print(e, e.copy(), type(e))
for s in ["deque().pop()","deque()[0]","deque([1],maxlen=-1)","deque(5)","deque([1]).remove(2)","deque([1]).index(3)","hash(deque())","deque([1])+[1]","deque([1])['a']","deque([1],1).insert(0,1)"]:
    try: print(s, eval(s))
    except Exception as x: print(s, type(x).__name__, x)
d=deque([1,2,3])
try:
    for x in d: d.append(x)
except RuntimeError as x: print(x)
P=namedtuple('P','x y'); p=P(1,y=2); print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._make([3,4]), P.__doc__, P.x.__doc__, p==(1,2), hash(p)==hash((1,2)))
print(P.__module__, P.__new__.__doc__, repr(P), P.__match_args__)
match p:
    case P(x=1,y=yy): print('m',yy)
Q=namedtuple('Q',['a','b','c'],defaults=[2,3]); print(Q(1), Q._field_defaults); R=namedtuple('R','a def a _x',rename=True); print(R._fields)
for s in ["namedtuple('P','x x')","namedtuple('P','def')","namedtuple('1','x')","namedtuple('P','_x')","P(1)","P(1,2,3)","P._make([1])","p._replace(z=1)","namedtuple('P','a b',defaults=[1,2,3])"]:
    try: print(s, eval(s))
    except Exception as x: print(s, type(x).__name__, x)
try: p.x=1
except AttributeError as x: print(x)
dd=defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dict(dd), dd.default_factory, dd.get('z'), dd|{'q':1}); 
try: defaultdict()['x']
except KeyError as x: print('KE',x)
try: defaultdict(1)
except TypeError as x: print(x)
print(defaultdict(int,{'a':1},b=2), defaultdict(lambda:3)['q'])
c=Counter('abracadabra'); print(c, c.most_common(2), c['z'], sorted(c.elements()), c.total()); c.update('aaa'); c.subtract({'a':1}); print(c, c+Counter('ab'), c-Counter('aaaa'), c&Counter('aab'), c|Counter('zzzz'), +Counter(a=-1,b=1), Counter(a=1)==Counter(a=1,b=0), Counter(a=1)<=Counter(a=2))
o=OrderedDict([('a',1),('b',2),('c',3)]); o.move_to_end('a'); print(o, o.popitem(), o.popitem(last=False), o); o=OrderedDict(a=1,b=2); o.move_to_end('b',last=False); print(o, o==OrderedDict(b=2,a=1), o==OrderedDict(a=1,b=2), o=={'a':1,'b':2}, list(reversed(o)))
m=ChainMap({'a':1},{'a':2,'b':3}); print(m, m['a'], m['b'], list(m), len(m), m.new_child({'z':1}), m.parents, dict(m)); m['q']=1; del m['a']; print(m)
try: m['nope']
except KeyError as x: print(x)
u=UserDict(a=1); u['b']=2; print(u, 'a' in u, u|{'c':3}, u.copy(), len(u)); ul=UserList([3,1]); ul.sort(); print(ul, ul+[2], ul[0:1], type(ul[0:1]).__name__); us=UserString('abc'); print(us.upper(), type(us.upper()).__name__, us+'d', us[1], 'b' in us, us.find('c'), us=='abc', hash(us)==hash('abc'))
print(isinstance([],abc.Sequence), isinstance({},abc.Mapping), isinstance(set(),abc.MutableSet), isinstance(d,abc.MutableSequence), isinstance(iter([]),abc.Iterator), isinstance(5,abc.Hashable), isinstance([],abc.Hashable), issubclass(dict,abc.MutableMapping), isinstance(len,abc.Callable), isinstance({}.keys(),abc.KeysView), isinstance('',abc.Collection), isinstance((x for x in ()),abc.Generator), isinstance(range(3),abc.Reversible))
class MM(abc.MutableMapping):
    def __init__(s): s.d={}
    def __getitem__(s,k): return s.d[k]
    def __setitem__(s,k,v): s.d[k]=v
    def __delitem__(s,k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
mm=MM(); mm.update(a=1,b=2); print(dict(mm), mm.pop('a'), mm.setdefault('z',9), list(mm.items()), type(mm.keys()).__name__, 'b' in mm, mm=={'b':2,'z':9}); mm.clear(); print(len(mm))
try: abc.Mapping()
except TypeError as x: print(x)
class S(abc.Set):
    def __init__(s,i): s.i=list(i)
    def __contains__(s,x): return x in s.i
    def __iter__(s): return iter(s.i)
    def __len__(s): return len(s.i)
print(list(S([1,2])|S([3])), list(S([1,2])&[2]), S([1])<=S([1,2]), S([1,2])=={1,2}, list(S([1,2])-S([1])))
print(add(1,2), itemgetter(1)([5,6]), itemgetter(0,2)('abc'), attrgetter('real')(5), attrgetter('__class__.__name__','imag')(5), methodcaller('split',',',maxsplit=1)('a,b,c'), operator.contains([1],1), concat([1],[2]), countOf([1,1],1), indexOf([1,2],2), truth([]), not_(1), operator.index(True), is_(None,None), setitem, operator.__add__(1,2), itemgetter(1,2), attrgetter('a','b.c'), methodcaller('f',1,x=2), length_hint([1,2]), length_hint(iter([1,2,3])), operator.call(len,[1]))
for s in ["itemgetter()","attrgetter(1)","concat(1,2)","indexOf([1],2)","add(1)","attrgetter('x')(1)", "length_hint([],'a')","iadd([1],2)","matmul(1,2)"]:
    try: print(s, eval(s))
    except Exception as x: print(s, type(x).__name__, x)
print(reduce(add,[1,2,3]), reduce(add,[],5), sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a)))
try: reduce(add,[])
except TypeError as x: print(x)
try: reduce(add,5)
except TypeError as x: print(x)
pp=partial(int,base=2); print(pp('101'), pp, pp.func, pp.args, pp.keywords, partial(partial(max,1),2)(3), partial(print,1,sep='-')(2))
@lru_cache(maxsize=2)
def f(x):
    "doc"
    print('call',x); return x*2
f(1);f(2);f(1);f(3);f(2); print(f.cache_info(), f.__name__, f.__doc__, f.__wrapped__.__name__, f.cache_parameters()); f.cache_clear(); print(f.cache_info())
@cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(100), fib.cache_info())
class T:
    @lru_cache
    def m(self,a,*,k=1): return (a,k)
    @cached_property
    def cp(self): print('once'); return 5
    def g(self,a,b): return a,b
    h=partialmethod(g,1)
    @singledispatchmethod
    def sd(self,x): return 'o'
    @sd.register
    def _(self,x:int): return 'i'
t=T(); print(t.m(1), t.m(1,k=2), t.m(1), T.m.cache_info(), t.cp, t.cp, t.h(2), t.sd(1), t.sd('x'))
@singledispatch
def sd(x): return 'object'
@sd.register(int)
def _(x): return 'int'
@sd.register
def _(x: list): return 'list'
@sd.register(abc.Mapping)
def _(x): return 'mapping'
print(sd(1), sd([]), sd({}), sd('s'), sd(True), sd.dispatch(bool)(1), sorted(map(str,sd.registry)))
@total_ordering
class V:
    def __init__(s,v): s.v=v
    def __eq__(s,o): return s.v==o.v
    def __lt__(s,o): return s.v<o.v
print(V(1)<V(2), V(1)<=V(1), V(2)>V(1), V(2)>=V(3), V.__le__.__name__)
def deco(f):
    @wraps(f)
    def w(*a): return f(*a)
    return w
@deco
def named(): "nd"
print(named.__name__, named.__doc__, named.__wrapped__.__name__)
h=[5,1,4,2,3]; heapq.heapify(h); print(h, [heapq.heappop(h) for _ in range(5)]); 
for v in [3,1,2]: heapq.heappush(h,v)
print(h, heapq.heappushpop(h,0), heapq.heapreplace(h,9), h, heapq.nlargest(2,[1,5,3,4]), heapq.nsmallest(2,[4,2,8],key=lambda x:-x), list(heapq.merge([1,4],[2,3])), list(heapq.merge([4,1],[3,2],reverse=True)))
try: heapq.heappop([])
except IndexError as x: print(x)
print(bisect.bisect([1,2,2,3],2), bisect.bisect_left([1,2,2,3],2), bisect.bisect([1,2,3],2,key=lambda v:-v)); l=[1,3]; bisect.insort(l,2); print(l)
print(heapq.nlargest(3,[(1,'a'),(1,'b'),(2,'c')]), heapq.nsmallest(3,'hello world'))
try: bisect.bisect([1],1,-1)
except ValueError as x: print(x)
