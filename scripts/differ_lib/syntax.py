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


def piece(r):
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
