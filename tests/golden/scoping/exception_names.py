e = "before"
try:
    raise ValueError("v")
except ValueError as e:
    print("inside:", repr(e))
try:
    e
except NameError as n:
    print("after:", n)


def f():
    err = "local"
    try:
        1 / 0
    except ZeroDivisionError as err:
        pass
    try:
        return err
    except UnboundLocalError as u:
        return str(u)


print(f())


def kept():
    saved = None
    try:
        1 / 0
    except ZeroDivisionError as err:
        saved = err
    return saved


print(repr(kept()))


def deleted_inside():
    try:
        raise KeyError("k")
    except KeyError as k:
        del k
    return "deleting it inside is fine"


def rebound_inside():
    try:
        raise KeyError("k")
    except KeyError as k:
        k = "rebound"
        print(k)
    return "k" in locals()


print(deleted_inside(), rebound_inside())


def closure_over_exception():
    try:
        raise ValueError("captured")
    except ValueError as v:
        g = lambda: v
        inside = g()
    try:
        g()
    except NameError as n:
        return repr(inside), str(n)


print(closure_over_exception())
for i in range(2):
    try:
        raise ValueError(i)
    except ValueError as loop_error:
        continue
    finally:
        print(i, "loop_error" in globals())
try:
    try:
        raise ValueError("inner")
    except ValueError as e2:
        raise TypeError("outer")
except TypeError as t:
    print("e2" in globals(), repr(t.__context__))


class C:
    try:
        raise ValueError
    except ValueError as in_class:
        x = type(in_class).__name__


print(C.x, hasattr(C, "in_class"))
