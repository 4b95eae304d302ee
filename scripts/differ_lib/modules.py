"""Functions of modules: itertools, functools, collections, operator, math, re, json, struct, random, string, bisect, heapq, copy, enum, dataclasses."""
import warnings

from . import values
from .program import Form, guarded

HEADER = values.HEADER + r'''
import itertools, functools, collections, operator, math, re, json, string, textwrap, struct, random, bisect, heapq, copy, enum, dataclasses, contextlib, binascii, codecs, io, reprlib, types, keyword, unicodedata, hashlib
def take(thing, count=8):
    return list(itertools.islice(thing, count))
'''
FORM = Form(HEADER, guarded('out(type(error).__name__, str(error))'))

ITERTOOLS = "accumulate chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest chain.from_iterable".split()
MATH = [name for name in dir(__import__("math")) if not name.startswith("_") and name not in ("e", "pi", "tau", "inf", "nan", "factorial", "comb", "perm")]
# The last digit may differ there (docs/modules.md), so it is not shown.
TRANSCENDENTAL = set("acos acosh asin asinh atan atan2 atanh cbrt cos cosh erf erfc exp exp2 expm1 gamma lgamma log log10 log1p log2 pow sin sinh tan tanh dist hypot fsum".split())
OPERATOR = [name for name in dir(__import__("operator")) if not name.startswith("_") and name not in ("pow", "ipow", "lshift", "ilshift", "mul", "imul", "is_", "is_not")]
NUMBERS = values.SMALL_INTS + values.FLOATS + ["True", "10**20", "2**62", "'a'", "None", "Index()", "Floaty()", "3+4j"]
CALLS = ["lambda *a: a", "lambda x: x", "operator.add", "lambda x, y=1: (x, y)", "str", "len", "bool", "max", "None", "operator.lt", "lambda x: x > 1", "5", "int", "repr", "lambda: 3"]
ITERABLES = values.SEQUENCES + values.ITERATORS[:9] + ["'abc'", "'aabbb'", "5", "None", "b'ab'", "{'a': 1}", "range(4)", "[3, 1, 2]", "[1, 1, 2]", "[[1, 2], [3, 4]]", "Seq()"]


PARAGRAPHS = ["the quick  brown fox jumps over-the lazy dog", " a\n  b\n c", "", "x" * 30]
TEMPLATES = ["<x>", r"<\g<0>>", r"\1", r"\g<n>", r"\n", r"\q", "", r"\g<"]


def arguments(r, pools):
    return ", ".join(r.choice(r.choice(pools)) for _ in range(r.choice([0, 1, 1, 2, 2, 3])))


def of_itertools(r):
    name = r.choice(ITERTOOLS)
    keyword = r.choice(["", "", "", ", repeat=2", ", r=2", ", fillvalue=0", ", initial=1", ", key=None", ", times=2", ", step=2", ", func=max", ", start=3"])
    given = arguments(r, [ITERABLES, ITERABLES, ["0", "1", "2", "3", "-1", "None", "'a'"], CALLS])
    return f"out(take(itertools.{name}({(given + keyword).lstrip(', ')})))"


def of_math(r):
    name = r.choice(MATH)
    given = arguments(r, [NUMBERS, NUMBERS, ["[1, 2.5]", "[0.1] * 3", "()"]])
    keyword = r.choice(["", "", "", ", rel_tol=0.5", ", abs_tol=1", ", start=2"])
    call = f"math.{name}({(given + keyword).lstrip(', ')})"
    if name in TRANSCENDENTAL:
        return f"y = {call}\nout(float('%.12g' % y))"
    return f"out({call})"


def of_combinatorics(r):
    return f"out(math.{r.choice(['factorial', 'comb', 'perm', 'isqrt', 'gcd', 'lcm'])}({arguments(r, [values.SMALL_INTS[:9] + ['20', 'None', '1.0', '-3', '10**20'][:4]])}))"


