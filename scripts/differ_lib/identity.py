"""Identity, reference counts, the collector's counts, weak references, and the order of deaths."""
import textwrap

from .program import Form, guarded

HEADER = r'''
import gc, weakref
gc.disable()
rc = sys.getrefcount
def p(*values): print(*values)
class N:
    def __init__(self, name, *links): self.name, self.links = name, list(links)
    def __repr__(self): return "N" + str(self.name)
class D(N):
    def __del__(self): print("del", self.name)
class R(N):
    """Comes back once."""
    def __del__(self):
        print("back", self.name)
        kept.append(self)
class S:
    __slots__ = ("a", "b", "__weakref__")
class W(N):
    def __del__(self): print("del", self.name, self.links)
kept = []
def told(name):
    return lambda ref: print("gone", name, ref())
'''
_guarded = guarded("p(type(error).__name__, error)")


def write(piece):
    """What the start of an interpreter left to the collector is taken away first: it is not the same for both."""
    return "gc.collect()\n" + _guarded(piece)


FORM = Form(HEADER, write)


class Maker:
    def __init__(self, r):
        self.r = r
        self.names = [f"v{n}" for n in range(5)]
        self.live = []
        self.serial = 0

    def name(self):
        return self.r.choice(self.live or self.names)

    def target(self):
        name = self.r.choice(self.names)
        if name not in self.live:
            self.live.append(name)
        return name

    def fresh(self):
        self.serial += 1
        return self.serial

    def value(self):
        r = self.r
        return r.choice([
            lambda: f"{r.choice('NDDRW')}({self.fresh()}, {', '.join(self.name() for _ in range(r.choice([0, 1, 2])) if self.live)})".replace(", )", ")"), lambda: "[" + self.links() + "]", lambda: "{'k': " + (self.name() if self.live else "0") + "}",
            lambda: f"({self.links()}{',' if self.live else ''})", lambda: f"(lambda: {self.name() if self.live else '0'})", lambda: "object()", lambda: "1000 * len('ab')", lambda: "'ab' + str(5)", lambda: "S()", lambda: f"D({self.fresh()})",
            lambda: f"iter([{self.links()}])", lambda: f"(x for x in [{self.links()}])", lambda: f"D({self.fresh()}).__init__", lambda: "{1, 2}", lambda: f"set([{self.fresh()}])", lambda: f"[D({self.fresh()}), D({self.fresh()})]", lambda: f"{{D({self.fresh()}): D({self.fresh()})}}",
            lambda: "float(len('abc')) * 2.5", lambda: "bytes(3)",
        ])()

    def links(self):
        return ", ".join(self.name() for _ in range(self.r.choice([1, 2]))) if self.live else ""

    def statement(self):
        r = self.r
        if len(self.live) < 2:
            value = self.value()
            return f"{self.target()} = {value}"
        a, b, c = self.name(), self.name(), self.name()
        value = self.value()
        return r.choice([
            lambda: f"{self.target()} = {value}", lambda: f"{self.target()} = {value}", lambda: f"{self.target()} = {a}", lambda: f"del {self.drop()}", lambda: f"del {self.drop()}", lambda: f"p([rc(v) for v in ({a}, {b})])", lambda: f"p(rc({a}), rc({b}))", lambda: f"p(rc({a}))",
            lambda: f"p(gc.collect())", lambda: f"p(gc.collect({r.choice('012')}), gc.get_count())", lambda: f"p(gc.get_count())", lambda: f"{a}.links.append({b})", lambda: f"{a}.append({b})", lambda: f"{a}['k'] = {b}", lambda: f"{a}.other = {b}", lambda: f"{a}.a = {b}", lambda: f"kept.append({a})", lambda: "kept.clear()",
            lambda: f"w{self.fresh()} = weakref.ref({a}, told({self.serial}))", lambda: f"weakref.finalize({a}, print, 'final', {self.fresh()})", lambda: f"p({a} is {b}, {a} is {c})", lambda: f"x = [{a}, {b}, {a}]\np(rc({a}))\ndel x", lambda: f"x = ({a}, {b})\n{self.target()} = x[0]\ndel x", lambda: f"x = {a}, {b}\ny, z = x\np(rc(y), rc(z))\ndel x, y, z",
            lambda: f"p(sum(r() is not None for r in weakref.getweakrefs({a})), weakref.getweakrefcount({a}))", lambda: f"p(gc.is_tracked({a}), gc.is_finalized({a}))", lambda: f"{a}, {b} = {b}, {a}", lambda: f"{a}.links[:] = [{b}, {c}]", lambda: f"{a}.links.clear()", lambda: f"{a}.pop()",
            lambda: f"def f(q, w=[{a}]): return rc(q), rc({b})\np(f({a}), f({b}))\ndel f", lambda: f"p([rc(v) for v in [{a}]], [v is {a} for v in [{b}, {a}]])", lambda: f"try: raise ValueError({a})\nexcept ValueError as e: p(rc({a}), e.args[0] is {a})\np(rc({a}))", lambda: f"for v in [{a}, {b}]: p(rc(v))\ndel v",
            lambda: f"{a}.__dict__['me'] = {a}", lambda: f"d = dict.fromkeys('abc', {a})\np(rc({a}))\nd.pop('a')\np(rc({a}))\ndel d", lambda: f"p(rc({a}), (lambda *k: rc(k[0]))({a}))", lambda: f"s = sorted([{a}, {b}], key=id)\np(rc({a}))\ndel s", lambda: f"m = map(rc, [{a}, {b}])\np(list(m))\ndel m", lambda: f"z = list(zip([{a}], [{b}]))\np(rc({a}))\ndel z",
            lambda: f"def g():\n    yield {a}\n    yield rc({a})\nh = g()\np(next(h) is {a}, rc({a}), next(h))\ndel h, g", lambda: f"class T:\n    attr = {a}\np(rc({a}))\ndel T\np(rc({a}))", lambda: f"import copy\nx = copy.copy({a})\np(rc({a}), rc(x))\ndel x", lambda: f"x = [{a}] * 3\np(rc({a}))\nx[1:] = [{b}]\np(rc({a}), rc({b}))\ndel x",
        ])()

    def drop(self):
        return self.live.pop(self.r.randrange(len(self.live))) if self.live else "nothing"

    def whole(self):
        lines = []
        for _ in range(self.r.randint(8, 22)):
            lines.append(self.statement())
        body = "\n".join(lines)
        if self.r.random() < .6:
            guardedlines = [f"try:\n{textwrap.indent(line, '    ')}\nexcept Exception as e: p(type(e).__name__, e)" if self.r.random() < .9 else line for line in lines]
            body = "\n".join(guardedlines)
        end = "p('end', gc.collect(), gc.get_count())\nkept.clear()\np(gc.collect())"
        start = ""
        if self.r.random() < .6:
            return f"{start}def body():\n{textwrap.indent(body, '    ')}\n    p('returns')\nbody()\n{end}"
        return f"{start}{body}\ndel {', '.join(self.live) or 'p'}\n{end}" if self.live else f"{start}{body}\n{end}"


