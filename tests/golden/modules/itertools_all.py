# Every iterator of itertools, and the errors of their constructors.
from itertools import *
import itertools
print(list(islice(count(10), 3)), count(5), count(5,2), count(1.5,.5))
print(list(accumulate([1,2,3])), list(accumulate([1,2,3], lambda a,b:a*b, initial=10)), list(accumulate([])))
print(list(chain('ab', [1], ())), list(chain.from_iterable(['ab','cd'])))
print(list(compress('ABCDEF',[1,0,1,0,1,1])))
print(list(islice(cycle('abc'),7)))
print(list(dropwhile(lambda x:x<3,[1,2,3,1])), list(takewhile(lambda x:x<3,[1,2,3,1])), list(filterfalse(None,[0,1,'',2])), list(filterfalse(lambda x:x%2,range(6))))
print([(k,list(g)) for k,g in groupby('AAABBCCCDA')], [k for k,g in groupby([1,1,2,3,3])])
g=groupby([1,1,2,2]); k,a=next(g); k2,b=next(g); print(list(a),list(b))
print([(k,list(g)) for k,g in groupby(range(10), lambda x:x//3)])
for args in [(5,),(2,5),(2,None),(0,None,3),(1,8,3),(None,),(3,3),(10,20),(0,)]:
    print(args,list(islice(range(12),*args)))
it=iter(range(10)); print(list(islice(it,3)), next(it)); it=iter(range(10)); print(list(islice(it,1,6,3)), next(it))
print(list(pairwise('abcd')), list(pairwise('a')))
print(list(repeat(1,3)), repeat(5), repeat(5,2), repeat(1,-3), list(map(pow, range(4), repeat(2))))
print(list(starmap(pow,[(2,5),(3,2)])))
print(list(zip_longest('ab','xyz',fillvalue='-')), list(zip_longest()), list(zip_longest('a',[],'bc')))
print(list(product('ab',[1,2])), list(product([0,1],repeat=3)), list(product()), list(product('ab',[])))
for n in range(4):
    for r in range(5):
        print(n,r,list(permutations(range(n),r)), list(combinations(range(n),r)), list(combinations_with_replacement(range(n),r)))
print(list(permutations('abc')))
a,b=tee([1,2,3]); print(next(a),list(b),list(a)); print(tee('a',0), len(tee('a',3)))
for f in ["count('a')","islice([1],-1)","islice([1],1,-1)","islice([1],0,5,0)","islice([1])","islice([1],'a')","combinations([1],-1)","permutations([1],'a')","product([1],repeat=-1)","repeat()","list(chain(1))","cycle()","takewhile(1)","accumulate()","tee([],-1)","groupby()","zip_longest(1)","starmap(1,1)","list(starmap(pow,[1]))","combinations()", "compress([1])","count(1,2,3)","islice(1,2,3,4,5)","pairwise(1)", "list(takewhile(1,[2]))","product(1,x=2)"]:
    try: print(f, eval(f))
    except Exception as e: print(f, type(e).__name__, e)
class C(chain): pass
c=C([1],[2]); print(list(c), type(c).__name__, isinstance(c,chain)); print(chain, type(chain([])), chain.__name__, chain.__module__)
print(type(iter(groupby('a'))).__name__, next(groupby('a'))[1].__class__)
import sys; print(repeat(1,4).__length_hint__())
print(sum(islice(count(), 100000)))
from itertools import chain as ch
l=[]; l.append(chain(l)); del l
import gc; print(gc.collect()>=0)
print(list(chain.from_iterable([[1,2],[3]])))
def gen():
    yield 1
    raise ValueError('x')
t=takewhile(lambda v: True, gen())
try: print(next(t)); next(t)
except ValueError as e: print('VE',e)
print(list(t))
