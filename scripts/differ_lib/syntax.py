"""Texts that are nearly programs: tokens left out, put in, exchanged; whether they compile, and the words and place of the error."""
import re

from . import statements
from .program import Form

HEADER = r'''
import warnings
warnings.simplefilter("ignore")
def check(text, mode="exec"):
    try:
        compile(text, "<text>", mode)
        print("compiles")
    except SyntaxError as error:
        print(type(error).__name__, ascii(error.msg))
        print("at", error.lineno, error.offset, error.end_lineno, error.end_offset, ascii(error.text))
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        print(type(error).__name__, ascii(str(error)))
'''


def write(piece):
    return f"check({piece!r})"


FORM = Form(HEADER, write, unit="tokens")

TOKENS = re.compile(r"\n[ \t]*|[ \t]+|\w+|'[^'\n]*'|[^\w\s]|.", re.S)
POOL = """if else elif for while in not is and or def class return yield from import as with try except finally raise lambda async await global nonlocal pass break continue del assert match case None True
( ) [ ] { } : , . ; = == := + - * ** / // % @ -> ! ... ~ < > ' " \\ # $ ? ` 1 0x 1_ 1e 0b2 1j 'a' f'{' f'{x}' f'{x!' b'' rb'' u'' x y print exec é ０ \t """.split(" ")
MORE = ["\n", "\n    ", "    ", "*a", "**k", "x=1", "x: int", "lambda: 0", "\x0c", "\r", "'''", "f'{x:{y}}'", "\ufeff", "€", "__debug__", "case _:", "except*", "0777", "1__0", "1.e", "'\\N{x}'", "b'é'", "f'{a b}'", "*", "/", "\\\n"]


# A mistake of each kind that CPython has words for; NAME and VALUE are taken from the program.
MISTAKES = """
f(VALUE NAME)|[VALUE NAME]|{VALUE NAME}|(VALUE NAME, 1)|f(NAME=1, VALUE)|f(**NAME, VALUE)|f(**NAME, *VALUE)|f(VALUE=1)|f(None=1)|f(NAME=)|f(x for x in NAME, 1)|f(1, x for x in NAME)|f(NAME=1, NAME=2)
{VALUE: 1, NAME}|{VALUE:}|{VALUE: *NAME}|{**NAME, VALUE 1}|{NAME: 1 for *x in y}|[x, y for x, y in NAME]|{x, y for x in NAME}|[*x for x in NAME]|{**x for x in NAME}|(VALUE if NAME)|x = VALUE if NAME|[VALUE if NAME for x in y]|[x for x in NAME if]
VALUE = 1|f() = VALUE|NAME + 1 = 2|[NAME, 1] = x|(NAME, f()) = x|None = NAME|x = VALUE = y|NAME, 1 = x|*NAME = x|del f()|del VALUE|del (NAME, 1)|del *NAME|f() += 1|(NAME, x) += 1|VALUE: int|NAME, x: int|[x]: int = 1
if NAME = 1: pass|while NAME = VALUE: pass|if NAME pass|if NAME|else: pass|elif NAME: pass|for VALUE in x: pass|for f() in x: pass|for NAME x: pass|for NAME in: pass|while: pass|with VALUE as f(): pass|with NAME as 1: pass|with: pass
def f(NAME=1, x): pass|def f(*): pass|def f(*, **k): pass|def f(**k, x): pass|def f(NAME, NAME): pass|def f(1): pass|def f((x, y)): pass|def f(x, /, y, /): pass|def f(/): pass|def f(*a, *b): pass|def f(*a=1): pass|def f(x=): pass|def f NAME: pass|def f(): return|def f()|class C: yield|class C(: pass|lambda NAME=1, x: 0|lambda (x): 0|lambda *: 0
try: pass|try: pass\nexcept NAME, x: pass|try: pass\nexcept* : pass|try: pass\nexcept: pass\nexcept NAME: pass|try: pass\nexcept NAME: pass\nexcept* x: pass|try: pass\nfinally|try pass|except NAME: pass|finally: pass
import NAME.|from x import NAME,|from x import (NAME|from . import|import NAME as x.y|from x import *, y|from __future__ import NAME|import
print VALUE|exec NAME|print NAME, VALUE|return VALUE|yield NAME|await NAME|break|continue|global NAME; NAME = 1|nonlocal NAME|raise VALUE NAME|assert NAME VALUE|pass NAME
(NAME := VALUE)|NAME := VALUE|(f() := 1)|(NAME.x := 1)|[NAME := 1, 2 := 3]|f(NAME.x := 1)|f(x := 1 := 2)
match NAME:\n    case VALUE: pass\n    case 1 NAME: pass|match NAME:\n    case x.y as _: pass|match NAME:\n    case x as y.z: pass|match NAME:\n    case f(x=1, y): pass|match NAME:\n    case {**r, 'a': 1}: pass|match NAME:\n    case *x, *y: pass|match NAME:\n    case 1 + 2: pass|match NAME:\n    case x: pass\n    case y: pass|match NAME:\n    case [x, x]: pass|match NAME\n    case x: pass|match NAME:\ncase x: pass
'abc|"NAME|\'\'\'NAME|f'{NAME'|f'{NAME!x}'|f'{}'|f'{NAME VALUE}'|f'{a b}'|f'{*NAME}'|f'}'|f'{NAME!'|f'{NAME:{x:{y}}}'|f'{lambda x: 1}'|f'{NAME = 1}'|f'{#}'|f"{NAME\\n}"|b'\u00e9'|'\\N{NAME}'|'\\x1'|'\\U00110000'|'a' b'b'|u'a' NAME
0777|1__0|1_|0b12|0o8|0xg|1e|1.e|1NAME|5.NAME|0b|1_000_|99999999999999999999j1|NAME?|$NAME|NAME!|\u20acNAME|NAME\u00a0= 1|x = \\ 1|\\
(NAME|[NAME, (1, 2|{VALUE: [1|NAME)|(NAME]|[NAME}|{(NAME]}|f(NAME, [1, 2)
  NAME|if NAME:\nx = 1|if NAME:\n    x\n  y|if NAME:\n\tx\n        y|for x in NAME:\npass|def f():\nreturn 1|class C:\nNAME = 1|while NAME:\n|with NAME:\nx|try:\nx\nexcept: y|try:\n    x\nfinally:\ny|async NAME|async for x in y: pass|async with NAME: pass|@NAME|@NAME\nx = 1|@VALUE =\ndef f(): pass|NAME if VALUE else|not|VALUE not|VALUE is not|VALUE not NAME|-|*|**NAME|~|NAME.|NAME.1|NAME[|NAME[]|NAME[1:2:3:4]|NAME[*]|f(*)|f(**)|f(,)|f(a,,b)|(,)|[,]|NAME = |NAME +|NAME ==|== NAME|NAME <> VALUE|NAME++|++NAME--|NAME && VALUE|NAME || VALUE|!NAME|NAME ? VALUE : 1|NAME -> VALUE|switch NAME:|NAME;; VALUE|;NAME|NAME: |: NAME
"""
KINDS = [mistake.replace("\\n", "\n") for line in MISTAKES.strip("\n").splitlines() for mistake in line.split("|") if mistake.strip()]
VALUES = ["1", "'a'", "f()", "x", "x.y", "x[1]", "(1, 2)", "[x]", "{1: 2}", "{x}", "-1", "x + 1", "x < y", "not x", "lambda: 0", "x if y else z", "None", "True", "...", "f'{x}'", "(x)", "x and y", "(yield)", "[i for i in x]", "await x", "b'c'", "1.5j", "(x := 1)"]
NAMES = ["x", "spam", "_", "match", "case", "type", "print", "self", "\u00e9t\u00e9", "__debug__"]


