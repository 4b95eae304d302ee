# Errors that the compiler finds: message, place, and the line, which is shown where there is a file.
TEXTS = [
    'def f(a, a): pass',
    'lambda a, a: 1',
    'global a, b\nx = 1\ndef f():\n    a = 1\n    global a',
    'def f(a):\n    global a',
    'def f():\n    print(a)\n    global a',
    'def f():\n    nonlocal a',
    'nonlocal a',
    'def f():\n    global a\n    nonlocal a',
    'match x:\n    case {1: a, 1: b}: pass',
    'match x:\n    case {1: a, True: b}: pass',
    'f(__debug__=1)',
    'import __debug__',
    '[i := 0 for i in x]',
    '[[i := 0 for j in x] for i in x]',
    '[j for i in x if (j := i) for j in y]',
    '[i for i in (j := x)]',
    'class A:\n    [i := j for j in x]',
    "x = 'é'; del __debug__",
    "def f():\n    'é'; return\n'é'; return 'é'",
    "from __future__ import annotations\ndef f(x: (yield)): pass",
    "global a\na: int = 1\ndef f():\n    global a\n    a: int",
    "def f():\n" + "".join("    " + " " * i + "while x:\n" for i in range(21)) + " " * 40 + "pass",
    "".join(" " * i + "if x:\n" for i in range(30)) + " " * 40 + "pass",
]
for text in TEXTS:
    try:
        compile(text, "<none>", "exec")
        print("ok", repr(text[:60]))
    except SyntaxError as e:
        print(repr(text[:60]), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
for text in ["x = = 1", "a b\n", "(a\nb c", "f'{a b}'", "x = 'a\n", "x)\n", "f(a b\n, c)", "if x:\n    y\n  z\n", "x = 1 \\ \ny\n", "def f():\n    x = (1,\n  y\n"]:
    try:
        compile(text, "<none>", "exec")
    except SyntaxError as e:
        print(repr(text), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