def constants(r):
    """What shares an identity: small numbers, names, constants."""
    values = ["1", "-5", "-6", "256", "257", "'a'", "'ab'", "'a b'", "'a' * 3", "('a', 1)", "()", "1.5", "b'x'", "None", "''", "2**10", "'x' + 'y'", "(1, (2, 3))", "10**20", "-1.0", "frozenset()", "1j", "...", "b''", "str(5)", "int('7')", "chr(97)", "chr(233)", "'abc'[1]", "''.join(['a'])", "sys.intern('q' + str(1))",
              "int('300')", "tuple([])", "tuple((1, 2))", "str('ab')", "int(True)", "'ab'[:]", "(1, 2)[:]", "'%s' % 'ab'", "bytes([65])", "'ab'.replace('x', 'y')", "'AB'.lower()", "' a'.strip()", "'a'.strip()", "f'{\"a\"}'", "abs(5)", "+1000", "round(7)", "'a' + ''", "() + ()", "(1,) * 1", "[1][0]", "float(1.5)"]
    a, b = r.choice(values), r.choice(values)
    return r.choice([f"x = {a}\ny = {a}\np(x is y, x == y)", f"def f(): return {a}\ndef g(): return {a}\np(f() is f(), f() is g())", f"x, y = {a}, {b}\np(x is y, [x] == [y])", f"x = [{a} for _ in range(2)]\np(x[0] is x[1])", f"d = {{{a}: 1, {b}: 2}}\np(len(d), next(iter(d)) is {a})",
                     f"x = ({a}, {b}, {a})\np(x[0] is x[2], x[0] is x[1])", f"def f(x={a}): return x\np(f() is {a}, f() is f())", f"p({a} in [{b}, {a}], [{a}].index({a}))", f"class A: x = {a}\np(A.x is {a})", f"p(eval({a!r}) is {a})", f"x = {a}\nx += x if not isinstance(x, (type(None), type(...), frozenset)) else x\np(x is {a}, x)"])


def generate(r):
    return [Maker(r).whole() if r.random() < .85 else constants(r) for _ in range(25)], False
