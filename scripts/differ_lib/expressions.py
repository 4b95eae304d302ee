"""Random expressions, with types that mostly fit: names say what they hold (i0 an int, s0 a text, l0 a list, d0 a dict, a0 anything)."""


class Expressions:
    def __init__(self, r):
        self.r = r
        self.functions = []
        self.names_inner = None
        self.depth = 0

    # Names and small things

    def int_name(self):
        return self.r.choice(["i0", "i1", "i2"])

    def str_name(self):
        return self.r.choice(["s0", "s1"])

    def list_name(self):
        return self.r.choice(["l0", "l1"])

    def dict_name(self):
        return self.r.choice(["d0", "d1"])

    def name(self):
        return self.r.choice([self.int_name, self.int_name, self.str_name, self.list_name, self.dict_name, lambda: self.r.choice(["a0", "a1", "g0"])])()

    def small(self):
        return self.r.choice(["0", "1", "-1", "2", "3", "-2", self.int_name()] if self.r.random() < .5 else ["0", "1", "2"])

    def key(self):
        return self.r.choice(["'a'", "'b'", "1", "2", "None", "(1, 2)", self.int_name(), self.str_name()])

    def slice(self):
        r = self.r
        return ":".join(r.choice(["", "", "0", "1", "2", "-1", "-2", "5"]) for _ in range(r.choice([2, 2, 3]))).replace(":0", ":") if r.random() < .9 else "::0"

    def int_constant(self):
        return self.r.choice(["0", "1", "2", "3", "7", "-1", "10", "100", "255", "1000", "2**40", "2**70", "True", "1.5", "-0.0", "1e16"])

    def constant(self):
        return self.r.choice([self.int_constant(), "'a'", "'ab'", "''", "None", "[]", "()", "(1, 2)", "{'a': 1}", "[1, 2]"])

    # Expressions by type; now and then another type than was asked for

    def _deep(self, short, long):
        if self.r.random() < .03:
            return self.any()
        if self.depth > 2 or self.r.random() < .35:
            return self.r.choice(short)()
        self.depth += 1
        try:
            return self.r.choice(long)()
        finally:
            self.depth -= 1

    def int(self):
        r = self.r
        return self._deep([self.int_name, self.int_name, self.int_constant], [
            lambda: f"({self.int()} {r.choice(['+', '-', '*', '+', '-', '//', '%', '&', '|', '^', '/'])} {self.int()})", lambda: f"{r.choice('-~')}{self.int_name()}", lambda: f"len({self.list()})",
            lambda: f"abs({self.int()})", lambda: f"sum({self.list()})", lambda: f"{self.list_name()}[{self.small()}]", lambda: f"(1 if {self.test()} else {self.int()})", lambda: f"({self.int_name()} := {self.int()})",
            lambda: f"int({self.int()})", lambda: f"max({self.int()}, {self.int()})", lambda: f"min({self.list()}, default={self.int()})", lambda: f"({self.int()} % 97)", lambda: "pt.x", lambda: f"{self.dict_name()}.get({self.key()}, {self.int()})",
            lambda: f"(lambda v: v + {self.int()})({self.int()})", lambda: f"({self.int_name()} ** 2)", lambda: f"({self.int_name()} << {r.choice('0123')})", lambda: f"t({self.int()}, {self.small()})", lambda: f"round({self.int()}, 1)",
        ])

    def str(self):
        r = self.r
        return self._deep([self.str_name, self.str_name, lambda: r.choice(["'a'", "'xyz'", "''", "'b c'", "'\\n'", "'\\u00e9'"])], [
            lambda: f"({self.str()} + {self.str()})", lambda: f"({self.str()} * {r.choice('0123')})", lambda: f"str({self.any()})", lambda: f"{self.str_name()}[{self.slice()}]", lambda: f"{self.str_name()}[{self.small()}]",
            lambda: f"{self.str()}.{r.choice(['upper', 'title', 'strip', 'swapcase', 'casefold'])}()", lambda: f"'-'.join(map(str, {self.list()}))", lambda: f"repr({self.any()})", lambda: self.fstring(), lambda: f"'%s|%r' % ({self.any()}, {self.any()})",
            lambda: f"'{{}}/{{!r}}'.format({self.any()}, {self.any()})", lambda: f"{self.str()}.replace({self.str()}, {self.str()})", lambda: f"({self.str()} if {self.test()} else {self.str()})", lambda: f"type({self.any()}).__name__",
        ])

    def fstring(self):
        r = self.r
        parts = []
        for _ in range(r.randint(1, 3)):
            value = r.choice([self.name(), "1 + 2", "len('ab')", "pt.x", self.int_name(), "[1, 2][0]", "(lambda: 3)()", "{'a': 1}"])
            if value.startswith("{"):
                value = " " + value + " "
            # A nested quote may not be the one outside.
            value = value.replace("'", '"')
            parts.append(r.choice(["", "x", "{{", "}}", " "]) + "{" + value + r.choice(["", "", "=", " = "]) + r.choice(["", "", "!r", "!s", "!a"]) + r.choice(["", "", ":>6", ":{4}", ":^{i0}", ":<3}{"[:3], ":x", ":.2f"]) + "}")
        return "f'" + "".join(parts).replace(":>6}", ":>6}") + "'"

    def list(self):
        r = self.r
        return self._deep([self.list_name, self.list_name, lambda: r.choice(["[]", "[1]", "[3, 1, 2]", "['b', 'a']", "[1, 'a', None]", "(1, 2)", "[[1], [2]]"])], [
            lambda: f"[{', '.join(self.any() for _ in range(r.randint(1, 3)))}]", lambda: f"({self.list_name()} + {self.list()})", lambda: f"{self.list_name()}[{self.slice()}]", lambda: f"list({self.str()})", lambda: f"list(range({self.small()}))",
            lambda: f"[*{self.list()}, {self.any()}]", lambda: self.comprehended(), lambda: f"sorted({self.list()}, key={r.choice(['repr', 'str', 'lambda v: str(v)'])})", lambda: f"list({self.dict()}.{r.choice(['keys', 'values', 'items'])}())",
            lambda: f"list(map({r.choice(['str', 'lambda v: (v, v)', 'repr', 'len'])}, {self.list()}))", lambda: f"list(zip({self.list()}, {self.str()}))", lambda: f"[{self.any()}] * 2", lambda: f"list(reversed({self.list()}))", lambda: f"{self.str()}.split()",
            lambda: f"list(filter(None, {self.list()}))", lambda: f"list(enumerate({self.list()}, {self.small()}))", lambda: f"({self.any()}, *{self.list()})",
        ])

    def dict(self):
        r = self.r
        return self._deep([self.dict_name, self.dict_name, lambda: r.choice(["{}", "{'a': 1}", "{1: 2, 'b': [3]}", "{None: 0}"])], [
            lambda: "{" + ", ".join(f"{self.key()}: {self.any()}" for _ in range(r.randint(1, 3))) + "}", lambda: f"{{**{self.dict()}, {self.key()}: {self.any()}}}", lambda: f"dict(a={self.any()}, b={self.any()})", lambda: f"({self.dict()} | {self.dict()})",
            lambda: f"{{{self.key()}: v for v in {self.list()}}}", lambda: f"dict(zip({self.str()}, {self.list()}))", lambda: f"dict.fromkeys({self.str()}, {self.any()})", lambda: f"{{str(k): v for k, v in {self.dict()}.items() if {self.test()}}}",
        ])

    def any(self):
        r = self.r
        return self._deep([self.name, self.name, self.constant], [
            self.int, self.int, self.str, self.list, self.dict, self.test, self.call, lambda: f"({self.any()}, {self.any()})", lambda: f"set({self.str()})", lambda: f"({self.any()} if {self.test()} else {self.any()})",
            lambda: f"({self.any()} {r.choice(['and', 'or'])} {self.any()})", lambda: "pt", lambda: f"pt.{r.choice('xy')}", lambda: f"(lambda: {self.any()})()", lambda: f"next(iter({self.list()}), {self.any()})", lambda: f"any({self.comprehended()})",
            lambda: f"{self.name()} is {self.name()}", lambda: f"isinstance({self.any()}, (int, str))", lambda: f"sorted({{*{self.str()}}})", lambda: f"t({self.any()}, {self.small()})", lambda: f"getattr(pt, {r.choice(['x', 'q'])!r}, {self.any()})",
        ])

    def test(self):
        r = self.r
        return self._deep([lambda: f"{self.int_name()} {r.choice(['<', '>', '==', '!=', '<=', '>='])} {self.int_constant()}", self.name, lambda: r.choice(["True", "False"])], [
            lambda: f"{self.int()} {r.choice(['<', '>', '=='])} {self.int()}", lambda: f"not {self.test()}", lambda: f"({self.test()} {r.choice(['and', 'or'])} {self.test()})", lambda: f"{self.any()} in {self.list()}", lambda: f"{self.any()} not in {self.dict()}",
            lambda: f"{self.name()} is {r.choice(['', 'not '])}None", lambda: f"{self.int()} < {self.int()} {r.choice(['<', '<=', '==', '!='])} {self.int()}", lambda: f"{self.str()} == {self.str()}", lambda: f"isinstance({self.any()}, int)",
            lambda: f"({self.list()} {r.choice(['<', '=='])} {self.list()})", lambda: f"all({self.comprehended()})", lambda: f"t({self.int_name()}, 'a') < t({self.int_name()}, 'b') <= t({self.int_name()}, 'c')",
        ])

    def call(self):
        if not self.functions:
            return self.name()
        name, kind, parameters = self.r.choice(self.functions[-4:])
        if kind != "plain":
            return f"list({name}({self.arguments_for(parameters)}))" if kind == "generator" else self.name()
        return f"{name}({self.arguments_for(parameters)})"

    def comprehended(self):
        r = self.r
        v, w = r.choice(["v", "i0", "a0"]), r.choice(["w", "i1"])
        item = r.choice([v, f"({v}, {self.any()})", f"{v} * 2", f"str({v})", f"({self.int_name() if v == 'v' else 'i2'} := {v})" if v == "v" else v, f"[{w} for {w} in {self.list()}]", f"(lambda: {v})()", f"(lambda q={v}: q)()"])
        source = r.choice([self.list(), self.str(), f"range({r.choice('0135')})", self.dict()])
        text = f"{item} for {v} in {source}"
        if r.random() < .4:
            text += f" if {r.choice([v, self.test(), f'{v} != 1', f'(h := {v})'])}"
        if r.random() < .25:
            text += f" for {w} in {r.choice([self.list(), f'range({v})', v])}"
        return r.choice([f"[{text}]", f"[{text}]", f"list({text})", f"{{{text}}}", f"{{{v}: {text}}}", f"tuple({text})", f"sorted({text})"])
