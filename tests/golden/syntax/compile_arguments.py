# compile(): modes, flags, encodings, what is inherited.
import __future__


def test(*args, **kwargs):
    try:
        print(compile(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


test("1", "", "foo")
test("1", "", "exec", 1)
test("1", "", "exec", optimize=5)
test("1", "", "exec", optimize=2)
test("1", "", "func_type")
test("1", "", "foo", 0x400)
test("1", 1, "exec")
test("1", b"name", "exec")
test("1", "", 1)
test("1", "", "exec", "x")
test("1", "", "exec", 1 << 40)
test(1, "", "exec")
test("\ud800", "", "exec")
test("1\0", "", "exec")
test(b"# coding: latin-1\nx = '\xe9'", "", "exec")
test(b"\xff", "", "exec")
test(memoryview(b"x"), "", "eval")
for text in ["x = 1\ny = 2", "x = 1\n", "x = 1; y = 2", "if x:\n  y", "if x:\n  y\n\n", "x\n# c", "if x:\n y\nz\n", "x = 1\ny = = 2", "x = = 1\ny = 2"]:
    print(repr(text))
    test(text, "", "single")
exec(compile("6 * 7\nif 1: 'shown'\n", "", "exec"))
exec(compile("6 * 7; 'shown'; None", "", "single"))
exec(compile("for i in 1, 2: i\n", "", "single"))

# Features of __future__ are inherited from the code that compiles.
flag = __future__.annotations.compiler_flag
print(compile("x: int", "", "exec").co_flags & flag, compile("x: int", "", "exec", flag).co_flags & flag)
print(compile("lambda: 0", "", "eval", flag).co_consts[0].co_flags & flag)
program = """
from __future__ import annotations, division
exec('def f(x: a.b): pass')
print(f.__annotations__)
print(compile('', '', 'exec', dont_inherit=True).co_flags, compile('', '', 'exec').co_flags)
print(eval('[compile("", "", "exec").co_flags]'))
"""
exec(program, {})

exec("# -*- coding: utf-8 -*-\nprint('é')")
exec("# coding: latin-1\nprint('é')")
exec("# coding: latin-1\nprint('é')".encode())
exec(b"\xef\xbb\xbfprint('bom')")
print(eval(b" 'x' "), eval("\t 1 + 1"))
