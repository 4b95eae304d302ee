"""Values x methods, functions, operators, formats: what builtin types do with each other, also with what they do not expect."""
import warnings

from .program import Form, guarded

HEADER = r'''
ITERATORS = ("iterator", "generator", "map", "filter", "zip", "enumerate", "reversed")
def show(value):
    name = type(value).__name__
    if name.endswith(ITERATORS) and name != "async_generator":
        shown = []
        try:
            for item in value:
                shown.append(repr(item))
                if len(shown) > 20: break
        except Exception as error:
            shown.append(type(error).__name__ + ": " + str(error))
        return name + str(shown)
    return name + " " + repr(value)
def out(*values):
    try: said = " | ".join(map(show, values))
    except BaseException as error: said = "show " + type(error).__name__ + ": " + str(error)
    print(ascii(said[:400]))
MP = type(type.__dict__)({"a": 1})
class Sub(int): pass
class SubStr(str): pass
class SubList(list): pass
class SubDict(dict): __missing__ = lambda self, key: ("missing", key)
class Index:
    def __index__(self): return 2
    def __repr__(self): return "Index()"
class Floaty:
    def __float__(self): return 2.5
    def __repr__(self): return "Floaty()"
class Seq:
    def __len__(self): return 3
    def __getitem__(self, at):
        if at > 2: raise IndexError(at)
        return at * 10
    def __repr__(self): return "Seq()"
class Keys:
    def keys(self): return ["a", "b"]
    def __getitem__(self, key):
        if not isinstance(key, str): raise KeyError(key)
        return key * 2
    def __repr__(self): return "Keys()"
class Fmt:
    def __format__(self, spec): return "Fmt<" + spec + ">"
    def __repr__(self): return "Fmt()"
'''
FORM = Form(HEADER, guarded('out(type(error).__name__, str(error))'))

SMALL_INTS = "0 1 -1 2 3 7 -5 255 256 1000".split()
HUGE_INTS = ["10**20", "-(10**20)", "2**62", "-(2**62)-1", "2**31", "2**64"]
FLOATS = ["0.0", "-0.0", "1.5", "-2.5", "0.1", "1e300", "1e-300", "123456789.125", "float('inf')", "float('-inf')", "float('nan')"]
COMPLEX = ["3+4j", "0j", "-1.5j", "complex('nan')"]
TEXTS = [repr(text) for text in [
    "", "a", "abc", "Hello World", "\u00df", "\u00e9\u00e0\u00fc", "\u0130", "\u0301x", "\u6f22\u5b57", "123", "-12", "  x  ", "a,b,,c", "\n\t", "a\nb\r\nc",
    "\u0391\u03a3", "\ud800", "x" * 30, "\u01c5", "\u00b2", "\u0663", "0x1F", "1_000", "3.5", "{}", "{0!r:>5}", "%s %d", "%(a)s", "a=b", "\U0001f600z", "utf-8",
    "strict", "real", "__class__"]]
BYTES = ["b''", "b'a'", "b'abc'", "b'\\xff\\x00'", "b'a,b'", "b'%d'", "b' x '", "b'12'", "bytearray(b'xyz')", "bytearray()", "memoryview(b'abcd')",
         "memoryview(bytearray(b'ab'))", "memoryview(b'abcd')[::2]"]
SEQUENCES = ["[]", "[1]", "[1, 2, 3]", "[3, 'a', None]", "[[1], [2]]", "['b', 'a']", "()", "(1,)", "(1, 2, 3)", "('a', 'b')", "((1, 2), (3, 4))", "range(0)", "range(5)",
             "range(10, 0, -3)", "[('a', 1), ('b', 2)]", "[0.5, True]"]
MAPPINGS = ["{}", "{'a': 1}", "{1: 2, 'k': [1]}", "{'a': 1}.keys()", "{'a': 1}.items()", "{1: 2}.values()", "SubDict(a=1)", "MP", "{'b': 0, 'a': 5}"]
SETS = ["set()", "{1}", "{1, 2, 3}", "frozenset()", "frozenset({1, 2})", "{'a'}", "{(1, 2), 'b'}"]
ITERATORS = ["iter([1, 2])", "(i * i for i in range(3))", "enumerate('ab')", "zip([1], [2])", "map(str, [1, 2])", "filter(None, [0, 1])", "reversed([1, 2])", "iter('ab')",
             "iter({'a': 1})", "iter(b'ab')", "iter(())", "iter(range(3))", "iter({1})", "iter(int, 0)"]
CALLABLES = ["len", "str.upper", "int", "str", "list", "dict", "print", "object", "type", "(lambda *a: a)", "(lambda x, y=0: y)", "[].append", "(1).__add__", "''.join",
             "int.from_bytes", "ValueError", "str.lower", "abs", "property()", "classmethod(len)", "staticmethod(len)", "super"]
