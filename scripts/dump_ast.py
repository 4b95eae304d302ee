"""Prints CPython's tree of a file in the form of the example `dump` of hoopsnake-syntax, for comparison.

usage: dump_ast.py FILE             print the tree
       dump_ast.py --against BINARY FILE...    compare with what BINARY prints, say where they differ first
"""
import ast, struct, subprocess, sys, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
OPS = {"Sub": "Sub", "Mult": "Mul", "UAdd": "Plus", "USub": "Minus"}
MIRROR = {ast.ListComp: "List", ast.SetComp: "Set", ast.GeneratorExp: "Generator"}

class Dump:
    def __init__(self):
        self.lines = []
        self.formatted = 0

    def at(self, n):
        if self.formatted: return ""
        return f"@{n.lineno}:{n.col_offset}-{n.end_lineno}:{n.end_col_offset}"

    def line(self, d, text): self.lines.append(" " * d + text)
    def block(self, body, d):
        for s in body: self.stmt(s, d)
    def named(self, name, body, d):
        if body:
            self.line(d, name)
            self.block(body, d + 1)
    def opt(self, e): return "-" if e is None else self.expr(e)
    def list(self, items): return "[" + " ".join(map(self.expr, items)) + "]"

    def stmt(self, s, d):
        at = self.at(s)
        k = type(s).__name__
        alias = lambda names: ",".join(f"{n.name}:{n.asname or '-'}" for n in names)
        match s:
            case ast.Expr(): self.line(d, f"Expr{at} {self.expr(s.value)}")
            case ast.Assign(): self.line(d, f"Assign{at} {self.list(s.targets)} {self.expr(s.value)}")
            case ast.AugAssign(): self.line(d, f"AugAssign{at} {self.expr(s.target)} {op(s.op)} {self.expr(s.value)}")
            case ast.AnnAssign():
                self.line(d, f"AnnAssign{at} {self.expr(s.target)} {self.expr(s.annotation)} {self.opt(s.value)} {s.simple}")
            case ast.Delete(): self.line(d, f"Delete{at} {self.list(s.targets)}")
            case ast.Pass() | ast.Break() | ast.Continue(): self.line(d, k + at)
            case ast.Return(): self.line(d, f"Return{at} {self.opt(s.value)}")
            case ast.Raise(): self.line(d, f"Raise{at} {self.opt(s.exc)} {self.opt(s.cause)}")
            case ast.Assert(): self.line(d, f"Assert{at} {self.expr(s.test)} {self.opt(s.msg)}")
            case ast.Global() | ast.Nonlocal(): self.line(d, f"{k}{at} {','.join(s.names)}")
            case ast.Import(): self.line(d, f"Import{at} {alias(s.names)}")
            case ast.ImportFrom(): self.line(d, f"ImportFrom{at} {s.level} {s.module or '-'} {alias(s.names)}")
            case ast.If():
                self.line(d, f"If{at}")
                while True:
                    self.line(d, f"?{self.expr(s.test)}")
                    self.block(s.body, d + 1)
                    o = s.orelse
                    if len(o) == 1 and isinstance(o[0], ast.If) and o[0].col_offset == s.col_offset: s = o[0]
                    else: break
                self.named("else", s.orelse, d)
            case ast.While():
                self.line(d, f"While{at} {self.expr(s.test)}")
                self.block(s.body, d + 1)
                self.named("else", s.orelse, d)
            case ast.For() | ast.AsyncFor():
                self.line(d, f"For{at} {int(k != 'For')} {self.expr(s.target)} {self.expr(s.iter)}")
                self.block(s.body, d + 1)
                self.named("else", s.orelse, d)
            case ast.With() | ast.AsyncWith():
                items = " ".join(f"{self.expr(i.context_expr)}:{self.opt(i.optional_vars)}" for i in s.items)
                self.line(d, f"With{at} {int(k != 'With')} {items}")
                self.block(s.body, d + 1)
            case ast.Try() | ast.TryStar():
                self.line(d, f"Try{at} {int(k != 'Try')}")
                self.block(s.body, d + 1)
                for h in s.handlers:
                    self.line(d, f"except{self.at(h)} {self.opt(h.type)} {h.name or '-'}")
                    self.block(h.body, d + 1)
                self.named("else", s.orelse, d)
                self.named("finally", s.finalbody, d)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.line(d, f"Def{at} {int(k != 'FunctionDef')} {s.name} {self.list(s.decorator_list)} {self.params(s.args)} {self.opt(s.returns)}")
                self.block(s.body, d + 1)
            case ast.ClassDef():
                self.line(d, f"Class{at} {s.name} {self.list(s.decorator_list)} {self.args(s.bases, s.keywords)}")
                self.block(s.body, d + 1)
            case ast.Match():
                self.line(d, f"Match{at} {self.expr(s.subject)}")
                for c in s.cases:
                    self.line(d, f"case {self.pattern(c.pattern)} {self.opt(c.guard)}")
                    self.block(c.body, d + 1)

    def params(self, a):
        out = "("
        plain = a.posonlyargs + a.args
        defaults = [None] * (len(plain) - len(a.defaults)) + a.defaults
        n = len(a.posonlyargs)
        groups = [("po", list(zip(plain, defaults))[:n]), ("p", list(zip(plain, defaults))[n:]), ("ko", list(zip(a.kwonlyargs, a.kw_defaults)))]
        groups += [("va", [(a.vararg, None)] if a.vararg else []), ("kw", [(a.kwarg, None)] if a.kwarg else [])]
        for kind, items in groups:
            for p, default in items: out += f" {kind}:{p.arg} {self.opt(p.annotation)} {self.opt(default)}"
        return out + ")"

    def args(self, args, keywords):
        out = [self.expr(a) for a in args]
        out += [f"{k.arg or '**'}={self.expr(k.value)}" for k in keywords]
        return "[" + " ".join(out) + "]"

    def pattern(self, p):
        at = self.at(p)
        every = lambda items: " ".join(map(self.pattern, items))
        match p:
            case ast.MatchValue(): return f"(Value{at} {self.expr(p.value)})"
            case ast.MatchSingleton(): return f"(Singleton{at} {p.value})"
            case ast.MatchAs(): return f"(As{at} {self.pattern(p.pattern) if p.pattern else '-'} {p.name or '-'})"
            case ast.MatchSequence(): return f"(Sequence{at} {every(p.patterns)})"
            case ast.MatchStar(): return f"(Star{at} {p.name or '-'})"
            case ast.MatchMapping(): return f"(Mapping{at} {self.list(p.keys)} {every(p.patterns)} {p.rest or '-'})"
            case ast.MatchClass():
                keywords = " ".join(f"{n}={self.pattern(q)}" for n, q in zip(p.kwd_attrs, p.kwd_patterns))
                return f"(Class{at} {self.expr(p.cls)} {every(p.patterns)} {keywords})"
            case ast.MatchOr(): return f"(Or{at} {every(p.patterns)})"

    def parts(self, values):
        out = []
        for v in values:
            if isinstance(v, ast.Constant): out.append(f"'{v.value.encode('utf-8', 'surrogatepass').hex()}'")
            else:
                conversion = {-1: "None", 115: "Str", 114: "Repr", 97: "Ascii"}[v.conversion]
                spec = "-" if v.format_spec is None else self.parts(v.format_spec.values)
                out.append(f"{{{self.expr(v.value)} {conversion} {spec}}}")
        return f"(FString {' '.join(out)})"

    def expr(self, e):
        at = self.at(e)
        k = type(e).__name__
        match e:
            case ast.Name(): body = f"Name{at} {e.id}"
            case ast.Constant(): body = f"Const{at} {constant(e.value)}"
            case ast.JoinedStr():
                self.formatted += 1
                text = self.parts(e.values)
                self.formatted -= 1
                return text + at
            case ast.Tuple() | ast.List() | ast.Set(): body = f"{k}{at} {self.list(e.elts)}"
            case ast.Dict(): body = f"Dict{at} " + " ".join(f"{self.opt(a)}:{self.expr(b)}" for a, b in zip(e.keys, e.values))
            case ast.Starred(): body = f"Starred{at} {self.expr(e.value)}"
            case ast.UnaryOp(): body = f"Unary{at} {op(e.op)} {self.expr(e.operand)}"
            case ast.BinOp(): body = f"Binary{at} {op(e.op)} {self.expr(e.left)} {self.expr(e.right)}"
            case ast.BoolOp(): body = f"Bool{at} {op(e.op)} {self.list(e.values)}"
            case ast.Compare():
                body = f"Compare{at} {self.expr(e.left)} " + " ".join(f"{op(o)} {self.expr(x)}" for o, x in zip(e.ops, e.comparators))
            case ast.IfExp(): body = f"IfElse{at} {self.expr(e.test)} {self.expr(e.body)} {self.expr(e.orelse)}"
            case ast.Call(): body = f"Call{at} {self.expr(e.func)} {self.args(e.args, e.keywords)}"
            case ast.Attribute(): body = f"Attribute{at} {self.expr(e.value)} {e.attr}"
            case ast.Subscript(): body = f"Subscript{at} {self.expr(e.value)} {self.expr(e.slice)}"
            case ast.Slice(): body = f"Slice{at} {self.opt(e.lower)} {self.opt(e.upper)} {self.opt(e.step)}"
            case ast.Lambda(): body = f"Lambda{at} {self.params(e.args)} {self.expr(e.body)}"
            case ast.NamedExpr(): body = f"Named{at} {e.target.id} {self.expr(e.value)}"
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                if isinstance(e, ast.DictComp): body = f"Comp{at} Dict {self.expr(e.key)} {self.expr(e.value)}"
                else: body = f"Comp{at} {MIRROR[type(e)]} {self.expr(e.elt)} -"
                for c in e.generators: body += f" for {c.is_async} {self.expr(c.target)} {self.expr(c.iter)} {self.list(c.ifs)}"
            case ast.Yield(): body = f"Yield{at} {self.opt(e.value)}"
            case ast.YieldFrom() | ast.Await(): body = f"{k}{at} {self.expr(e.value)}"
        return f"({body})"

