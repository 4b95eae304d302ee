"""Hostile programs: methods that change the container in use, deep nesting, huge sizes. No crash, no hang, and equal output."""
from .program import Form, guarded

HEADER = r'''
import gc, functools, itertools, collections, operator, heapq, bisect, json, re, struct, io
def p(*values):
    for value in values:
        try: print(ascii(value)[:200], end=" ")
        except Exception as error: print(type(error).__name__, end=" ")
    print()
class Bomb:
    """Each special method runs `act`, a few times at most."""
    def __init__(self, act, value=1, times=6): self.act, self.value, self.times = act, value, times
    def fire(self):
        if self.times > 0:
            self.times -= 1
            self.act()
    def __eq__(self, other): self.fire(); return self.value == getattr(other, "value", other)
    def __lt__(self, other): self.fire(); return self.value < getattr(other, "value", 0)
    def __gt__(self, other): self.fire(); return self.value > getattr(other, "value", 0)
    def __hash__(self): self.fire(); return 1
    def __index__(self): self.fire(); return self.value
    def __int__(self): self.fire(); return self.value
    def __float__(self): self.fire(); return 1.5
    def __bool__(self): self.fire(); return bool(self.value)
    def __len__(self): self.fire(); return self.value
    def __iter__(self): self.fire(); return iter([1, 2, 3])
    def __getitem__(self, at):
        self.fire()
        if at > 2: raise IndexError
        return at
    def __repr__(self): self.fire(); return "bomb"
    def __str__(self): self.fire(); return "str"
    def __format__(self, spec): self.fire(); return "fmt"
    def __add__(self, other): self.fire(); return self
    __radd__ = __iadd__ = __mul__ = __add__
    def __contains__(self, other): self.fire(); return False
    def __call__(self, *a): self.fire(); return self.value
    def keys(self): self.fire(); return ["a", "b"]
    def __next__(self):
        self.fire()
        self.value += 1
        if self.value > 6: raise StopIteration
        return self.value
class Falls(Bomb):
    def __del__(self): self.fire()
    __hash__ = object.__hash__
def deep(kind, depth):
    value = []
    for _ in range(depth):
        if kind == "list": value = [value]
        elif kind == "tuple": value = (value,)
        elif kind == "dict": value = {1: value}
        elif kind == "partial": value = functools.partial(print, value)
        elif kind == "exc": value = ValueError(value)
        elif kind == "node": value = Node(value)
        elif kind == "deque": value = collections.deque([value])
        elif kind == "iter": value = iter([value])
        elif kind == "lambda": value = (lambda v: lambda: v)(value)
        elif kind == "slice": value = slice(value)
        elif kind == "chain": value = itertools.chain(value)
        elif kind == "map": value = map(None or str, value)
        elif kind == "gen": value = (lambda v: (w for w in v))(value)
        elif kind == "alias": value = list[value]
    return value
class Node:
    def __init__(self, next): self.next = next
    def __repr__(self): return f"({self.next!r})"
    def __eq__(self, other): return self.next == other.next
    def __hash__(self): return hash(self.next) if isinstance(self.next, Node) else 1
def rec(error): return isinstance(error, RecursionError)
'''
FORM = Form(HEADER, guarded('print(type(error).__name__, "" if rec(error) else ascii(str(error))[:300])'))

CONTAINERS = ["[1, 2, 3]", "{1: 2, 3: 4}", "{1, 2, 3}", "bytearray(b'abc')", "collections.deque([1, 2, 3])", "collections.OrderedDict(a=1, b=2)", "[]", "{}", "collections.defaultdict(list, a=1)", "[3, 1, 2] * 10", "io.BytesIO(b'abc')", "dict.fromkeys(range(20))", "set(range(20))"]
CHANGES = ["x.clear()", "x.pop()", "x.append(1)", "x.add(9)", "x.update({5: 6})", "x[:] = []", "del x[:]", "x.extend([1] * 50)", "x.__init__()", "x.sort()", "x.popitem()", "x.insert(0, b)", "x.remove(b)", "x.__setitem__(b, 1)", "x.reverse()", "x.update(range(50))", "x.discard(2)", "x.close()", "x.rotate()",
           "x.__setitem__(7, 8)", "gc.collect()", "x.__iadd__(x)", "x.move_to_end('a')", "x.__imul__(0)", "x.appendleft(0)", "x.resize(9)", "x.setdefault(b, 1)"]