EXCEPTIONS = ["ValueError('x')", "KeyError('k')", "OSError(2, 'no')", "StopIteration(3)", "UnicodeDecodeError('utf-8', b'a', 0, 1, 'bad')", "ExceptionGroup('g', [ValueError(1)])",
              "SystemExit(3)", "AttributeError('m', name='n', obj=1)", "SyntaxError('m', ('f', 1, 2, 't'))"]
OTHERS = ["True", "False", "None", "Ellipsis", "NotImplemented", "slice(None)", "slice(1, 5, 2)", "slice(None, None, -1)", "slice('a')", "list[int]", "int | None", "object()"]
OWN = ["Sub(5)", "SubStr('sub')", "SubList([1, 2])", "Index()", "Floaty()", "Seq()", "Keys()", "Fmt()"]

GROUPS = [SMALL_INTS, HUGE_INTS, FLOATS, COMPLEX, TEXTS, BYTES, SEQUENCES, MAPPINGS, SETS, ITERATORS, CALLABLES, EXCEPTIONS, OTHERS, OWN]
POOL = [value for group in GROUPS for value in group]
MODEST = [value for value in POOL if value not in HUGE_INTS and "1e300" not in value]
RECEIVERS = [SMALL_INTS + HUGE_INTS, FLOATS, COMPLEX, TEXTS, TEXTS, BYTES, SEQUENCES, SEQUENCES, MAPPINGS, SETS, ITERATORS, EXCEPTIONS, OTHERS, CALLABLES, OWN]

FUNCTIONS = """abs all any ascii bin bool bytearray bytes callable chr classmethod complex delattr dict divmod enumerate filter float format frozenset getattr hasattr hex
int isinstance issubclass iter len list map max memoryview min next object oct ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple
type zip aiter anext eval compile BaseException ImportError OSError UnicodeError UnicodeEncodeError StopIteration KeyError SystemExit ExceptionGroup""".split()
OPERATORS = "+ - * / // % ** @ << >> & | ^ < <= == != > >= in is".split() + ["not in", "is not", "and", "or"]
KEYWORDS = """key reverse sep maxsplit encoding errors default start base strict signed byteorder iterable object x keepends tabsize bytes_per_sep source string real imag function step
name obj path a stop end mode flags exp mod number ndigits sequence format_spec old new count""".split()
# Left out: what pickling needs, sizes, documentation and the names that docs/differences.md tells of.
LEFT_OUT = set("""__class__ __init_subclass__ __subclasshook__ __new__ __sizeof__ __reduce__ __reduce_ex__ __dir__ __getstate__ __setstate__ __doc__ __copy__ __deepcopy__
__dict__ __weakref__ __subclasses__ __text_signature__ __basicsize__ __dictoffset__ __flags__ __itemsize__ __weakrefoffset__ __builtins__ __globals__ __code__ gi_code gi_frame gi_yieldfrom
__objclass__ __self__ __module__ __traceback__ __prepare__ __length_hint__""".split())
# A huge number there is a long wait for both.
RISKY = ("**", "<<", "pow", "shift", "__mul__", "__rmul__", "__imul__", "*", "range", "to_bytes", "print")


def hashes_by_address(text):
    """Whether the outcome may lie in an address."""
    return "__hash__" in text or "hash(" in text


def member_names(value, scope):
    """Names of what can be asked of a value."""
    try:
        return [name for name in dir(eval(value, scope)) if name not in LEFT_OUT and name != "__hash__"]
    except Exception:
        return []


