def show(e, depth=0):
    while e is not None:
        print("  " * depth, type(e).__name__, e, "cause" if e.__cause__ else "", "context" if e.__context__ else "", e.__suppress_context__)
        e = e.__cause__ or e.__context__
        depth += 1


try:
    try:
        raise ValueError("first")
    except ValueError as v:
        raise KeyError("second") from v
except KeyError as k:
    show(k)
try:
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second")
except KeyError as k:
    show(k)
try:
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second") from None
except KeyError as k:
    show(k)
    print(repr(k.__context__))
try:
    raise KeyError from ValueError
except KeyError as k:
    show(k)
try:
    raise KeyError from 5
except TypeError as t:
    print(t)
try:
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            [][0]
    except IndexError:
        {}["x"]
except KeyError as k:
    show(k)


def helper():
    try:
        raise OSError("inside")
    except OSError:
        pass


try:
    try:
        raise ValueError("v")
    except ValueError:
        helper()
        raise TypeError("t")
except TypeError as t:
    show(t)
a = ValueError("a")
b = KeyError("b")
a.__cause__ = b
print(a.__suppress_context__)
a.__cause__ = None
print(a.__suppress_context__, a.__cause__)
try:
    a.__cause__ = 5
except TypeError as t:
    print(t)
same = ValueError("same")
try:
    try:
        raise same
    except ValueError:
        raise same
except ValueError as s:
    print(s.__context__)


def gen():
    try:
        yield 1
    except KeyError as k:
        print("in generator:", repr(k.__context__))
        raise ValueError("from generator")


g = gen()
next(g)
try:
    try:
        raise OSError("outer")
    except OSError:
        g.throw(KeyError("thrown"))
except ValueError as v:
    show(v)
