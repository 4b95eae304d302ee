# Patterns of all kinds, alone and together.
class P:
    __match_args__ = ('x', 'y')
    def __init__(s, x, y): s.x, s.y = x, y
class C: A = 1; B = 'b'
def m(v):
    match v:
        case 0 | 1: return 'zero-one'
        case -1: return 'neg'
        case 1.5 | -2.5: return 'float'
        case 2+3j | -1-1j: return 'complex'
        case 'a' 'b' | b'x': return 'str'
        case None | True | False: return 'single', v
        case C.A | C.B: return 'dotted'
        case []: return 'empty'
        case [x]: return 'one', x
        case [1, *rest]: return 'star', rest
        case (2, _, *_): return 'two'
        case 3, x, y: return 'open', x, y
        case [*a, 'end']: return 'endswith', a
        case {}if not v: return 'emptymap'
        case {'k': v2, **kw}: return 'map', v2, kw
        case {1: _, 'z': [q]}: return 'map2', q
        case P(0, 0): return 'origin'
        case P(x=0, y=yy) | P(yy, 0): return 'axis', yy
        case P(x, y) if x == y: return 'diag', x
        case P() as p: return 'P', p.x
        case int(i) | float(i): return 'num', i
        case str() as s: return 's', s
        case bytes(): return 'bytes'
        case (dict() | set()) as d: return 'ds', d
        case list([a, b, c, d]) if 0: pass
        case list(): return 'list'
        case _: return 'other'
for v in [0,1,-1,1.5,-2.5,2+3j,-1-1j,'ab',b'x',None,True,False,1,'b',[],[5],[1,2,3],(1,),(2,3,4),(2,3),[3,4,5],[7,8,'end'],{},{'k':1,'l':2},{1:0,'z':[9]},P(0,0),P(0,5),P(5,0),P(3,3),P(1,2),7,2.25,'q',b'y',{1},{'a':1},[9,9,9,9],range(3),object,iter([]),'abc',bytearray(b'x')]:
    try: print(repr(v)[:20], m(v))
    except Exception as e: print(repr(v)[:20], type(e), e)
def n(v):
    match v:
        case (1): return 1
        case (2,): return 2
        case ([3]): return 3
        case (a, (b, [c, *d])), e: return a,b,c,d,e
        case {'a': {'b': [*_, last]}}: return last
        case str(x) | [str(x)]: return x
    return 'none'
for v in [1,(2,),[3],[(1,(2,[3,4])),5],{'a':{'b':(1,2)}},'s',['t'],4]: print(n(v))
match 1, 2:
    case a, b: print(a, b)
match *[1], 2:
    case [*x]: print(x)
match (x := 5):
    case 5: print('walrus')
match x:
    case y if y > 10: print(1)
    case y if (z := y) < 10: print(z)
match = 1
match match:
    case case: print(case)
match (1):
    case 1: print('paren')
match [1, 2][0]:
    case 1: print('sub')
match {}:
    case {**rest}: print(rest)
match -1:
    case -1: print('neg')
match not x:
    case False: print('not')
match lambda: 1:
    case f: print(f())
match x if 1 else 2:
    case 5: print('cond')
class Bad: __match_args__ = ['a']
for pat in ['Bad(1)', 'int(1,2)', 'P(1,2,3)', 'P(1, x=2)', 'nope()', 'C.A()', 'C.nope', '5()' , 'P(zz=1)', '[int(), int() as k]', '{"a": 1, **r}']:
    try: exec(f"match Bad() if 'Bad' in {pat!r} else (P(1,2) if 'P' in {pat!r} else [1, 2] if '[' in {pat!r} else 1):\n case {pat}: print('matched')\n case _: print('no')")
    except Exception as e: print(pat, type(e).__name__, e)