class Values:
    def __init__(self):
        self.scope = {}
        exec(HEADER, self.scope)
        self.names = {}

    def members(self, value):
        if value not in self.names:
            self.names[value] = member_names(value, self.scope)
        return self.names[value]

    def spec(self, r):
        return (r.choice(["", "", "*<", ">", "^", "=", "0", "<", "\u00e9^"]) + r.choice(["", "", "+", "-", " "]) + r.choice(["", "", "z"]) + r.choice(["", "", "#"])
                + r.choice(["", "0", "08", "10", "3", "30"]) + r.choice(["", "", ",", "_"]) + r.choice(["", "", ".3", ".0", ".10"])
                + r.choice(["", "d", "f", "e", "g", "G", "x", "X", "b", "o", "s", "c", "n", "%", "E", "q"]))

    def percent(self, r):
        return "%" + r.choice(["", "(a)", ""]) + "".join(r.sample("#0- +", r.choice([0, 0, 1, 2]))) + r.choice(["", "5", "*", "12"]) + r.choice(["", ".2", ".0", ".*"]) + r.choice("sdrxXoeEfFgGcaiub%q")

    def field(self, r):
        return "{" + r.choice(["", "0", "1", "a", "-1"]) + r.choice(["", "", ".real", "[0]", "[a]", ".x", "[-1]", "["]) + r.choice(["", "", "!r", "!s", "!a", "!x"]) + r.choice(["", ":" + self.spec(r), ":{}", ":{1}"]) + r.choice(["}", "}", "}", "}}"])

    def value(self, r, pool):
        if r.random() < .04:
            return repr(self.spec(r))
        return r.choice(r.choice(GROUPS)) if pool is POOL and r.random() < .7 else r.choice(pool)

    def arguments(self, r, pool):
        given = [self.value(r, pool) for _ in range(r.choice([0, 1, 1, 1, 2, 2, 3]))]
        if r.random() < .12:
            given.append(f"{r.choice(KEYWORDS)}={self.value(r, pool)}")
        if r.random() < .02:
            given.append(r.choice(["*[1, 2]", "**{'a': 1}", "*()", "**{}"]))
        return ", ".join(given)

    def method(self, r, pool):
        for _ in range(50):
            value = r.choice(r.choice(RECEIVERS))
            names = self.members(value)
            if not names:
                continue
            name = r.choice(names)
            if any(risk in name for risk in RISKY):
                pool = MODEST
                if value in HUGE_INTS:
                    continue
            if r.random() < .05:
                return f"x = {value}\ny = x.{name}\nout(type(y).__name__)"
            if r.random() < .06:
                return f"x = {value}\ny = type(x).{name}({self.arguments(r, pool)})\nout(y, x)"
            return f"x = {value}\ny = x.{name}({self.arguments(r, pool)})\nout(y, x)"
        return "pass"

    def function(self, r, pool):
        name = r.choice(FUNCTIONS)
        return f"y = {name}({self.arguments(r, MODEST if name in RISKY else pool)})\nout(y)"

    def operator(self, r, pool):
        op = r.choice(OPERATORS)
        pool = MODEST if op in RISKY else pool
        left, right = self.value(r, pool), self.value(r, pool)
        return f"x = {left}\ny = x {op} ({right})\nout(y, x)"

    def in_place(self, r, pool):
        op = r.choice("+ - * / // % ** @ & | ^ << >>".split())
        pool = MODEST if op in RISKY else pool
        return f"x = z = {self.value(r, pool)}\nx {op}= {self.value(r, pool)}\nout(x, z, x is z)"

    def unary(self, r, pool):
        return f"y = {r.choice(['-', '+', '~', 'not '])}{self.value(r, pool)}\nout(y)".replace("= ~-", "= ~ -")

    def bound(self, r):
        return r.choice(["", "", "0", "1", "-1", "2", "None", "100", "-100", "2**62", "Index()", "'a'", "1.0", "10**20", "True"])

    def item(self, r, pool):
        value = self.value(r, BYTES + SEQUENCES + MAPPINGS + TEXTS + OWN)
        at = self.value(r, pool) if r.random() < .4 else ":".join(self.bound(r) for _ in range(r.choice([2, 3])))
        kind = r.random()
        if kind < .5:
            return f"x = {value}\ny = x[{at}]\nout(y)"
        if kind < .8:
            return f"x = {value}\nx[{at}] = {self.value(r, MODEST)}\nout(x)"
        return f"x = {value}\ndel x[{at}]\nout(x)"

    def formats(self, r, pool):
        kind = r.random()
        value = self.value(r, pool)
        if kind < .3:
            return f"y = format({value}, {self.spec(r)!r})\nout(y)"
        if kind < .5:
            text = "".join(self.percent(r) for _ in range(r.choice([1, 1, 2])))
            value = r.choice([value, f"({value},)", f"({value}, {self.value(r, MODEST)})", "{'a': " + value + "}"])
            return f"y = {r.choice(['', '', 'b'])}{text!r} % {value}\nout(y)"
        if kind < .75:
            text = "".join(self.field(r) for _ in range(r.choice([1, 1, 2])))
            return f"y = {text!r}.format({self.arguments(r, pool)})\nout(y)"
        if kind < .85:
            text = "".join(self.field(r) for _ in range(r.choice([1, 1, 2])))
            return f"y = {text!r}.format_map({value})\nout(y)"
        return f"x = {value}\ny = f'<{{x{r.choice(['', '!r', '!s', '!a', '='])}:{self.spec(r)}}}>'\nout(y)"

    def unpack(self, r, pool):
        value = self.value(r, pool)
        return r.choice([f"a, b = {value}\nout(a, b)", f"a, *b = {value}\nout(a, b)", f"out(*{value})", f"out([*{value}, 1])", f"out({{**{value}}})",
                         f"out({{*{value}}})", f"out(dict(**{value}))", f"for a in {value}:\n    out(a)\n    break", f"(a, (b, c)), *d = {value}\nout(a, b, c, d)"])

    ROWS = [(50, method), (18, function), (14, operator), (5, in_place), (2, unary), (6, item), (8, formats), (3, unpack)]

    def piece(self, r):
        weights = [weight for weight, _ in self.ROWS]
        while True:
            make = r.choices([make for _, make in self.ROWS], weights)[0]
            text = make(self, r, POOL if r.random() < .8 else MODEST)
            if hashes_by_address(text) or (text.count("2**") + text.count("10**")) > 2 and "x[" not in text:
                continue
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    compile(text, "<piece>", "exec")
            except (SyntaxError, ValueError):
                continue
            return text


def generate(r, cache=Values()):
    return [cache.piece(r) for _ in range(120)], False