def of_operator(r):
    name = r.choice(OPERATOR)
    if name in ("itemgetter", "attrgetter", "methodcaller"):
        key = r.choice(["1", "'a'", "0, 1", "'real'", "'upper'", "'a.b'", "slice(2)", "'real.imag'", "'split', 'a'", "", "'x', sep=1"])
        return f"f = operator.{name}({key})\nout(f)\nout(f({r.choice(values.MODEST)}))"
    return f"out(operator.{name}({arguments(r, [values.MODEST])}))"


def atom(r, depth):
    if depth > 2 or r.random() < .5:
        return r.choice(["a", "b", ".", "\\d", "\\w", "\\s", "[ab]", "[^a]", "[a-c]", "\\b", "^", "$", "ab", "\\.", "\u00e9", "\\W", "\\B", "x", "1", "[\\d_]", "\\A", "\\Z", "[]a]", "\\n", "\\1", "[a\\]b]", "\\x41", "\\u00e9", " ", "#"])
    inner = regex(r, depth + 1)
    return r.choice([f"({inner})", f"({inner})", f"(?:{inner})", f"(?P<n>{inner})", f"(?={inner})", f"(?!{inner})", f"(?<=a)", f"(?<!{r.choice('ab')})", f"({inner})|{inner}", "(?P=n)", f"(?i:{inner})", "(?(1)a|b)", f"(?>{inner})", f"(?#c){inner}", f"(?s-i:{inner})"])


def regex(r, depth=0):
    parts = []
    for _ in range(r.randint(1, 3)):
        parts.append(atom(r, depth) + r.choice(["", "", "", "*", "+", "?", "*?", "+?", "{2}", "{1,2}", "{,1}?", "??", "++", "*+", "{1,}", "{2,1}" if r.random() < .1 else ""]))
    text = "".join(parts) + (f"|{regex(r, depth + 1)}" if r.random() < .12 else "")
    return text if r.random() < .97 else text.replace(")", "", 1)


def of_re(r):
    pattern = regex(r)
    subject = "".join(r.choice("aabbx1 .\n\u00e9AB_\t") for _ in range(r.choice([0, 1, 3, 6, 10])))
    flags = r.choice(["0", "0", "0", "re.I", "re.M", "re.S", "re.X", "re.A", "re.I | re.M"])
    prefix = ""
    if r.random() < .1 and pattern.isascii() and subject.isascii():
        prefix = "b"
    show = "out(m and (m.span(), m.groups(), m.groupdict(), m.lastindex, m.lastgroup))"
    call = r.choice([
        f"m = re.search(q, s, {flags})\n{show}", f"m = re.match(q, s, {flags})\n{show}", f"m = re.fullmatch(q, s, {flags})\n{show}", f"out(re.findall(q, s, {flags}))", f"out([m.span() for m in re.finditer(q, s, {flags})])",
        f"out(re.split(q, s, {r.choice('0012')}, {flags}))", f"out(re.sub(q, {prefix}{r.choice(TEMPLATES)!r}, s, {r.choice('0012')}, {flags}))", f"out(re.subn(q, lambda m: m[0] * 2, s))", f"out(re.compile(q, {flags}))",
        f"c = re.compile(q)\nout(c.groups, c.groupindex, c.flags)", f"m = re.compile(q).search(s, {r.choice('0123')}, {r.choice('1359')})\n{show}", f"m = re.search(q, s)\nout(m and m.expand({prefix}{r.choice(TEMPLATES)!r}), m)",
    ])
    return f"q = {prefix}{pattern!r}\ns = {prefix}{subject!r}\n{call}"