USES = ["x.index(b)", "x.remove(b)", "x.count(b)", "b in x", "x == y", "x < y", "x[b]", "x[b] = 1", "del x[b]", "x.insert(b, 1)", "x.pop(b)", "x[b:]", "x[b:b:b]", "x[b:] = b", "x[::b] = [1, 2]", "del x[b:]", "x.sort(key=b)", "x.sort(key=lambda v: b())", "sorted(x, key=b)", "max(x, key=b)", "min(x, default=b)", "sum(x, b)", "x * b", "x += b", "x.extend(b)",
        "list(map(b, x))", "[b(v) for v in x]", "list(filter(b, x))", "x.update(b)", "x.get(b)", "x.setdefault(b, 1)", "x.add(b)", "x.discard(b)", "x | {b}", "x & {b, 1}", "x - {b}", "x ^ {b}", "x.difference([b, 1])", "x.intersection([b, b])", "{**x, b: 1}", "dict(x, k=b)", "repr(x)", "str([b, x])", "x.join([b'a', b])", "x.find(b)", "x.replace(b, b)", "x.translate(b)",
        "bytes(b)", "bytearray(b)", "list(b)", "tuple(b)", "set(b)", "dict(b)", "range(b)", "slice(b).indices(b)", "'%s %d' % (b, b)", "f'{b} {b!r}'", "'{} {0}'.format(b)", "'{:{}}'.format(b, b)", "str(b)", "int(b)", "float(b)", "bool(b)", "divmod(b, b)", "pow(b, b)", "round(b)", "isinstance(b, b)", "iter(b, 1)", "list(iter(b, 9))", "zip(x, b)", "list(zip(x, b, strict=True))",
        "heapq.heappush(x, b)", "heapq.heapify(x)", "heapq.heappop(x)", "heapq.nlargest(2, x, key=b)", "bisect.insort(x, b)", "bisect.bisect(x, b)", "functools.reduce(b, x)", "list(itertools.accumulate(x, b))", "list(itertools.groupby(x, b))", "list(itertools.product(x, b))", "itertools.islice(x, b)", "list(itertools.chain(x, b))", "collections.Counter(x) + collections.Counter([b])", "x.rotate(b)", "collections.deque(x, b)",
        "json.dumps([x, b])", "json.dumps({'a': b}, default=b)", "re.sub('a', b, 'aaa')", "struct.pack('ii', b, b)", "x.write(b)", "x.read(b)", "x.readinto(x)", "x.getbuffer()", "memoryview(x)[b]", "memoryview(x)[b] = b", "x.fromkeys(x, b)", "x.index(b, b, b)", "x.copy() == x", "hash((b, b))", "{b: 1, 1: 2}[b]", "{b, 1}", "x.__init__(x)", "x.__init__(b)", "for v in x: b.fire(); p(v)", "a, *c = x; b.fire()", "print(*x, sep=b)",
        "for k, v in x.items(): b.fire()", "all(b for v in x)", "list(reversed(x)) and b.fire()", "getattr(b, 'value')", "it = iter(x); next(it); b.fire(); p(list(it), it.__length_hint__())", "x.splitlines(b)", "x.center(b)", "x.hex(b)", "x.split(b)", "int.from_bytes(b, 'big')", "(5).to_bytes(b, 'big')", "chr(b)", "'a' * b", "'abc'[b]", "'abc'.find('b', b)", "'a'.join(b)", "b''.join(b)", "enumerate(x, b)", "operator.length_hint(b)",
        "operator.indexOf(x, b)", "type('T', (), {'a': b})", "x.__reversed__()", "sum([[b]], x)", "x.append(Falls(b.act)); del x[0:]; p(len(x))", "y = x; x = None; del y", "x[0] = Falls(b.act); x[0] = 1", "x.sort(reverse=b)", "sorted([b, b, Bomb(b.act, 0)])"]
KINDS = "list tuple dict partial exc node deque iter lambda slice chain map gen alias".split()
DEEP_USES = ["repr(v)", "v == w", "hash(v)", "del v", "v < w", "json.dumps(v)", "str([v])", "next(v)", "list(v)", "import copy; copy.deepcopy(v)", "gc.collect()", "isinstance(1, v)", "v()", "f'{v}'", "'%r' % (v,)", "v != w", "[v] == [w]", "max([v], [w])", "set([v])", "{v: 1}", "bool(v)", "len(v)", "v in [w]", "issubclass(int, v)", "type(v)", "iter(v)"]
SELF = ["x = []; x.append(x)", "x = {}; x[1] = x", "x = [[]]; x[0].append(x)", "x = ([],); x[0].append(x)", "x = collections.deque(); x.append(x)", "x = collections.OrderedDict(); x[1] = x", "x = ValueError(); x.args = (x,)", "x = functools.partial(print); x.__setstate__((x, (), {}, {}))", "x = Node(None); x.next = x", "x = {}; x[1] = x.values()",
        "x = collections.UserList(); x.append(x)", "x = slice([]); x.start and 0", "x = []; x.append((x,))", "x = ValueError(); x.__cause__ = x", "import types; x = types.SimpleNamespace(); x.a = x", "x = []; x.append(iter(x))", "class x: pass\nx.a = x"]
