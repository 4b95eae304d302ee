# Data classes: their methods, fields, inheritance and errors.
from dataclasses import *
import dataclasses, copy
from typing import ClassVar, List, Optional
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    k: ClassVar[int] = 5
    def norm(self): return self.x+self.y
p=P(1,2); print(p, p==P(1,2), p!=P(1,3), P.__doc__, P.__match_args__, fields(p)[0].name, [f.default for f in fields(P)][1], asdict(p), astuple(p), replace(p,x=9), is_dataclass(P), is_dataclass(p), is_dataclass(3))
for s in ["P()","P(1,2,3,4)","hash(p)","p<p","replace(p,q=1)","asdict(3)","fields(3)"]:
    try: print(s, eval(s))
    except Exception as e: print(s, type(e).__name__, e)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'b'
f=F(1); print(f, hash(f)==hash((1,'b')), F(1)<F(2), sorted([F(3),F(1)]))
try: f.a=3
except FrozenInstanceError as e: print(e)
try: del f.a
except AttributeError as e: print(type(e), e)
@dataclass
class Base: a:int; b:int=2
@dataclass
class Sub(Base): c:int=3; a:int=10
print(Sub(), Sub(1,2,3))
@dataclass
class Post:
    a:int
    b:int=field(init=False)
    c:InitVar[int]=4
    def __post_init__(self,c): self.b=self.a*c
print(Post(2), Post(2,c=5))
@dataclass(slots=True)
class SL: x:int; y:int=3
s=SL(1); print(s, SL.__slots__)
try: s.z=1
except AttributeError as e: print(e)
@dataclass
class KW:
    a:int
    _: KW_ONLY
    b:int=2
    c:int=field(kw_only=True,default=4)
print(KW(1,b=3)); 
try: KW(1,2)
except TypeError as e: print(e)
try:
    @dataclass
    class Bad: x:int=1; y:int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2: x:list=[]
except ValueError as e: print(e)
@dataclass(repr=False, eq=False)
class NR: x:int
print(NR(1)!=NR(1))
@dataclass
class Rec: kids:list=field(default_factory=list, repr=True)
r=Rec(); r.kids.append(r); print(r)
C=make_dataclass('C',[('x',int),'y',('z',int,field(default=3))]); print(C(1,2), C.__name__)
@dataclass(unsafe_hash=True)
class UH: x:int; y:int=field(hash=False,default=1)
print(hash(UH(1,2))==hash(UH(1,3)))
@dataclass
class Outer: p:P; l:List[P]; d:dict
print(asdict(Outer(P(1),[P(2)],{'k':P(3)})), copy.deepcopy(p), copy.copy(p)==p)
match p:
    case P(x=1,y=yy): print(yy)
print(P.__dataclass_fields__['x'].type, P.__dataclass_params__)
@dataclass
class Q(P):
    z: Optional[int] = None
print(Q(1,z=3), Q.__doc__, Q.__annotations__)