def of_json(r):
    if r.random() < .5:
        value = r.choice(values.MODEST + ["{'a': [1, {'b': None}], 'c': (1.5, True)}", "{1: 2, None: 3, True: 4, 1.5: 5}", "[[[]]]", "{(1, 2): 3}", "'\\u2028<\"\\\\>'"])
        options = "".join(r.sample([", indent=2", ", sort_keys=True", ", ensure_ascii=False", ", separators=(',', ':')", ", skipkeys=True", ", allow_nan=False", ", default=str", ", indent='-'", ", default=repr", ", indent=0"], r.choice([0, 1, 1, 2])))
        return f"out(json.dumps({value}{options}))"
    text = r.choice(['{"a": [1, 2.5, null, true], "b": {"c": "x\\u00e9\\n"}}', "[1, 2, [3]]", '"a\\ud83d\\ude00b"', "-0", "1e5", "NaN", "-Infinity", '{"a": 1, "a": 2}', "  [ ] ", '"\\x"', "123456789012345678901234567890", "[1.0, 1E+2]", '"\\ud800"'])
    for _ in range(r.choice([0, 1, 1, 2])):
        at = r.randrange(len(text) + 1)
        text = text[:at] + r.choice(["", ",", "{", "]", '"', "\\", "\n", "1", " ", ".", "e", "\ufeff", "x", ":"]) + text[at + r.choice([0, 1]):]
    options = r.choice(["", "", "", ", parse_float=str", ", parse_int=float", ", object_pairs_hook=list", ", strict=False", ", object_hook=sorted", ", parse_constant=repr"])
    return f"out(json.loads({text!r}{options}))"


def of_struct(r):
    form = r.choice(["", "<", ">", "!", "=", "@"]) + "".join(r.choice(["", "", "2", "0", "3"]) + r.choice("bBhHiIlLqQfdsxcp?nNPe") for _ in range(r.choice([1, 1, 2, 3])))
    if r.random() < .1:
        form = r.choice(["z", "2", " i", "i i", "<n", "99999999999999999999i", "é", ""])
    given = ", ".join(r.choice(["1", "-1", "255", "70000", "2**40", "2**64", "1.5", "b'a'", "b'abc'", "True", "'a'", "None", "1e300", "Index()"]) for _ in range(r.choice([1, 1, 2, 3])))
    return r.choice([f"out(struct.pack({form!r}, {given}))", f"out(struct.calcsize({form!r}))", f"out(struct.unpack({form!r}, {r.choice(['bytes(range(8))', 'b' + repr('a'), 'bytes(4)', 'bytearray(b' + repr('abcd') + ')', 'b' + repr('')])}))", f"out(struct.unpack_from({form!r}, bytes(range(40)), {r.choice(['0', '1', '-3', '39', '99', '-99'])}))",
                     f"b = bytearray(12)\nstruct.pack_into({form!r}, b, {r.choice(['0', '2', '-4', '50'])}, {given})\nout(b)", f"out(list(struct.iter_unpack({form!r}, bytes(range(8)))))"])


def of_random(r):
    seed = r.choice(["1", "'a'", "2.5", "None or 5", "b'x'", "-3", "10**30"])
    call = r.choice(["random()", "randint(1, 6)", "randrange(10)", "randrange(2, 20, 3)", "choice([1, 2, 3])", "choices('abc', k=5)", "choices('abc', weights=[1, 2, 3], k=4)", "sample(range(100), 5)", "shuffle(x)", "uniform(1, 5)", "getrandbits(70)", "randbytes(5)", "triangular()", "randrange(0)", "choice([])",
                     "sample([1], 2)", "getrandbits(-1)", "randint(3, 1)", "choices([], k=1)", "sample({1}, 1)", "randrange(1.5)", "gauss(0, 1) > 0", "betavariate(1, 2) < 1", "expovariate(1) > 0", "sample('abc', 2, counts=[2, 2, 2])"])
    return f"x = list(range(8))\nz = random.Random({seed})\nout(z.{call}, x)\nout(z.random())"