SELF_USES = ["repr(x)", "str(x)", "x == x", "x == [x]", "hash(x)", "json.dumps(x)", "import copy; p(copy.deepcopy(x))", "raise x", "x < x", "f'{x!r:>5}'", "import copy; y = copy.copy(x); p(y == x)", "y = eval(repr(x)); p(y)", "sorted([x, x])", "x != x", "del x; p(gc.collect() > 0)", "x in x", "x.index(1)", "isinstance(1, (x,))", "'%s' % x", "x.extend(x); p(len(x))", "max(x)"]
HUGE = ["2**31", "2**62", "2**63", "2**64", "10**20", "-2**63", "2**32 - 1", "sys.maxsize", "-sys.maxsize - 1", "sys.maxsize // 8", "2**40"]
HUGE_USES = ["'a' * n", "[0] * n", "(0,) * n", "b'a' * n", "bytearray(n)", "bytes(n)", "'a'.ljust(n)", "'a'.center(n)", "'a'.zfill(n)", "'a\\t'.expandtabs(n)", "f'{1:{n}}'", "f'{1.5:.{n}f}'", "'%*d' % (n, 1)", "'%.*f' % (n, 1.5)", "range(n)[n - 1]", "len(range(n))", "range(n)[::2]", "[1][n]", "[1][:n]", "[1].insert(n, 2)", "[1].pop(n)", "'abc'.find('b', n)",
             "'abc'.replace('b', 'x', n)", "'a b'.split(None, n)", "round(1.5, n)", "round(15, -n)", "1 << n", "1 >> n", "(1).to_bytes(n, 'big')", "chr(n)", "itertools.islice([1], n)", "list(itertools.islice([1], n))", "itertools.repeat(1, n)", "collections.deque([1], n)", "collections.deque([1, 2, 3]).rotate(n)", "collections.deque([1]) * n", "[].__imul__(n)", "list(range(n))", "sys.setrecursionlimit(n)",
             "int('9' * 5000)", "str(10 ** 5000)", "io.BytesIO().seek(n)", "io.BytesIO(b'a').read(n)", "io.StringIO('a').truncate(n)", "struct.pack(f'{n}x')", "struct.calcsize(f'{n}s')", "memoryview(b'ab')[n]", "memoryview(b'ab')[:n]", "slice(n, n, n).indices(n)", "hash(n)", "float(n)", "divmod(n, -7)", "n % 1.5", "[1] * n == 5", "'{:{}}'.format('a', n)",
             "'{0[%d]}'.format([1])" , "'a'.encode().hex('-', n)", "list(itertools.product([1], repeat=n))", "itertools.count(n, n)", "enumerate([1], n)", "list(enumerate([1], n))", "sum([n, n])", "heapq.nlargest(n, [1])", "(n).bit_length()", "int(str(n)) == n", "n ** 2", "1.0 * n", "sys.getrefcount(n) > 0", "[0].__mul__(n)", "bytearray(b'ab').zfill(n)", "bytearray(b'a').__imul__(n)",
             "bytearray(b'abc').insert(n, 1)", "array = bytearray(b'ab'); array[n:] = b'c'; p(array)", "'a'.join(['b'] * 5) * (n // 3)", "dict.fromkeys(range(n))", "set(range(n))", "sorted(range(n))", "tuple(range(n))", "max(range(n))"]


def piece(r):
    kind = r.random()
    if kind < .6:
        container = r.choice(CONTAINERS)
        use = r.choice(USES)
        at = r.choice([f"x.insert(0, b)", "x.append(b)", "x.add(b)", "x[b] = b", "pass", "pass", "y = [b, b]"])
        value = r.choice(["1", "0", "2", "-1", "3"])
        expression = use if any(mark in use for mark in ("=", ";", "del ", "for ")) and "==" not in use and "(" not in use.split("=")[0] or use.startswith(("for ", "a, ", "it ", "y =", "del ", "x[", "x.append(F")) and not use.startswith(("x[b]", "x[b:]")) or "] = " in use or "+= " in use else f"p({use})"
        setup = f"try: {at}\nexcept Exception as e: p(type(e).__name__)\n" if at != "pass" else ""
        return f"x = {container}\ny = {r.choice(CONTAINERS)}\ndef act():\n    {r.choice(CHANGES)}\nb = Bomb(act, {value}, 0)\n{setup}b.times = {r.choice('1236')}\n{expression}\np(x)"
    if kind < .75:
        name = r.choice(KINDS)
        depth = r.choice(["10", "500", "3000", "100000"])
        use = r.choice(DEEP_USES)
        if depth == "100000" and use.startswith("import copy") or name == "map" and depth != "10" and use in ("next(v)", "list(v)"):
            depth = "10"
        use = use if use.startswith(("import", "del")) else f"r = {use}\nprint(type(r).__name__)"
        return f"v, w = deep({name!r}, {depth}), deep({name!r}, {depth})\n{use}\nprint('done')"
    if kind < .87:
        use = r.choice(SELF_USES)
        return f"{r.choice(SELF)}\n{use if any(word in use for word in ('import', 'raise', 'del ', 'y = ', 'extend')) else f'p({use})'}"
    use = r.choice(HUGE_USES)
    n = r.choice(HUGE)
    if use.split("(")[0] in ("list", "set", "sorted", "tuple", "max", "dict.fromkeys") and "range" in use:
        n = "-5"
    return f"n = {n}\n{use if '; ' in use else f'p({use})'}"


def valid(text):
    try:
        compile(text, "<piece>", "exec")
        return True
    except (SyntaxError, ValueError):
        return False


def generate(r):
    pieces = []
    while len(pieces) < 30:
        text = piece(r)
        if valid(text):
            pieces.append(text)
    return pieces, False
