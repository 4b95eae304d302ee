import traceback, sys
def f(x):
    return 1/x
def g():
    try:
        f(0)
    except ZeroDivisionError as e:
        raise ValueError("bad") from e
try:
    g()
except ValueError as e:
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exc())
    print(traceback.format_exception(e))
    print(traceback.format_exception_only(e))
    tb = e.__traceback__
    for s in traceback.extract_tb(tb):
        print(s.filename.rsplit('/')[-1], s.lineno, s.name, s.line, s)
    traceback.print_tb(tb, file=sys.stdout)
    te = traceback.TracebackException.from_exception(e)
    print(list(te.format()))
    print(te.exc_type, str(te), te.__cause__, te.__context__)
    print(list(traceback.walk_tb(tb))[0][1])
traceback.print_stack(file=sys.stdout)
def h():
    for s in traceback.extract_stack(): print(s)
    print(traceback.format_stack())
h()
try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2)])
except ExceptionGroup as e:
    traceback.print_exception(e, file=sys.stdout)
    print(''.join(traceback.TracebackException.from_exception(e).format()))
try: compile("a b c", "x", "exec")
except SyntaxError as e:
    print(traceback.format_exception_only(type(e), e))
    traceback.print_exception(type(e), e, e.__traceback__, limit=1, file=sys.stdout)
def rec(n):
    if n: rec(n-1)
    else: raise KeyError('x')
try: rec(10)
except KeyError: 
    traceback.print_exc(limit=-2, file=sys.stdout)
    traceback.print_exc(file=sys.stdout)
print(traceback.format_list([("f.py", 3, "g", "x = 1")]))
traceback.print_exc(file=sys.stdout)