def of_collections(r):
    a, b = r.choice(ITERABLES), r.choice(ITERABLES)
    n = r.choice(["0", "1", "-1", "2", "5", "None", "'a'"])
    x = r.choice(values.MODEST)
    return r.choice([
        lambda: f"x = collections.deque({a}, {r.choice(['2', 'None', '0', '3', '-1'])})\nx.{r.choice(['append', 'appendleft', 'extend', 'extendleft', 'remove', 'rotate', 'count', 'index', '__contains__', '__delitem__', '__getitem__', '__add__', '__iadd__', '__mul__', '__imul__', '__lt__', '__eq__'])}({r.choice([x, n, b])})\nout(x)",
        lambda: f"x = collections.deque({a})\nout(x.{r.choice(['pop()', 'popleft()', 'copy()', 'reverse()', 'maxlen', 'clear()', 'insert(1, 2)', 'insert(-9, 0)', 'index(1, 1)', '__reversed__()'])}, x)",
        lambda: f"x = collections.Counter({r.choice([a, chr(39) + 'abca' + chr(39), '{1: 2}', 'a=3, b=-1'])})\nout(x.{r.choice(['most_common(2)', 'elements()', 'total()', 'update(' + b + ')', 'subtract(' + b + ')', '__getitem__(5)', 'most_common()', 'copy()', 'fromkeys(' + a + ')'])}, x)",
        lambda: f"x, y = collections.Counter({a}), collections.Counter({b})\nout(x {r.choice('+-&|')} y, x {r.choice(['==', '<', '<=', '>', '!='])} y, +x, -y)",
        lambda: f"x = collections.OrderedDict({r.choice(['a=1, b=2', '[(1, 2), (3, 4)]', a])})\nx.move_to_end({r.choice(['1', chr(39) + 'a' + chr(39), '3'])}, {r.choice(['True', 'False'])})\nout(x, x.popitem({r.choice(['True', 'False', 'last=False'])}), x)",
        lambda: f"x = collections.defaultdict({r.choice(['list', 'int', 'None', '5', 'lambda: 3'])}, {r.choice(['', 'a=1', '{1: 2}', a]) or 'b=1'})\nout(x[{r.choice(values.SMALL_INTS)}], x)",
        lambda: f"T = collections.namedtuple({r.choice(['T', '1x', 'def', ''])!r}, {r.choice(['x y', 'x, y', ['a', 'b'], 'x x', '_x', 'def y', '', 'a b c'])!r}{r.choice(['', ', rename=True', ', defaults=[1]', ', defaults=[1, 2, 3]'])})\nx = T({r.choice(['1, 2', '1', '', '1, 2, 3', 'x=1, y=2', 'x=1'])})\nout(x, x._fields, x._asdict())\nout(x._replace(x={x}), T._make({a}))",
        lambda: f"x = collections.ChainMap({{1: 2}}, {r.choice(values.MAPPINGS)})\nout(x[{n}], x, x.new_child(), len(x), list(x))\nx[5] = 6\nout(x, x.pop({n}))",
        lambda: f"x = collections.{r.choice(['UserDict', 'UserList', 'UserString'])}({r.choice([a, x])})\nout(x, x {r.choice(['+', '==', '*', '<', '|'])} {r.choice([x, n])}, len(x))",
    ])()


