# `*args: *Ts`: the only item of what is unpacked.
class Ts:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        print("iterated")
        return iter(self.items)


def f(*args: *Ts(int)): pass


def g(a: str, *args: *(1,), **kw: float) -> None: pass


print(f.__annotations__, g.__annotations__)
for value in "Ts()", "Ts(1, 2)", "5":
    try:
        exec(f"def f(*args: *{value}): pass")
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for text in ["def f(a: *b): pass", "def f(**k: *b): pass", "lambda *a: *b: 0", "x: *b"]:
    try:
        compile(text, "", "exec")
        print("ok", text)
    except SyntaxError as e:
        print(e.msg, e.offset)
