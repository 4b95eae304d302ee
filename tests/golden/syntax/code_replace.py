# Copies of code objects: what can be changed, and errors.
def f(a, b=1):
    x = a + b
    return x


g = f.__code__.replace(co_name="g", co_filename="other.py", co_firstlineno=10)
print(g.co_name, g.co_filename, g.co_firstlineno, g.co_qualname, g.co_argcount, g)
f.__code__ = g
print(f(1))
try:
    f("")
except TypeError as e:
    frame = e.__traceback__.tb_next.tb_frame
    print(frame.f_code is g, frame.f_code.co_name)


def test(**changes):
    try:
        print(g.replace(**changes))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)


test(co_name=1)
test(co_filename=b"")
test(co_qualname="f.<locals>.g")
test(foo=1)
test(co_consts=[])
test(co_names=[])
test(co_firstlineno="x")
test(co_argcount="x")
test(co_argcount=2, co_varnames=("a", "b", "x"))
print(g.replace() is g, g == g, g.replace(co_name="h") != g)
constants = lambda: (1, "one", 2.5)
constants.__code__ = constants.__code__.replace(co_consts=tuple((1, "two") if isinstance(c, tuple) else c for c in constants.__code__.co_consts))
print(constants())
print({line for *_, line in f.__code__.co_lines()} >= {11, 12})
print({line for line, end, column, last in f.__code__.co_positions() if column and last} >= {11, 12})
print(all(start < end for start, end, line in f.__code__.co_lines()))


def outer():
    y = 5

    def inner():
        print(y)

    return inner


inner = outer()


def run(*args, **kwargs):
    try:
        exec(*args, **kwargs)
    except Exception as e:
        print(type(e).__name__, e)


run(inner.__code__)
run(inner.__code__, closure=inner.__closure__)
run(inner.__code__, closure=())
run(inner.__code__, {}, {}, closure=(1,))
run("1", closure=inner.__closure__)
run(f.__code__, closure=inner.__closure__)
run("print('plain')", closure=None)
try:
    eval(inner.__code__)
except TypeError as e:
    print(e)