def of_functools(r):
    a, call = r.choice(ITERABLES), r.choice(CALLS)
    return r.choice([
        f"out(functools.reduce({call}, {a}{r.choice(['', ', 0', ', None'])}))", f"f = functools.partial({call}, {arguments(r, [values.SMALL_INTS])})\nout(f.args, f.keywords, f({arguments(r, [values.SMALL_INTS])}))", f"@functools.lru_cache(maxsize={r.choice(['2', 'None', '0', '-1', '1.5'])}{r.choice(['', ', typed=True'])})\ndef f(*a, **k): print('f', a, k); return a\nout(f(1), f(1.0), f(True), f(1, x=2), f({r.choice(values.MODEST)}))\nout(f.cache_info(), f.cache_parameters())",
        f"out(sorted({a}, key=functools.cmp_to_key({call})))", "@functools.total_ordering\nclass A:\n    def __init__(s, v): s.v = v\n    def __eq__(s, o): return s.v == o.v\n    def __lt__(s, o): return s.v < o.v\nout(A(1) <= A(2), A(1) > A(1), A(3) >= A(3))", f"@functools.singledispatch\ndef f(x): return 'any'\n@f.register(int)\ndef g(x): return 'int'\n@f.register\ndef h(x: list): return 'list'\nout(f({r.choice(values.MODEST)}), f.dispatch(bool) is g)",
        f"class A:\n    @functools.cached_property\n    def p(s): print('p'); return 5\n    @functools.partialmethod\n    def q(s): pass\nx = A()\nout(x.p, x.p, vars(x))", f"@functools.wraps({r.choice(['len', 'str.upper', '(lambda x: 1)', '5'])})\ndef f(): 'doc'\nout(f.__name__, f.__doc__, f.__wrapped__)", "class A:\n    @functools.singledispatchmethod\n    def f(s, x): return 'any'\n    @f.register\n    def _(s, x: str): return 'str'\nout(A().f(1), A().f('a'))",
    ])


