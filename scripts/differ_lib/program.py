"""What a generated program is: a header, and pieces that stand for themselves.

A piece is guarded, so that one program asks many questions, and marked, so that its answer is found in the output. A kind of
programs is a row of `KINDS` in scripts/differ: a generator of pieces, the header that they need, and the form that a piece
takes (`Form`). What is found is a piece, or a few together, and what is shrunk is its text.
"""
import ast
import textwrap
from dataclasses import dataclass, replace

MARK = "#=# "

COMMON = f'''\
import sys
def mark(number):
    print("{MARK}%d" % number, flush=True)
'''


@dataclass(frozen=True)
class Form:
    """How pieces of a kind are written down and made smaller."""

    header: str
    # Text of a piece -> the statements that stand in the program.
    write: object
    # What shrinking works on: the syntax tree, or tokens where the text need not be a program.
    unit: str = "tree"


@dataclass(frozen=True)
class Program:
    kind: str
    form: Form
    pieces: tuple
    # Whether the last piece stands without its guard, so that an exception ends the program.
    bare_end: bool = False

    def text(self):
        parts = [COMMON, self.form.header]
        for at, piece in enumerate(self.pieces):
            bare = self.bare_end and at == len(self.pieces) - 1
            parts.append(f"mark({at})\n{piece if bare else self.form.write(piece)}\n")
        return "".join(parts)

    def only(self, *positions):
        """The program of these pieces alone."""
        last = len(self.pieces) - 1
        return replace(self, pieces=tuple(self.pieces[at] for at in positions), bare_end=self.bare_end and last in positions)

    def with_piece(self, text):
        """A program of one piece, with another text."""
        return replace(self, pieces=(text,))

    def statements(self):
        """How many statements its pieces have."""
        return sum(count_statements(piece) for piece in self.pieces)


def count_statements(text):
    try:
        return sum(isinstance(node, (ast.stmt, ast.ExceptHandler)) for node in ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 1


def guarded(handler):
    """A writer of pieces in a `try` whose handler is one line."""
    def write(piece):
        return f"try:\n{textwrap.indent(piece, '    ')}\nexcept BaseException as error: {handler}"
    return write
