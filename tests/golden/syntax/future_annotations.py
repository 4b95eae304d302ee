from __future__ import annotations
def f(a: lambda: 0, b: lambda *x: 1, c: lambda x, /, y=2, *, z=3, **k: (x, y), d: (1).real, e: 1.5e400, g: -1j, h: f"a{x!r:>{w}}{{}}b", i: x[1:2, ::3], j: x[1], k: x[()], l: x[1,],
  m: (yield_), n: not a == b < c, o: a if b else (c if d else e), p: (a if b else c) if d else e, q: [*a, b], r: {**a, 'b': c}, s: {1, 2}, t: [x for x in y if z if w for k in (j if h else g)],
  u: f(x for x in y), v: f((x for x in y), 1), w: f(*a, k=1, **b), x: a ** -b, y: (-a) ** b, z: a ** b ** c, A: (a ** b) ** c, B: "str", C: b'x', D: ..., E: None, F: a and b or c and (d or e), G: ~a @ b // c, H: a | b & c ^ d << 1, I: (a, b), J: (), K: 'it\'s' "q", L: await_, M: x.y.z(1)[2], N: {a: b for a, b in c}, O: {a for a in b}, P: (x), Q: a - (b - c), R: a - b - c, S: a in b not in c is d is not e, T: f'{x=}', U: f'{ {1:2} }', V: not (not a), W: -(-a), X: (lambda: 0)(), Y: x[(a, b)], Z: x[a:b], *args: *Ts, **kw: 1_000) -> f'{a:{b}c}' "x{y": pass
for k, v in f.__annotations__.items(): print(k, v)
class A:
    x: __private = 1
    y: "quoted"
    (z): int = 3
    w: undefined[0].name

    def m(self, __p: __q): pass


print(A.__annotations__, A.m.__annotations__)
x: undefined
q: f"{lambda_}" = 3
print(__annotations__)


def local():
    a: never = 1
    b: never
    return locals()


print(local())