def of_small(r):
    a, n, x = r.choice(ITERABLES), r.choice(values.SMALL_INTS), r.choice(values.MODEST)
    text = r.choice(values.TEXTS)
    return r.choice([
        f"out(bisect.{r.choice(['bisect', 'bisect_left', 'insort', 'insort_left'])}({r.choice([a, '[1, 3, 5]'])}, {n}{r.choice(['', ', 1', ', 0, 2', ', lo=-1', ', hi=9', ', key=abs'])}))", f"x = {r.choice(['[3, 1, 2]', '[5, 4]', '[]', a])}\nheapq.heapify(x)\nout(x, heapq.{r.choice(['heappop(x)', 'heappush(x, 2)', 'heapreplace(x, 9)', 'heappushpop(x, 0)', 'nlargest(2, x)', 'nsmallest(2, x, key=str)', 'merge(x, [1])'])}, x)",
        f"x = {x}\ny = copy.{r.choice(['copy', 'deepcopy'])}(x)\nout(y, x is y)", f"out(string.{r.choice(['capwords(' + text + ')', 'Template(' + repr(r.choice(['$a $$ ${b}', '$', '$1', '${', 'x'])) + ').' + r.choice(['substitute(a=1, b=2)', 'safe_substitute(a=1)', 'substitute({})'])])})", f"out(string.Formatter().format({r.choice(['{0} {a}', '{} {}', '{0!r:>5}', '{a.real}', '{', '{:{}}'])!r}, {r.choice(values.MODEST)}, a={n}))",
        f"out(textwrap.{r.choice(['wrap', 'fill', 'shorten', 'dedent', 'indent'])}({r.choice(PARAGRAPHS)!r}{r.choice(['', ', 10', ', width=7', ', 0', ', ' + repr('> '), ', width=12, placeholder=' + repr('..')])}))", f"out(binascii.{r.choice(['hexlify', 'unhexlify', 'b2a_base64', 'a2b_base64', 'crc32', 'a2b_hex', 'b2a_qp', 'a2b_qp'])}({r.choice(values.BYTES + ['b' + repr('YWI='), 'b' + repr('6162'), repr('zz')])}))",
        f"out({r.choice([text, *values.BYTES])}.{r.choice(['encode', 'decode'])}({r.choice(['utf-8', 'ascii', 'latin-1', 'utf-16', 'utf-32-le', 'unicode_escape', 'raw_unicode_escape', 'cp1252', 'nope', 'UTF8', 'utf_8_sig', 'punycode', 'idna', 'charmap', 'hex', 'rot13'])!r}, {r.choice(['strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass', 'namereplace', 'bad'])!r}))",
        f"out(codecs.{r.choice(['encode', 'decode'])}({x}, {r.choice(['utf-8', 'rot13', 'hex', 'base64', 'ascii', 'nope', 'unicode_escape'])!r}))", f"x = io.StringIO({text})\nout(x.read({n}), x.tell(), x.seek({r.choice(['0', '1', '-1', '2, 1'])}), x.readline(), x.write({text}), x.getvalue())", f"x = io.BytesIO({r.choice(values.BYTES)})\nout(x.read({n}), x.write(b'zz'), x.seek({r.choice(['0', '1', '-1', '-1, 2', '9'])}), x.readlines(), x.getvalue(), x.truncate({r.choice(['', '1', '-1'])}))",
        f"out(reprlib.repr({x}))", f"out(types.SimpleNamespace({r.choice(['a=1', '', 'b=[1], a=2'])}) == types.SimpleNamespace(a=1))", f"out(unicodedata.{r.choice(['name', 'category', 'numeric', 'decimal', 'digit', 'bidirectional', 'east_asian_width', 'combining', 'decomposition', 'mirrored'])}({text}{r.choice(['', ', None'])}))", f"out(unicodedata.normalize({r.choice(['NFC', 'NFD', 'NFKC', 'NFKD', 'X'])!r}, {text}))", f"out(hashlib.{r.choice(['md5', 'sha1', 'sha256', 'sha512', 'blake2b', 'sha3_256'])}({r.choice(values.BYTES + [text])}).hexdigest())",
        f"class E(enum.{r.choice(['Enum', 'IntEnum', 'Flag', 'IntFlag', 'StrEnum'])}):\n    A = {r.choice(['1', 'enum.auto()', repr('a')])}\n    B = {r.choice(['2', '1', 'enum.auto()', repr('b')])}\nout(list(E), E.A, E.A == 1, E.B.name, E.B.value)\nout(E({r.choice(['1', '2', '3', '0', repr('a')])}), E['A'], E.A in E)\nout(E.A {r.choice(['|', '&', '+', '<'])} E.B)\nE.A = 5",
        f"@dataclasses.dataclass({r.choice(['', 'order=True', 'frozen=True', 'slots=True', 'kw_only=True', 'eq=False', 'unsafe_hash=True', 'repr=False'])})\nclass A:\n    x: int{r.choice(['', ' = 1', ' = dataclasses.field(default_factory=list)', ' = []', ' = dataclasses.field(repr=False, default=3)'])}\n    y: str{r.choice(['', ' = 2', ' = dataclasses.field(init=False, default=4)'])}\na, b = A({r.choice(['1, 2', '1', 'x=1, y=2', ''])}), A({r.choice(['1, 2', '2', 'x=1, y=3'])})\nout(a == b, dataclasses.asdict(b), dataclasses.replace(b, x=5))\nout(a < b)\na.x = 9\nout(hash(a) == hash(b))",
        f"with contextlib.{r.choice(['suppress(ValueError)', 'nullcontext(3)', 'ExitStack()', 'closing(io.StringIO())', 'redirect_stdout(io.StringIO())', 'chdir(5)'])} as c: raise {r.choice(['ValueError(1)', 'KeyError(2)'])}",
    ])


ROWS = [(4, of_itertools), (3, of_math), (1, of_combinatorics), (3, of_operator), (8, of_re), (3, of_json), (3, of_struct), (1.5, of_random), (4, of_collections), (2, of_functools), (6, of_small)]


def piece(r):
    while True:
        text = r.choices([make for _, make in ROWS], [weight for weight, _ in ROWS])[0](r)
        if values.hashes_by_address(text) and "out(hash(" not in text:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, "<piece>", "exec")
        except (SyntaxError, ValueError):
            continue
        return text


def generate(r):
    return [piece(r) for _ in range(80)], False
