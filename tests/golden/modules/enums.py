# Enumerations of all kinds, and what they refuse.
from enum import *
import enum
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self): return f'{self.name}={self.value}'
print(Color.RED, repr(Color.RED), Color(2), Color['BLUE'], list(Color), len(Color), Color.CRIMSON is Color.RED, Color.RED.describe(), Color.__members__, Color)
print(Color.RED.name, Color.RED.value, Color.RED in Color, hash(Color.RED)==hash('RED'), Color.RED == 1, {Color.RED:1}[Color.RED], isinstance(Color.RED, Color), type(Color.RED), f'{Color.RED}', f'{Color.RED!r:>20}', '%s' % Color.RED)
for s in ["Color(9)","Color['X']","Color.X","Color.RED.RED.RED","setattr(Color,'RED',5)","Color.RED < Color.BLUE","Color.RED.value2"]:
    try: print(s, eval(s))
    except Exception as e: print(s, type(e).__name__, e)
try:
    class D(Enum):
        A=1
        A=2
except TypeError as e: print(e)
try:
    class E2(Color): X=9
except TypeError as e: print(e)
class Num(IntEnum):
    ONE=1
    TWO=auto()
    THREE=auto()
print(Num.TWO, repr(Num.TWO), Num.TWO+1, Num.ONE<Num.TWO, Num(3), [1,2,3][Num.ONE], f'{Num.TWO:03d}', int(Num.TWO), sorted(Num, reverse=True), isinstance(Num.ONE,int), Num.ONE==1)
class S(StrEnum):
    A=auto()
    B='bee'
print(S.A, repr(S.B), S.B.upper(), S('bee'), f'{S.A:>4}', S.A=='a')
class Perm(Flag):
    R=auto(); W=auto(); X=auto()
    RW=R|W
print(Perm.R|Perm.X, repr(Perm.R|Perm.X), Perm.RW, repr(Perm.RW), ~Perm.R, Perm(0), repr(Perm(0)), Perm.R in Perm.RW, list(Perm), list(Perm.RW), bool(Perm.R & Perm.W), Perm(3), Perm.R ^ Perm.RW, len(Perm.RW), Perm.R.value)
try: Perm(8)
except ValueError as e: print(e)
class IF(IntFlag):
    A=1; B=2
print(IF.A|IF.B, repr(IF.A|IF.B), IF.A|8, repr(IF.A|8), IF(5), ~IF.A, repr(~IF.A), IF.A+1, IF.B>IF.A)
class Planet(Enum):
    MERCURY=(3.3e23,2.4e6)
    EARTH=(5.9e24,6.3e6)
    def __init__(self,mass,radius): self.mass=mass; self.radius=radius
    @property
    def g(self): return round(self.mass/self.radius**2*6.67e-11,2)
print(Planet.EARTH, Planet.EARTH.g, Planet.EARTH.mass, repr(Planet.EARTH))
A=Enum('A','x y z'); print(list(A), A.__module__); B=Enum('B',{'p':1,'q':2}); print(list(B)); C=IntEnum('C',[('m',5)]); print(C.m)
@unique
class U(Enum): A=1; B=2
try:
    @unique
    class U2(Enum): A=1; B=1
except ValueError as e: print(e)
class Au(Enum):
    def _generate_next_value_(name,start,count,last): return name.lower()
    X=auto(); Y=auto()
print(list(Au))
class Mi(Enum):
    A=1
    @classmethod
    def _missing_(cls,v): return cls.A if v=='a' else None
print(Mi('a'))
try: Mi('b')
except ValueError as e: print(e)
class O(Enum):
    a=1
    def __str__(self): return 'O!'+self.name
    def __eq__(self,o): return True
    __hash__=Enum.__hash__
    @classmethod
    def k(cls): return cls.a
    @staticmethod
    def st(): return 3
print(O.a, f'{O.a}', O.k(), O.st())
match Color.RED:
    case Color.BLUE: print('b')
    case Color.RED: print('r')
import copy; print(copy.copy(Color.RED) is Color.RED, copy.deepcopy({1:Color.RED})[1] is Color.RED, dir(Color)[:3], Color.__doc__, [c.name for c in reversed(Color)])
class Ig(Enum):
    _ignore_='t'
    t=5
    a=1
print(list(Ig))
class Mixed(float, Enum):
    PI=3.14
print(Mixed.PI*2, Mixed.PI, repr(Mixed.PI))
class N(Enum):
    a=1
    b=nonmember(5)
    c=member(6)
print(list(N), N.b, Color.RED._name_)
print(FlagBoundary.STRICT, enum.auto, verify(UNIQUE)(Color) if 0 else 'v')
