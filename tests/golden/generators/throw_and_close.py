def gen():
    while True:
        try:
            v = yield "ready"
            print("value", v)
        except ValueError as e:
            print("caught", repr(e))
        except GeneratorExit:
            print("closing")
            return
        finally:
            print("finally")


g = gen()
print(next(g), g.send(1), g.throw(ValueError("x")), g.throw(ValueError), g.throw(ValueError, "message"))
try:
    g.throw(KeyError("out"))
except KeyError as e:
    print("propagated", e)
try:
    next(g)
except StopIteration:
    print("finished")
g = gen()
g.close()
print("closed before the start")
g = gen()
next(g)
print(g.close(), g.close())


def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignores()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def raises_on_close():
    try:
        yield
    finally:
        raise OSError("cleanup")


g = raises_on_close()
next(g)
try:
    g.close()
except OSError as e:
    print(e, repr(e.__context__))
g = gen()
try:
    g.throw(ValueError("unstarted"))
except ValueError as e:
    print(e)
for args in ((), (5,), ("x",), (ValueError, ValueError("v")), (int,), (ValueError("a"), "b")):
    g = gen()
    try:
        g.throw(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


def returns_on_throw():
    try:
        yield 1
    except ValueError:
        return "value"


g = returns_on_throw()
next(g)
try:
    g.throw(ValueError)
except StopIteration as e:
    print(e.value)