def listed(r):
    """A mistake with words, somewhere in a program: alone, within a block, behind other statements, within brackets."""
    text = r.choice(KINDS)
    for word, pool in (("NAME", NAMES), ("VALUE", VALUES)):
        while word in text:
            text = text.replace(word, r.choice(pool), 1)
    kind = r.random()
    if kind < .5:
        return text + r.choice(["\n", "", "\n\n", "  # c\n", "\nx = 1\n"])
    if kind < .65:
        return "x = 1\n" + text + "\ny = 2\n"
    if kind < .8:
        return r.choice(["if x:", "def g():", "class D:", "async def h():", "for i in x:", "try:", "with a as b:"]) + "\n" + "\n".join("    " + line for line in text.splitlines()) + "\n"
    if kind < .9 and "\n" not in text:
        return r.choice(["({})", "[{}]", "f({})", "{{{}}}", "x = {}", "return {}", "f(1, {}, 2)", "x[{}]", "({}\n)", "lambda: {}", "f'{{{}}}'"]).format(text) + "\n"
    return statements.piece(r)[:200].rpartition("\n")[0] + "\n" + text + "\n"


def piece(r):
    return listed(r) if r.random() < .35 else mutated(r)


def mutated(r):
    """A part of a program with one or two tokens that do not belong there."""
    text = statements.piece(r)
    lines = text.splitlines()
    if len(lines) > 12:
        # A part that begins at the margin.
        starts = [at for at, line in enumerate(lines) if line and not line[0].isspace()]
        start = r.choice(starts)
        lines = lines[start:start + 12]
    tokens = TOKENS.findall("\n".join(lines) + "\n")
    for _ in range(r.choice([1, 1, 1, 2])):
        at = r.randrange(len(tokens))
        kind = r.random()
        if kind < .3:
            del tokens[at]
        elif kind < .6:
            tokens.insert(at, r.choice(POOL + MORE))
        elif kind < .8:
            tokens[at] = r.choice(POOL + MORE)
        elif kind < .92:
            other = r.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens.insert(at, tokens[at])
        tokens = tokens or ["x"]
    return "".join(tokens)


def generate(r):
    return [piece(r) for _ in range(60)], False
