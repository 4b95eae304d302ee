# What the compiler warns of, by default, as errors, and never.
import warnings

TEXTS = """x is -1
(1,2)(3)
"a"[1,2]
[1]["a"]
{1}[2]
None[1]
(lambda:0)[1]
f"x"(1)
[1,2] (3)
{}(1)
(x for x in y)(1)
x is 1 is 2
assert (x, "y")
"abc"[1.5]
"abc"[True]
[i for i in x][()]
5(1)
...(1)
1 if 2is 3 else 4
0x1for x in y
1.5and 2
assert (), 'x'
while 0: 1 is 1
if 0: 1 is 1
b"\\d"
'\\8'
x is not 'a' is b
x is None is True is ... is False
x is b''; x is (); x is []
(1 .real)[0]
"a"["b"]; b"a"["b"]; (1, 2)["b"]; [1][None]; "a"[1:2]; "a"[...]
f"{1 is 1}{2(3)}"
def f(x=1 is 1): 2(3)
lambda: 4[5]
'ok' if x is not None else 1[2]
f'\\w{x}'
'\\ '
r'\\d'
""".splitlines()
names = {name: 1 for name in "xyzbc"}
for text in TEXTS:
    print(text)
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        compile(text, "name.py", "exec")
    for entry in log:
        print("   ", entry.category.__name__, entry.message, entry.filename, entry.lineno)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(text, "name.py", "exec")
        except SyntaxError as e:
            print("    SyntaxError:", e.msg, e.lineno)
compile("\n\nx is 1\n\n[1, 2] (3)", "shown.py", "exec")
compile("'\\d'", "ignored.py", "exec")

if 0:
    TEXTS is ()
    TEXTS = [(1, 2) (3, 4)]
    assert (TEXTS, "always")
    TEXTS = 0if 1else 2
