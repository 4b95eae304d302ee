# What annotations may not hold, with and without the feature that keeps their text only; future statements.
def t(s):
    try: compile(s,'<x>','exec'); print('ok',s)
    except SyntaxError as e: print(s,e.msg,e.lineno,e.offset,e.end_lineno,e.end_offset)
F='from __future__ import annotations\n'
for s in ['x: (yield)','def f():\n x: (yield)','def f(a: (yield)): pass','def f(a: (b:=1)): pass','async def f():\n  x: await y','def f() -> (yield 1): pass','x: lambda: (yield)','x: [await y for z in w]','x: (y:=3)', 'def f():\n  def g(x: (yield from z)): pass','x: [(yield) for q in z]','def f(*a: *b): pass','def f(*a: *b, c: *d): pass', 'def f():\n def g(a: nonloc): nonlocal q','class A:\n x: (yield)']:
    t(s); t(F+s)

for s in ['from __future__ import nope', 'from __future__ import braces', 'from __future__ import *', 'x = 1\nfrom __future__ import annotations', '"doc"\nfrom __future__ import annotations', '"doc"\n"x"\nfrom __future__ import annotations',
          'def f():\n from __future__ import annotations', 'import __future__\nfrom __future__ import division', 'from __future__ import division\nfrom __future__ import annotations', 'from __future__ import (annotations, division as d)',
          'from .__future__ import nope', 'class A:\n from __future__ import division', 'if 1:\n from __future__ import division', 'from __future__ import nested_scopes, generators, division, absolute_import, with_statement, print_function, unicode_literals, barry_as_FLUFL, generator_stop, annotations']:
    t(s)
