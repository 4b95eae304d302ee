def classify(f):
    try:
        f()
    except ZeroDivisionError:
        return "zero"
    except (KeyError, IndexError) as e:
        return f"lookup {type(e).__name__} {e}"
    except ArithmeticError:
        return "arithmetic"
    except Exception as e:
        return f"other {type(e).__name__}"
    else:
        return "fine"
    finally:
        print("f", end=" ")


print(classify(lambda: 1 / 0), classify(lambda: {}["k"]), classify(lambda: [][0]), classify(lambda: 10.0**999), classify(lambda: None.x), classify(lambda: 1))
try:
    try:
        raise KeyError("a")
    except IndexError:
        print("not here")
except LookupError as e:
    print("outer", repr(e))
try:
    e
except NameError as err:
    print(err)
try:
    raise ValueError
except ValueError as v:
    print(repr(v), v.args, str(v) == "")
try:
    raise ValueError("a", 1)
except ValueError as v:
    print(repr(v), str(v), v.args)
for bad in (5, "text", None, [], int, (ValueError, KeyError)):
    try:
        raise bad
    except TypeError as t:
        print(t)
for spec in (5, (ValueError, "x"), int):
    try:
        try:
            raise ValueError("inner")
        except spec:
            pass
    except TypeError as t:
        print(t, "| context", repr(t.__context__))
    except ValueError as t:
        print("unexpected", t)
try:
    raise
except RuntimeError as r:
    print(r)


def reraise():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            raise KeyError
        except KeyError:
            pass
        raise


try:
    reraise()
except ZeroDivisionError as z:
    print("reraised", z, z.__context__)
try:
    pass
except:
    print("no")
else:
    print("bare except not reached")
try:
    raise BaseException("base")
except Exception:
    print("no")
except:
    print("bare")
import sys

print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1])
