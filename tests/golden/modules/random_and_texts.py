# random (the same numbers), textwrap, string, copy, contextlib, types, warnings, abc.
import random, textwrap, string, copy, contextlib, types, keyword, warnings, reprlib
for seed in (1,0,-5,10**30,'hello',b'x',1.5,None and 1,2**64,'é'):
    random.seed(seed) if seed is not None else random.seed(7)
    print(seed, random.random(), random.randint(1,100), random.choice('abc'), random.getrandbits(70), random.uniform(1,2), random.gauss(0,1), random.gauss(0,1), random.sample(range(100),5), random.choices([1,2,3],k=4), random.choices('ab',[1,9],k=3), random.randrange(0,100,7), random.triangular(), random.expovariate(1), random.betavariate(1,2), random.gammavariate(2,3), random.gammavariate(.5,1), random.normalvariate(), random.lognormvariate(0,1), random.vonmisesvariate(0,4), random.paretovariate(3), random.weibullvariate(1,2), random.randbytes(5))
    l=list(range(10)); random.shuffle(l); print(l, random.sample('abcdef',3), random.sample([1,2],counts=[3,2],k=4))
r=random.Random(5); s=r.getstate(); a=r.random(); r.setstate(s); print(a==r.random(), len(s[1]), s[1][:3], s[0])
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: random.choice([])); t(lambda: random.sample([1],2)); t(lambda: random.randint(2,1)); t(lambda: random.randrange(0)); t(lambda: random.seed([])); t(lambda: random.sample({1},1)); t(lambda: random.choices([1],[0])); t(lambda: random.getrandbits(-1)); t(lambda: random.randrange(1,5,0)); t(lambda: random.choices([1,2],weights=[1]))
txt="The quick brown fox jumped over the lazy dog -- it was well-known, half-hearted; e-mail and co-operation: a-b x--y foo---bar  double   space.  Sentence one. Sentence two!"
for w in (10,20,35,70): print(textwrap.wrap(txt,w)); print(textwrap.fill(txt,w,initial_indent='* ',subsequent_indent='  '))
print(textwrap.shorten(txt,40), textwrap.shorten('Hello world',5,placeholder='...'), textwrap.dedent('''
   a
     b

   c'''), textwrap.indent('a\n\nb','> '), textwrap.wrap('supercalifragilistic word',8), textwrap.wrap('abc def',4,break_long_words=False), textwrap.wrap('a\tb\nc'), textwrap.wrap('super-long-hyphenated-word-here',10), textwrap.wrap('x y z',1), textwrap.wrap(txt,30,max_lines=2), textwrap.wrap(txt,30,fix_sentence_endings=True))
t(lambda: textwrap.wrap('a',0))
print(string.ascii_letters, string.punctuation, repr(string.whitespace), string.capwords('hello  world'), string.Template('$a ${b} $$ x').substitute(a=1,b=2), string.Template('$a $z').safe_substitute(a=1))
t(lambda: string.Template('$a').substitute()); t(lambda: string.Template('a\n $ b').substitute()); t(lambda: string.Formatter().format('{0} {x!r:>5} {}' if 0 else '{0} {x!r:>5} {y.real}',1,x='a',y=2)); t(lambda: string.Formatter().vformat('{} {}',[1,2],{})); t(lambda: list(string.Formatter().parse('a{b!r:c{d}}e{{'))); t(lambda: string.Template('$a $b ${c}').get_identifiers())
class A:
    def __init__(s): s.x=[1]
    def __eq__(s,o): return s.x==o.x
class S:
    __slots__=('a','__dict__')
a=A(); b=copy.copy(a); c=copy.deepcopy(a); print(b.x is a.x, c.x is a.x, c==a)
s=S(); s.a=[1]; s.q=2; d=copy.deepcopy(s); print(d.a,d.q,d.a is s.a)
l=[1]; l.append(l); m=copy.deepcopy(l); print(m[1] is m, copy.deepcopy((1,[2])), copy.copy((1,)), copy.deepcopy({1:{2}}), copy.deepcopy(ValueError(1)), copy.copy(range(3)), copy.deepcopy(a.__init__.__func__) is A.__init__, copy.deepcopy([len,int,None]))
class CC:
    def __copy__(s): return 'c'
    def __deepcopy__(s,m): return 'd'
print(copy.copy(CC()), copy.deepcopy(CC()), copy.deepcopy(bytearray(b'x')), copy.copy({1}), copy.deepcopy(frozenset([1])))
class L(list): pass
x=L([1,2]); x.y=3; y=copy.deepcopy(x); print(y,y.y,type(y)); class_=type('Dd',(dict,),{}); z=class_(a=1); print(copy.copy(z), type(copy.copy(z)))
@contextlib.contextmanager
def cm(x):
    print('enter',x)
    try: yield x*2
    except KeyError as e: print('caught',e)
    finally: print('exit')
with cm(2) as v: print(v)
with cm(3): raise KeyError('k')
try:
    with cm(4): raise ValueError('v')
except ValueError as e: print('out',e)
with contextlib.suppress(ZeroDivisionError): 1/0
with contextlib.ExitStack() as st:
    print(st.enter_context(cm(1))); st.callback(print,'cb',1)
with contextlib.nullcontext(5) as n: print(n)
class Cl:
    def close(s): print('closed')
with contextlib.closing(Cl()): pass
@cm(9)
def deco(): print('in')
deco()
@contextlib.contextmanager
def bad(): 
    if 0: yield
t(lambda: bad().__enter__())
print(isinstance(cm(1), contextlib.AbstractContextManager))
print(types.SimpleNamespace(a=1,b='x'), types.SimpleNamespace(a=1)==types.SimpleNamespace(a=1), types.FunctionType, types.GeneratorType, types.ModuleType('m'), types.MappingProxyType({1:2}), types.MethodType(len,[1])(), types.NoneType, types.new_class('X',(),{},lambda ns: ns.update(q=1)).q, keyword.iskeyword('if'))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('hey'); warnings.warn('dep',DeprecationWarning); print([str(x.message) for x in w], w[0].category, w[0].lineno)
warnings.simplefilter('error')
t(lambda: warnings.warn('boom'))
print(reprlib.repr(list(range(100))), reprlib.repr('x'*100), reprlib.repr({i:i for i in range(10)}))
import abc
class Ab(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def g(self): ...
t(lambda: Ab())
class Ab2(Ab):
    def f(self): return 1
    g=2
print(Ab2().f(), Ab.__abstractmethods__ == {'f','g'})
class It(abc.ABC):
    @classmethod
    def __subclasshook__(cls,C): return hasattr(C,'zz') or NotImplemented
class Z: zz=1
print(issubclass(Z,It), isinstance(Z(),It), It.register(int), isinstance(3,It))
