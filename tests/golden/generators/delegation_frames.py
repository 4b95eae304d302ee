# Generators that delegate: values, exceptions, closing and tracebacks pass through all of them.
def walk(d):
    if d: 
        yield from walk(d-1); yield d; yield from walk(d-1)
print(list(walk(4)))
def inner():
    try:
        x = yield 1
        print("in", x)
        y = yield 2
        print("in", y)
    except KeyError as e:
        print("caught", repr(e)); yield 99
    finally:
        print("fin")
    return "ret"
def outer():
    r = yield from inner()
    print("r", r)
    yield 5
o = outer(); print(next(o), o.send("a"), o.throw(KeyError("z"))); print(next(o)); print(list(o))
def mid(): return (yield from outer())
o = mid(); next(o); o.close()
def deep(n):
    if n: yield from deep(n-1)
    else: yield 1/0
try: list(deep(3))
except ZeroDivisionError as e:
    t = e.__traceback__; n = 0
    while t: n += 1; t = t.tb_next
    print("frames", n)
def rec(): yield from rec()
try: list(rec())
except RecursionError as e: print(type(e).__name__)
def selfit():
    global S
    yield from S
S = selfit()
try: next(S)
except ValueError as e: print(e)
def stop():
    yield 1
    raise StopIteration
try: list(stop())
except RuntimeError as e: print(e, repr(e.__cause__))
