"""Statements of all kinds: functions, classes, exceptions, generators, coroutines, patterns, and what they do to each other."""
import textwrap
import warnings

from .classes import ClassMaker
from .expressions import Expressions
from .program import Form, guarded

HEADER = r'''
import traceback, contextlib
def report():
    print(traceback.format_exc(), end="")
def p(*values):
    print(*[ascii(value) if isinstance(value, str) else repr(value) for value in values])
    return values[-1] if values else None
def t(value, name="t"):
    print("at", name, end=" ")
    return value
def drive(thing, limit=12):
    """Takes what a generator gives, with values sent."""
    try:
        got = next(thing)
        for number in range(limit):
            p("yields", got)
            got = thing.send(number)
        p("stopped", thing.close())
    except StopIteration as stop:
        p("returns", stop.value)
def run(coroutine):
    try:
        number = 0
        got = coroutine.send(None)
        while number < 12:
            p("awaits", got)
            got = coroutine.send(number)
            number += 1
        coroutine.close()
    except StopIteration as stop:
        p("result", stop.value)
class Pause:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield self.value
        return got
class Cm:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print("enter", self.name); return self.name
    def __exit__(self, kind, error, tb): print("exit", self.name, kind and kind.__name__); return self.swallow
class ACm(Cm):
    async def __aenter__(self): print("aenter", self.name); return await Pause(self.name)
    async def __aexit__(self, kind, error, tb): print("aexit", self.name, kind and kind.__name__); await Pause("x"); return self.swallow
@contextlib.contextmanager
def cm(name):
    print("in", name)
    try: yield name
    finally: print("out", name)
class E1(Exception): pass
class E2(E1): pass
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"Point({self.x!r}, {self.y!r})"
'''
FORM = Form(HEADER, guarded("report()"))