def op(o):
    name = type(o).__name__
    return {"Mult": "Mul", "MatMult": "MatMul", "UAdd": "Plus", "USub": "Minus"}.get(name, name)

def constant(v):
    match v:
        case bool() | None: return str(v)
        case int(): return f"int {v:x}"
        case float(): return f"float {struct.pack('>d', v).hex()}"
        case complex(): return f"complex {struct.pack('>d', v.imag).hex()}"
        case str(): return f"str {v.encode('utf-8', 'surrogatepass').hex()}"
        case bytes(): return f"bytes {v.hex()}"
        case _: return "Ellipsis"

def dump(path):
    d = Dump()
    with open(path, "rb") as f: d.block(ast.parse(f.read()).body, 0)
    return d.lines

def compare(binary, paths):
    same = different = skipped = 0
    for path in paths:
        try: expected = dump(path)
        except (SyntaxError, ValueError): skipped += 1; continue
        try: actual = subprocess.run([binary, path], capture_output=True, text=True).stdout.split("\n")[:-1]
        except UnicodeDecodeError: skipped += 1; continue
        if expected == actual: same += 1; continue
        different += 1
        for a, b in zip(expected + ["(end)"], actual + ["(end)"]):
            if a != b:
                i = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), 0)
                print(f"{path}\n  cpython: {a.strip()[:60]} ... {a[max(0, i - 40):i + 90]}\n  ours:    {b.strip()[:60]} ... {b[max(0, i - 40):i + 90]}")
                break
    print(f"{same} same, {different} different, {skipped} skipped")

if sys.argv[1] == "--against": compare(sys.argv[2], sys.argv[3:])
else: print("\n".join(dump(sys.argv[1])))
