"""Random classes: inheritance, attributes of all kinds, operators with reflected forms, metaclasses; and statements that use them."""
import textwrap

OPERATORS = [("add", "+"), ("sub", "-"), ("mul", "*"), ("and", "&"), ("or", "|"), ("lshift", "<<"), ("matmul", "@"), ("mod", "%"), ("pow", "**"), ("floordiv", "//"), ("truediv", "/"), ("xor", "^")]
COMPARISONS = [("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="), ("eq", "=="), ("ne", "!=")]


class ClassMaker:
    def __init__(self, maker):
        self.m = maker
        self.r = maker.r
        self.classes = []
        self.builtin = {}

    def body(self):
        """What a method gives back."""
        return self.r.choice(["NotImplemented", "NotImplemented", self.m.constant(), "self", "(type(self).__name__, a)", f"p('{self.m.fresh('r')}')", "super()"])

    def returns(self, *values):
        return self.r.choice([*values, *values, self.m.constant()])

    def dunders(self):
        """Rows of (name, parameters, body)."""
        r, rows = self.r, []
        for name, _ in r.sample(OPERATORS, 2):
            for prefix in r.sample(["", "r", "i"], r.choice([1, 2, 2])):
                rows.append((f"__{prefix}{name}__", "self, a", f"print({prefix + name!r}, type(self).__name__, type(a).__name__); return {r.choice(['NotImplemented', 'NotImplemented', '(1, a)', 'self', '5'])}"))
        for name, _ in r.sample(COMPARISONS, r.choice([0, 1, 2])):
            rows.append((f"__{name}__", "self, a", f"print({name!r}, type(self).__name__, type(a).__name__); return {r.choice(['NotImplemented', 'True', 'False', '[]', 'id(self) == id(a)'])}"))
        single = [
            ("__hash__", "self", f"return {self.returns('5', '2**70', 'hash(1)')}"), ("__bool__", "self", f"print('bool'); return {self.returns('True', 'False')}"), ("__len__", "self", f"return {self.returns('3', '0', '-1', '2**70')}"),
            ("__getitem__", "self, a", f"p('getitem', a)\n{r.choice(['if isinstance(a, int) and a > 2: raise IndexError(a)', 'if a == 3: raise KeyError(a)'])}\nreturn a"), ("__setitem__", "self, a, b", "p('setitem', a, b)"), ("__delitem__", "self, a", "p('delitem', a)"),
            ("__contains__", "self, a", f"print('contains'); return {self.returns('True', '[]', '1')}"), ("__iter__", "self", f"{r.choice(['return iter([1, 2])', 'yield 1; yield 2', 'return self', 'return 5'])}"),
            ("__next__", "self", "self.n = getattr(self, 'n', 0) + 1\nif self.n > 3: raise StopIteration(self.n)\nreturn self.n"), ("__call__", "self, *a, **k", "return ('called', a, k)"),
            ("__getattr__", "self, name", f"print('getattr', name)\n{r.choice(['raise AttributeError(name)', 'return name', 'return 5'])}"), ("__setattr__", "self, name, value", "print('setattr', name); super().__setattr__(name, value)"),
            ("__delattr__", "self, name", "print('delattr', name); super().__delattr__(name)"), ("__getattribute__", "self, name", "print('look', name) if len(name) == 1 else None\nreturn super().__getattribute__(name)"),
            ("__enter__", "self", "print('enter'); return self"), ("__exit__", "self, *a", f"print('exit', a[0]); return {self.returns('True', 'False', 'None')}"), ("__repr__", "self", f"return {r.choice(['type(self).__name__', '5', repr('<r>'), 'super().__repr__()[:5]'])}"),
            ("__str__", "self", f"return {self.returns(repr('str'), 'type(self).__name__')}"), ("__format__", "self, spec", f"return {self.returns(repr('f') + ' + spec', 'spec')}"), ("__index__", "self", f"return {self.returns('2', 'True', '2**70')}"),
            ("__int__", "self", f"return {self.returns('7', 'True', '1.5')}"), ("__float__", "self", f"return {self.returns('2.5', '3')}"), ("__neg__", "self", "return 'neg'"), ("__abs__", "self", "return 'abs'"), ("__invert__", "self", "return 'inv'"),
            ("__missing__", "self, key", "print('missing', key); return key"), ("__reversed__", "self", "return 'rev'"), ("__round__", "self, n=None", "return ('round', n)"), ("__complex__", "self", f"return {self.returns('1j', '1')}"),
            ("__del__", "self", f"print('del', type(self).__name__)"), ("__init_subclass__", "cls, **k", "print('subclass', cls.__name__, k); super().__init_subclass__()"), ("__class_getitem__", "cls, item", "return (cls.__name__, item)"),
            ("__get__", "self, obj, owner=None", "print('get', type(obj).__name__, owner.__name__ if owner else None); return 9"), ("__set__", "self, obj, value", "print('set', value)"), ("__set_name__", "self, owner, name", "print('set_name', owner.__name__, name)"),
            ("__delete__", "self, obj", "print('delete')"), ("__new__", "cls, *a, **k", f"print('new', cls.__name__, a)\nreturn {r.choice(['super().__new__(cls)', 'super().__new__(cls, *a)', 'object.__new__(cls)', '5'])}"), ("__dir__", "self", "return ['b', 'a']"),
            ("__instancecheck__", "self, a", "print('instancecheck'); return True"), ("__await__", "self", "yield 'awaited'; return 3"), ("__length_hint__", "self", f"return {self.returns('3', 'NotImplemented', '-1')}"), ("__divmod__", "self, a", "return ('dm', a)"),
            ("__trunc__", "self", "return 4"), ("__bytes__", "self", f"return {self.returns(repr(b'by'))}"),
        ]
        return rows + r.sample(single, r.randint(1, 6))

    def attributes(self):
        r = self.r
        rows = [
            f"x = {self.m.constant()}", f"y = {self.m.constant()}", "@property\ndef q(self): return ('q', type(self).__name__)", "@property\ndef q(self): print('get q'); return self._q\n@q.setter\ndef q(self, value): print('set q'); self._q = value\n@q.deleter\ndef q(self): del self._q",
            "@classmethod\ndef c(cls, *a): return (cls.__name__, a)", "@staticmethod\ndef s(*a): return ('s', a)", "def m(self, a=1): return ('m', __class__.__name__, a)", "def m(self, *a): return [__class__.__name__, super().m(*a)]", "def m(self): print('m'); yield self.x; return super().m()",
            f"__slots__ = {r.choice(['()', repr(('x', 'z')), repr('z'), repr(('z', '__dict__')), repr(('z', 'z')), '5'])}", "__match_args__ = ('x', 'y')", "def __init__(self, *a, **k):\n    print('init', a, k)\n    super().__init__()\n    self.x = a", "def __init__(self, x=1, y=2): self.x, self.y = x, y",
            f"z: int = {self.m.constant()}\nw: 'str'", "f = lambda self, *a: a", f"l = [v for v in range(3)]\nn = [x for _ in range(1)]", "m2 = m", "p(__qualname__)", "class Inner:\n    def k(self): return __class__.__qualname__", "async def co(self): return 'co'",
            "__hash__ = None", "__eq__ = None", "__iter__ = None", "__add__ = None", "__contains__ = None", "__private = 5\ndef priv(self): return self.__private", "del_x = 1\ndel del_x",
        ]
        return r.sample(rows, r.randint(1, 5))

    def definition(self, name=None):
        r = self.r
        name = name or self.m.fresh("C")
        bases = r.sample(self.classes, min(len(self.classes), r.choice([0, 1, 1, 2, 2])))
        if r.random() < .3:
            bases.append(r.choice(["int", "str", "list", "dict", "Exception", "object", "tuple", "set", "float", "type", "bool", "bytes"]))
        if r.random() < .05:
            r.shuffle(bases)
        head = bases + (["metaclass=" + r.choice(self.metas)] if self.metas and r.random() < .3 else []) + (["key=1"] if r.random() < .06 else [])
        lines = self.attributes()
        for method, parameters, body in self.dunders():
            lines.append(f"def {method}({parameters}):\n{textwrap.indent(body, '    ')}")
        r.shuffle(lines)
        self.classes = self.classes + [name]
        decorator = "@t\n" if r.random() < .05 else ""
        return f"{decorator}class {name}{'(' + ', '.join(head) + ')' if head else ''}:\n{textwrap.indent(chr(10).join(lines), '    ')}"

    metas = ()

    def meta(self):
        name = self.m.fresh("M")
        rows = [
            "def __new__(meta, name, bases, body, **k):\n    print('meta new', name, [b.__name__ for b in bases], k)\n    return super().__new__(meta, name, bases, body)", "def __init__(cls, name, bases, body, **k): print('meta init', name)", "def __call__(cls, *a, **k):\n    print('meta call', a)\n    return super().__call__(*a, **k)",
            "@classmethod\ndef __prepare__(meta, name, bases, **k): print('prepare', name); return {'prepared': 1}", "def __getattr__(cls, name): print('meta getattr', name); return 5", "def __instancecheck__(cls, a): print('check'); return True", "def __subclasscheck__(cls, a): return 5", "def __len__(cls): return 7", "def __iter__(cls): return iter('it')",
            "def __repr__(cls): return 'M:' + cls.__name__", "@property\ndef mp(cls): return 'mp'", "def __add__(cls, a): return 'madd'", "def mm(cls): return cls.__name__", "def mro(cls): return super().mro()", "def __setattr__(cls, name, value): print('mset', name); super().__setattr__(name, value)", "def __contains__(cls, a): return a",
        ]
        self.metas = (*self.metas, name)
        return f"class {name}(type):\n" + textwrap.indent("\n".join(self.r.sample(rows, self.r.randint(1, 4))), "    ")

    def use(self):
        """An expression or statement with the instances o0, o1, ... and their classes."""
        r = self.r
        o, other = (r.choice(self.objects) for _ in range(2))
        c = r.choice(self.classes)
        value = r.choice([other, self.m.constant(), c])
        name = r.choice("xyzqmcswfnlk")
        return r.choice([
            lambda: f"p({o} {r.choice(OPERATORS)[1]} {value})", lambda: f"p({value} {r.choice(OPERATORS)[1]} {o})", lambda: f"p({o} {r.choice(COMPARISONS)[1]} {value})", lambda: f"{o} {r.choice(OPERATORS)[1]}= {value}\np({o})", lambda: f"p({o}.{name})",
            lambda: f"{o}.{name} = {value}\np({o}.{name})", lambda: f"del {o}.{name}", lambda: f"p({c}.{name})", lambda: f"p({o}.{r.choice('mcsf')}({value}))", lambda: f"p({c}.{r.choice('mcsf')}({value}))", lambda: f"p({o}[{value}])", lambda: f"{o}[{value}] = 1", lambda: f"del {o}[{value}]",
            lambda: f"p(list({o}))", lambda: f"p({value} in {o})", lambda: f"p(len({o}))", lambda: f"p(bool({o}))", lambda: f"p(hash({o}) == hash({o}))", lambda: f"p(str({o}), repr({o}))", lambda: f"p(f'{{{o}!s:>{r.choice('59')}}}', format({o}, 'x'))", lambda: f"p({o}({value}))",
            lambda: f"p(int({o}), float({o}))", lambda: f"p([1, 2, 3, 4][{o}])", lambda: f"p(range({o}))", lambda: f"p(isinstance({o}, {c}), issubclass(type({o}), {c}))", lambda: f"p({c}.__mro__)", lambda: f"p({{{o}: 1}})", lambda: f"with {o} as a0: p(a0); raise E1('w')",
            lambda: f"p(-{o}, ~{o})", lambda: f"p(abs({o}), round({o}), divmod({o}, 2))", lambda: f"for a0 in {o}: p(a0)", lambda: f"a0, *a1 = {o}\np(a0, a1)", lambda: f"p(sorted([{o}, {value}, {other}]))", lambda: f"match {o}:\n    case {c}({self.m.r.choice(['', 'x=1', 'a0', 'a0, a1', 'q=a0'])}): p('matched')\n    case _: p('no')",
            lambda: f"p(vars({o}))", lambda: f"p(sorted(k for k in vars({c}) if len(k) < 3))", lambda: f"p({o} == {other}, {o} is {other})", lambda: f"del {o}", lambda: f"{o} = {c}({r.choice(['', '1', '1, 2', 'x=3', 'q=1'])})", lambda: f"p({c}[int])", lambda: f"p(type({o}).__name__, {o}.__class__.__name__)",
            lambda: f"p(super({c}, {o}).{name})", lambda: f"p(max({o}, {other}), min([{o}, {value}]))", lambda: f"p(sum([{o}, {value}], {other}))", lambda: f"p({o} and 1, not {o})", lambda: f"p([*{o}], {{**{o}}})", lambda: f"p(next({o}), next({o}))", lambda: f"p(getattr({o}, {name!r}, 'none'), hasattr({o}, {name!r}))",
            lambda: f"{c}.{name} = {value}", lambda: f"p({c}.__dict__.get('__slots__'), {c}.__doc__)", lambda: f"run(pause({o}))", lambda: f"{o}.__class__ = {c}\np(type({o}))", lambda: f"p(complex({o}), bytes({o}))", lambda: f"p(dir({o})[:2])", lambda: f"p(reversed({o}))", lambda: f"p('%s %r %d' % ({o}, {o}, {o}))",
            lambda: f"p({c}.__bases__, {c}.__qualname__)", lambda: f"{c}.x = property(lambda self: 'p')\np({o}.x)", lambda: f"p({o}.priv())", lambda: f"p({c}.Inner().k())", lambda: f"raise {o}", lambda: f"p(type('D', ({c},), {{'x': 1}})().x)", lambda: f"p(pow({o}, 2, 3))", lambda: f"p({o} < {other} < {value})",
        ])()

    def theme(self):
        r = self.r
        parts = ["async def pause(o): return await o"]
        if r.random() < .35:
            parts.append(self.meta())
        for _ in range(r.randint(1, 4)):
            text = self.definition()
            # A class that cannot be made is an answer, too; others stand in for it.
            name = self.classes[-1]
            parts.append(f"try:\n{textwrap.indent(text, '    ')}\nexcept Exception as e:\n    p(type(e).__name__, e)\n    class {name}: pass")
        self.objects = []
        for _ in range(r.randint(2, 3)):
            name = f"o{len(self.objects)}"
            c = r.choice(self.classes)
            parts.append(f"{name} = None\ntry: {name} = {c}({r.choice(['', '', '1', '1, 2', 'x=3'])})\nexcept Exception as e: p(type(e).__name__, e)")
            self.objects.append(name)
        for _ in range(r.randint(5, 10)):
            parts.append(f"try:\n{textwrap.indent(self.use(), '    ')}\nexcept Exception as e: p(type(e).__name__, e)")
        parts.append(self.use())
        return "\n".join(parts)