class Statements(Expressions):
    """Makes blocks. `self.flow` tells what may stand at a place: "function", "loop", "generator", "async", "final"."""

    def __init__(self, r):
        super().__init__(r)
        self.flow = frozenset({"function"})
        self.size = 0
        self.serial = 0

    def fresh(self, prefix):
        self.serial += 1
        return f"{prefix}{self.serial}"

    def within(self, *more, without=(), block=None, lines=(1, 3)):
        """A block with other things allowed in it."""
        before = self.flow
        self.flow = (self.flow | set(more)) - set(without)
        try:
            return textwrap.indent(block() if block else self.block(*lines), "    ")
        finally:
            self.flow = before

    def block(self, least=1, most=3):
        self.size += 1
        if self.size > 14:
            most = 1
        lines = [self.statement() for _ in range(self.r.randint(least, most))]
        return "\n".join(lines)

    def statement(self):
        if self.size > 30:
            return self.assign()
        rows = self.rows_deep if self.size < 14 else self.rows_flat
        make = self.r.choices([make for _, make in rows], [weight for weight, _ in rows])[0]
        self.size += 1
        return make(self)

    # Plain statements

    def assign(self):
        r = self.r
        return r.choice([
            lambda: f"{self.int_name()} = {self.int()}", lambda: f"{self.str_name()} = {self.str()}", lambda: f"{self.list_name()} = {self.list()}",
            lambda: f"{self.dict_name()} = {self.dict()}", lambda: f"{self.name()} = {self.any()}", lambda: f"{self.int_name()} = {self.int()}",
        ])()

    def show(self):
        return f"p({', '.join(self.any() for _ in range(self.r.choice([1, 1, 2])))})"

    def show_all(self):
        return "p(" + ", ".join(sorted({self.name() for _ in range(3)})) + ")"

    def augmented(self):
        r = self.r
        return r.choice([
            lambda: f"{self.int_name()} {r.choice(['+', '-', '*', '//', '%', '^', '|', '&'])}= {self.int()}",
            lambda: f"{self.str_name()} += {self.str()}", lambda: f"{self.list_name()} += {self.list()}",
            lambda: f"{self.list_name()}[{self.small()}] {r.choice('+-*')}= {self.int()}", lambda: f"{self.dict_name()}[{self.key()}] += {self.int()}",
            lambda: f"pt.{r.choice('xyz')} {r.choice('+-*')}= {self.int()}", lambda: f"{self.dict_name()} |= {self.dict()}",
            lambda: f"t({self.list_name()}, 'l')[t({self.small()}, 'i')] += t({self.int()}, 'v')",
        ])()

    def unpack(self):
        r = self.r
        a, b, c = self.name(), self.name(), self.name()
        return r.choice([
            f"{a}, {b} = {self.any()}, {self.any()}", f"{a}, *{b} = {self.list()}", f"*{a}, {b} = {self.list()}", f"{a}, *{b}, {c} = {self.list()}",
            f"({a}, {b}), {c} = {self.list()}, {self.any()}", f"{a} = {b} = {self.any()}", f"[{a}, {b}] = {self.list()}", f"{a}, {b} = {b}, {a}",
            f"{a}, {self.list_name()}[{self.small()}] = {self.any()}, {self.any()}", f"for {a}, *{b} in [{self.list()}, {self.list()}]: p({a}, {b})",
            f"{a}, {b} = {self.str()}", f"pt.x, {a} = {self.any()}, {self.any()}", f"{a}, {b}, {c} = {self.int_name()}, {self.int_name()}, {self.int_name()}",
        ])

    def mutate(self):
        l, d, r = self.list_name(), self.dict_name(), self.r
        return r.choice([
            f"{l}.append({self.any()})", f"{l}.insert({self.small()}, {self.any()})", f"p({l}.pop({self.small()}))", f"{l}.extend({self.list()})", f"{l}.reverse()",
            f"{l}.sort({self.r.choice(['', 'key=repr', 'key=lambda v: -v', 'key=str, reverse=True', 'reverse=True'])})", f"{l}[{self.slice()}] = {self.list()}",
            f"del {l}[{self.slice()}]", f"del {l}[{self.small()}]", f"{l}[{self.small()}] = {self.any()}", f"{d}[{self.key()}] = {self.any()}", f"del {d}[{self.key()}]",
            f"p({d}.pop({self.key()}, {self.any()}))", f"{d}.update({self.dict()})", f"p({d}.setdefault({self.key()}, {self.any()}))", f"p({d}.popitem())", f"p(list({d}.items()))",
            f"{l}.remove({self.int()})", f"p({l}.index({self.any()}), {l}.count({self.int()}))", f"{l} = sorted({l}, key=lambda v: (str(type(v)), repr(v)))", f"{l}.clear()",
            f"pt.{r.choice('xyz')} = {self.any()}", f"del pt.{r.choice('xyz')}", f"del {self.name()}", f"{l} *= {self.small()}", f"for {self.int_name()} in {d}: {d}[{self.key()}] = {self.any()}",
        ])

    def jump(self):
        options = []
        if "loop" in self.flow:
            options += ["break", "continue"]
        if "function" in self.flow:
            options += [f"return {self.any()}", "return"]
        options += [self.raise_()]
        choice = self.r.choice(options)
        return f"if {self.test()}: {choice}" if self.r.random() < .6 else choice

    def error(self):
        return self.r.choice([f"ValueError({self.any()})", "E1", f"E1({self.str()})", f"E2({self.int()}, {self.str()})", f"KeyError({self.any()})", "StopIteration(5)", "E2", "TypeError('t')",
                              f"ExceptionGroup({self.str()}, [E1({self.int()}), ValueError('v')])", "ExceptionGroup('o', [E1(1), ExceptionGroup('i', [E2(2), KeyError(3)])])",
                              "GeneratorExit", "RuntimeError", "5", "BaseExceptionGroup('b', [E1(1), KeyboardInterrupt()])"])

    def raise_(self):
        return self.r.choice([f"raise {self.error()}", f"raise {self.error()} from {self.error()}", f"raise {self.error()} from None", "raise"])

    def failing(self):
        return self.r.choice(["p(1 // 0)", f"p({self.list_name()}[99])", f"p({self.dict_name()}['no'])", "p(undefined)", "p(pt.nothing)", f"p(int({self.str()}))", f"assert {self.test()}, {self.any()}",
                              f"assert {self.test()}", f"p({self.str()} + {self.int()})", "pt()", f"p(len({self.int()}))", "raise", f"p({self.call()})"])

    def note(self):
        return "e.add_note('noted') if 'e' in locals() else p('no e')"

    def scope(self):
        return self.r.choice(["p(sorted(k for k in locals() if len(k) == 2))", f"global g\n g = {self.any()}".replace("\n ", "\n"), "p(g)", f"p([x for x in dir() if len(x) == 2])"])

    # Compound statements

    def if_(self):
        text = f"if {self.test()}:\n{self.within()}"
        if self.r.random() < .4:
            text += f"\nelif {self.test()}:\n{self.within()}"
        if self.r.random() < .5:
            text += f"\nelse:\n{self.within()}"
        return text

    def for_(self):
        target = self.r.choice([self.int_name(), self.int_name(), self.name(), f"{self.int_name()}, {self.name()}", f"{self.list_name()}[{self.small()}]", "pt.x"])
        source = self.r.choice([f"range({self.small()})", "range(4)", self.list(), self.str(), f"enumerate({self.list()})", f"{self.dict()}.items()", f"zip({self.list()}, {self.str()})", f"list({self.list_name()})"])
        text = f"for {target} in {source}:\n{self.within('loop')}"
        if self.r.random() < .3:
            text += f"\nelse:\n{self.within()}"
        return text

    def while_(self):
        name = self.fresh("w")
        text = f"{name} = 0\nwhile ({name} := {name} + 1) < {self.r.choice([2, 3, 5])} and {self.test()}:\n{self.within('loop')}"
        if self.r.random() < .3:
            text += f"\nelse:\n{self.within()}"
        return text

    def try_(self):
        r = self.r
        star = r.random() < .15
        text = f"try:\n{self.within(lines=(1, 2))}"
        if r.random() < .6:
            text += "\n" + textwrap.indent(self.failing(), "    ")
        handlers = r.choice([0, 1, 1, 1, 2])
        kinds = ["ValueError", "E1", "E2", "(KeyError, ZeroDivisionError)", "Exception", "TypeError", "(E1, ValueError)", "AttributeError", "ExceptionGroup" if not star else "OSError", "NameError", "IndexError"]
        for _ in range(handlers):
            bound = r.choice(["", " as e", " as e", f" as {self.name()}"])
            text += f"\nexcept{'*' if star else ''} {r.choice(kinds)}{bound}:\n"
            if bound == " as e":
                text += "    p(type(e).__name__, e.args, type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__)\n"
            text += self.within(without=("loop", "function") if star else (), lines=(1, 2))
        if handlers and r.random() < .2 and not star:
            text += f"\nexcept:\n{self.within(lines=(1, 2))}"
        if handlers and r.random() < .3:
            text += f"\nelse:\n{self.within(lines=(1, 2))}"
        if not handlers or r.random() < .4:
            text += f"\nfinally:\n{self.within(lines=(1, 2))}"
        return text

    def with_(self):
        managers = []
        for _ in range(self.r.choice([1, 1, 2, 3])):
            make = self.r.choice([f"Cm({self.small()}, {self.r.choice(['True', 'False', self.test()])})", f"cm({self.any()})", "contextlib.suppress(E1, KeyError)", "contextlib.nullcontext(5)", "Cm('m')", f"{self.int()}"
                                  if self.r.random() < .2 else "Cm('n', True)"])
            managers.append(make + self.r.choice(["", f" as {self.name()}", f" as ({self.name()}, {self.name()})" if self.r.random() < .2 else " as pt.x"]))
        text = ", ".join(managers)
        if self.r.random() < .3:
            text = f"({text})"
        asynchronous = ""
        if "async" in self.flow and self.r.random() < .5:
            asynchronous, text = "async ", f"ACm({self.small()}, {self.test()}) as {self.name()}"
        return f"{asynchronous}with {text}:\n{self.within()}\n    {self.r.choice([self.failing(), 'pass'])}"

    def match_(self):
        subject = self.r.choice([self.any(), self.list(), self.dict(), "pt", f"Point({self.int()}, {self.any()})", f"({self.any()}, {self.any()})", self.int_name(), self.str_name()])
        text = f"match {subject}:\n"
        for _ in range(self.r.randint(1, 4)):
            guard = f" if {self.test()}" if self.r.random() < .25 else ""
            self.taken = set()
            text += f"    case {self.pattern()}{guard}:\n{textwrap.indent(self.within(lines=(1, 2)), '    ')}\n"
        if self.r.random() < .5:
            text += "    case _:\n        p('other')\n"
        return text.rstrip("\n")

    def capture(self):
        for _ in range(5):
            name = self.name()
            if name not in self.taken:
                self.taken.add(name)
                return name
        return "_"

    def pattern(self, depth=0):
        r = self.r
        if depth > 2:
            return r.choice([self.capture(), "_", r.choice(["1", "-2.5", "'a'", "None", "True"])])
        rows = [
            lambda: self.capture(), lambda: "_", lambda: r.choice(["0", "1", "-1", "2.5", "'a'", "'ab'", "None", "True", "False", "1+2j", "b'x'"]),
            lambda: f"[{', '.join(self.pattern(depth + 1) for _ in range(r.randint(0, 3)))}]", lambda: f"({self.pattern(depth + 1)}, {self.pattern(depth + 1)})",
            lambda: f"[{self.pattern(depth + 1)}, *{self.capture()}]", lambda: f"[*_, {self.pattern(depth + 1)}]",
            lambda: "{" + ", ".join(f"{key}: {self.pattern(depth + 1)}" for key in r.sample(["'a'", "1", "'b'", "None"], r.randint(0, 2))) + "}",
            lambda: "{'a': " + self.pattern(depth + 1) + ", **" + self.capture().replace("_", "rest") + "}", lambda: f"Point({self.pattern(depth + 1)}, {self.pattern(depth + 1)})",
            lambda: f"Point(x={self.pattern(depth + 1)})", lambda: f"int({self.capture()})", lambda: "str()", lambda: f"list({self.capture()})", lambda: f"{self.literal()} | {self.literal()}",
            lambda: f"({self.pattern(depth + 1)}) as {self.capture()}", lambda: "E1.args", lambda: f"Point({self.capture()}, y={self.pattern(depth + 1)})", lambda: "dict()", lambda: f"int() | float() as {self.capture()}",
        ]
        return r.choice(rows)()

    def literal(self):
        return self.r.choice(["1", "'a'", "None", "[1, 2]", "int()", "2.0", "{'a': 1}"])

    # Definitions

    def parameters(self):
        r = self.r
        names = r.sample(["a0", "a1", "i0", "s0", "l0", "d0"], r.randint(0, 4))
        parts, defaulted, star, kind = [], False, False, 0
        for at, name in enumerate(names):
            if not star and r.random() < .15:
                parts.append(r.choice(["*", "*rest"]))
                star, defaulted = True, False
            if defaulted or r.random() < .35:
                name, defaulted = f"{name}={self.constant()}", not star
            parts.append(name)
            if not star and kind == 0 and r.random() < .12:
                parts.append("/")
                kind = 1
        if not star and r.random() < .2:
            parts.append("*rest")
        if r.random() < .2:
            parts.append("**more")
        return ", ".join(parts)

    def function(self, prefix="f", kind=None):
        r = self.r
        name = self.fresh(prefix)
        kind = kind or r.choice(["plain", "plain", "plain", "generator", "coroutine", "agen"])
        head = "async def" if kind in ("coroutine", "agen") else "def"
        more = {"plain": (), "generator": ("generator",), "coroutine": ("async",), "agen": ("async", "generator")}[kind]
        before, inner_before = self.size, self.names_inner
        self.size = max(0, self.size - 6)
        lines = []
        if r.random() < .15:
            lines.append(f"nonlocal {self.name()}" if "nested" in self.flow else "global g0")
        lines += [f"i1 = {self.int_constant()}", "l1 = [3, 1, 2]", "pt = Point(1, 'p')"] if r.random() < .8 else []
        parameters = self.parameters()
        outer_functions = self.functions
        body = "\n".join(lines) + ("\n" if lines else "")
        body = textwrap.indent(body, "    ") + self.within("function", "nested", *more, without={"loop", "generator", "async"} - set(more), lines=(2, 5))
        if kind in ("generator", "agen"):
            body += f"\n    yield {self.any()}"
        if kind in ("plain", "generator", "coroutine") and r.random() < .6:
            body += f"\n    return {self.any()}"
        self.functions = outer_functions + [(name, kind, parameters)]
        self.size, self.names_inner = before + 4, inner_before
        decorator = r.choice(["@(lambda f: f)\n", "@t\n", f"@(lambda f: (lambda *a, **k: p({self.constant()}, f(*a, **k))))\n"]) if r.random() < .1 else ""
        return f"{decorator}{head} {name}({parameters}){r.choice(['', '', ' -> int', ''])}:\n{body}"

    def arguments_for(self, parameters):
        """Arguments that mostly fit."""
        r, given = self.r, []
        keyword = False
        for part in parameters.split(", ") if parameters else []:
            name = part.split("=")[0]
            if part.startswith("**"):
                if r.random() < .4:
                    given.append(f"z={self.any()}")
            elif part == "/" or r.random() < .08:
                continue
            elif part.startswith("*"):
                if part == "*rest" and not keyword and r.random() < .5:
                    given.append(r.choice([self.any(), f"*{self.list()}"]))
                keyword = True
            elif "=" in part and r.random() < .5:
                continue
            else:
                value = {"i": self.int, "s": self.str, "l": self.list, "d": self.dict}.get(name[0], self.any)()
                if not keyword and r.random() < .2:
                    keyword = True
                given.append(f"{name}={value}" if keyword else value)
        if r.random() < .06:
            given.append(r.choice([f"*{self.list()}", "**{'a0': 1}", f"**{self.dict()}", "q=1"]))
        return ", ".join(given)

    def call_statement(self):
        if not self.functions:
            return self.show()
        name, kind, parameters = self.r.choice(self.functions[-4:])
        call = f"{name}({self.arguments_for(parameters)})"
        if kind == "plain":
            return f"p({call})"
        if kind == "generator":
            return self.r.choice([f"p(list({call}))", f"drive({call})", f"for {self.name()} in {call}:\n{self.within('loop', lines=(1, 2))}", f"g1 = {call}\np(next(g1, 'end'))\np(g1.throw({self.error()}))",
                                  f"a0, *a1 = {call}", f"p(sum({call}, 0))", f"g1 = {call}\nnext(g1)\ng1.close()\np(next(g1, 5))", f"p([*{call}], {{*{call}}})"]
                                 + ([f"{self.name()} = yield from {call}"] * 3 if "generator" in self.flow and "async" not in self.flow else []))
        if kind == "coroutine":
            if "async" in self.flow:
                return f"{self.name()} = await {call}"
            return self.r.choice([f"run({call})", f"run({call})", f"c1 = {call}\np(c1.send(None))\np(c1.throw({self.error()}))", f"c1 = {call}\nc1.close()"])
        if "async" in self.flow:
            return f"async for {self.name()} in {call}:\n{self.within('loop', lines=(1, 2))}"
        return self.r.choice([f"run(anext({call}))", f"run({call}.__anext__())", f"async def dr():\n    async for v in {call}: p(v)\nrun(dr())",
                              f"async def dr():\n    return [v async for v in {call} if {self.test()}]\nrun(dr())", f"ag = {call}\nrun(ag.asend(None))\nrun(ag.athrow({self.error()}))\nrun(ag.aclose())"])

    def yield_(self):
        if "generator" not in self.flow:
            return f"{self.name()} = await Pause({self.any()})" if "async" in self.flow else self.show()
        if "async" in self.flow:
            return self.r.choice([f"yield {self.any()}", f"{self.name()} = yield {self.any()}", f"await Pause({self.any()})"])
        return self.r.choice([f"yield {self.any()}", f"{self.name()} = yield {self.any()}", f"{self.name()} = yield from {self.list()}", "yield", f"p((yield {self.any()}))"])

    def lambda_(self):
        name = self.fresh("h")
        parameters = self.parameters()
        self.functions = self.functions + [(name, "plain", parameters)]
        return f"{name} = lambda {parameters}: {self.any()}"

    def comprehension(self):
        return f"p({self.comprehended()})"

    def class_(self):
        return ClassMaker(self).definition()

    rows_flat = [(6, assign), (5, show), (4, augmented), (4, unpack), (6, mutate), (3, jump), (2, failing), (5, call_statement), (4, yield_), (3, comprehension), (1, lambda_), (1, scope), (.3, note), (2, show_all)]
    rows_deep = rows_flat + [(5, if_), (5, for_), (3, while_), (6, try_), (4, with_), (4, match_), (2.5, function), (.6, class_)]

    # Themes

    def theme_mixed(self):
        parts = [self.function() for _ in range(self.r.randint(1, 3))]
        for _ in range(self.r.randint(1, 4)):
            parts.append(self.guarded_call())
        parts.append(self.call_statement())
        return "\n".join(parts)

    def guarded_call(self):
        self.flow = frozenset()
        text = self.call_statement()
        return f"try:\n{textwrap.indent(text, '    ')}\nexcept Exception as e: p(type(e).__name__, e)"

    def theme_arguments(self):
        parts = [self.function(kind="plain")]
        name, _, parameters = self.functions[-1]
        for _ in range(6):
            parts.append(f"try: p({name}({self.arguments_for(parameters)}))\nexcept Exception as e: p(type(e).__name__, e)")
        return "\n".join(parts)

    def theme_generators(self):
        kinds = self.r.choice([["generator", "generator"], ["coroutine", "coroutine"], ["agen", "coroutine"], ["agen"]])
        parts = [self.function(kind=kind) for kind in kinds]
        for _ in range(3):
            parts.append(self.guarded_call())
        return "\n".join(parts)

    def theme_module(self):
        self.flow = frozenset()
        return "\n".join(["pt = Point(1, 2)", "i0, s0, l0, d0, a0 = 5, 'abc', [1, 2, 3], {'a': 1}, None"] + [self.statement() for _ in range(self.r.randint(3, 7))])

    def theme_classes(self):
        self.flow = frozenset()
        maker = ClassMaker(self)
        return maker.theme()

    themes = [(5, theme_mixed), (2, theme_arguments), (4, theme_generators), (4, theme_module), (6, theme_classes)]


def piece(r):
    while True:
        maker = Statements(r)
        theme = r.choices([make for _, make in Statements.themes], [weight for weight, _ in Statements.themes])[0]
        text = theme(maker)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, "<piece>", "exec")
        except (SyntaxError, ValueError):
            continue
        return text


def generate(r):
    return [piece(r) for _ in range(30)], r.random() < .3
