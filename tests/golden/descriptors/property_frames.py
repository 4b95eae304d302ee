# Getters of properties: values, errors and their tracebacks, `__getattr__` behind them.
class C:
    def __init__(self, v): self.v = v
    @property
    def p(self): return self.v
    @property
    def bad(self): raise ValueError("bad")
    @property
    def attr(self): return self.missing
c = C(70000 + 1); print(c.p is c.v, c.p)
try: c.bad
except ValueError as e: print(e, e.__traceback__.tb_next.tb_lineno)
try: c.attr
except AttributeError as e: print(e)
class D(C):
    def __getattr__(self, name): return "fallback " + name
print(D(1).attr)
