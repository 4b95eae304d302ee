# JSON written and read, with the place of every error.
import json
for v in [1,-5,1.5,1e100,True,None,'a"b\\\n\té€😀\x7f\x01',[],[1,[2,{}]],{},{'a':1,'b':[1,2]},{1:2,None:3,True:4,1.5:5},(1,2),10**30]:
    s=json.dumps(v); print(s, json.loads(s)); print(json.dumps(v,indent=2), json.dumps(v,ensure_ascii=False), json.dumps(v,separators=(',',':')))
print(json.dumps({'b':1,'a':2},sort_keys=True), json.dumps([float('nan'),float('inf'),-float('inf')]), json.dumps({'a':[1,{'b':2}]},indent='\t'))
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
t(lambda: json.dumps(float('nan'),allow_nan=False)); t(lambda: json.dumps({1,2})); t(lambda: json.dumps({(1,2):3})); t(lambda: json.dumps({(1,2):3},skipkeys=True)); t(lambda: json.dumps(object))
l=[]; l.append(l); t(lambda: json.dumps(l))
t(lambda: json.dumps({1,2},default=list)); t(lambda: json.dumps({1:1,'a':2},sort_keys=True))
class E(json.JSONEncoder):
    def default(self,o):
        if isinstance(o,complex): return [o.real,o.imag]
        return super().default(o)
t(lambda: json.dumps(set(),cls=E)); t(lambda: E().encode({'a':1}))
bad=['','{','[','[1','[1,','[1,]','{"a"','{"a":','{"a":1','{"a":1,','{"a":1,}','{a:1}','"abc','"\\x"','"\\u12"','"\\u12G4"','"a\nb"','nul','tru','1 2','01','-','1.','1e','1.5e+','[1 2]','{"a" 1}','{"a":1 "b"}','\ufeff1','  ','NaN','-Infinity','Infinity','[NaN]','"\\ud83d\\ude00"','"\\ud83d"','"\\ud83dx"','"\\ud83d\\u0041"','-0','-0.0','1E5','1e400','123456789012345678901234567890','[[[]]]','{"a":{"b":[]}}','{"a":1,"a":2}',' [1 , 2 ] ','{"a":\n1,\n"b" 2}','é','[1]x','"\x7f"','-a','.5','+1',"'a'",'[,]','{,}','"\\"','"\\/"','{"":0}']
for b in bad: t(lambda: (b, json.loads(b)))
t(lambda: json.loads(b'{"a": "\xc3\xa9"}')); t(lambda: json.loads(5)); t(lambda: json.loads('[1.5,2]',parse_float=str,parse_int=lambda s:'i'+s)); t(lambda: json.loads('{"a":1}',object_hook=lambda d:list(d.items()))); t(lambda: json.loads('{"a":1}',object_pairs_hook=lambda p:p)); t(lambda: json.loads('[NaN]',parse_constant=lambda c:c))
t(lambda: json.JSONDecoder().raw_decode('[1] x')); t(lambda: json.loads('"a\nb"',strict=False))
try: json.loads('{"a":\n tru}')
except json.JSONDecodeError as e: print(e.msg,e.pos,e.lineno,e.colno,e.doc)
t(lambda: json.loads('['*100000)); 
x=[]
for i in range(100000): x=[x]
t(lambda: json.dumps(x))
class D(dict): pass
class L(list): pass
class St(str): pass
class I(int):
    def __repr__(self): return 'X'
t(lambda: json.dumps([D(a=1),L([1]),St('s'),I(5)]))
from enum import IntEnum
class IE(IntEnum): A=1
t(lambda: json.dumps({IE.A:IE.A}))
from collections import OrderedDict, namedtuple
t(lambda: json.dumps(OrderedDict(a=1))); t(lambda: json.dumps(namedtuple('P','x y')(1,2)))
import io
