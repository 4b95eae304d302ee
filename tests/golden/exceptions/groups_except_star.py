# except*: which clause gets what, and what is raised after them.


def show(error, indent=0):
    pad = "  " * indent
    if isinstance(error, BaseExceptionGroup):
        print(f"{pad}{type(error).__name__} {error.message!r} context={error.__context__!r} cause={error.__cause__!r}")
        for member in error.exceptions:
            show(member, indent + 1)
    else:
        print(f"{pad}{error!r} context={error.__context__!r}")


def attempt(function, *args):
    print(f"-- {function.__name__}", *args)
    try:
        print("result", function(*args))
    except BaseException as error:
        show(error)


def group():
    return ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("n", [ValueError(3), OSError(4)])])


def clauses(error):
    import sys

    try:
        if error:
            raise error
    except* ValueError as e:
        print("values", repr(e), sys.exc_info()[1] is e)
    except* (TypeError, KeyError) as e:
        print("types", repr(e), sys.exc_info()[1] is e)
    else:
        print("else")
    finally:
        print("finally")
    print(sys.exc_info()[1])
    return "end"


attempt(clauses, None)
attempt(clauses, group())
attempt(clauses, ValueError("naked"))
attempt(clauses, KeyError("naked key"))
attempt(clauses, OSError("not caught"))
attempt(clauses, ExceptionGroup("all", [ValueError(1), KeyError(2)]))
attempt(clauses, BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError(2)]))


def everything():
    try:
        raise group()
    except* Exception as e:
        kept = e
    print("e" in locals())
    return repr(kept)


attempt(everything)


def raises_in_clause():
    try:
        raise group()
    except* ValueError:
        raise KeyError("new")


attempt(raises_in_clause)


def raises_in_two():
    try:
        raise group()
    except* ValueError:
        raise KeyError("one")
    except* TypeError as e:
        raise IndexError("two") from e
    except* OSError:
        pass


attempt(raises_in_two)


def bare_raise():
    try:
        raise group()
    except* ValueError:
        raise
    except* OSError as e:
        print("os", repr(e))


attempt(bare_raise)


def raise_same():
    try:
        raise group()
    except* TypeError as e:
        raise e


attempt(raise_same)


def naked_raise_again():
    try:
        raise ValueError("naked")
    except* ValueError as e:
        raise


attempt(naked_raise_again)


def naked_replaced():
    try:
        raise ValueError("naked")
    except* ValueError as e:
        raise KeyError("instead")


attempt(naked_replaced)


def bad_class(kind):
    try:
        raise group()
    except* kind:
        print("caught")


for kind in (5, ExceptionGroup, BaseExceptionGroup, (ValueError, ExceptionGroup), (ValueError, 5), [ValueError]):
    attempt(bad_class, kind)


def bad_second(kind):
    try:
        raise ExceptionGroup("v", [ValueError(1)])
    except* ValueError:
        print("first")
    except* kind:
        print("second")


attempt(bad_second, 5)
attempt(bad_second, TypeError)


def loops():
    out = []
    for i in range(3):
        try:
            if i:
                raise ExceptionGroup(str(i), [ValueError(i)])
        except* ValueError as e:
            for x in range(5):
                if x == 2:
                    continue
                if x == 4:
                    break
                out.append((i, x))
    return out


attempt(loops)


def nested():
    try:
        try:
            raise group()
        except* ValueError as e:
            print("inner", repr(e))
            try:
                raise ExceptionGroup("second", [KeyError(1), IndexError(2)])
            except* KeyError as e:
                print("innermost", repr(e))
    except* IndexError as e:
        print("outer", repr(e))


attempt(nested)


def with_finally():
    try:
        try:
            raise group()
        except* OSError:
            print("os")
        finally:
            print("finally")
    except ExceptionGroup as e:
        return repr(e)


attempt(with_finally)


def generator():
    try:
        yield 1
    except* ValueError as e:
        yield repr(e)
    yield "end"


g = generator()
print(next(g), g.throw(ValueError("into")), next(g))


class Custom(ExceptionGroup):
    def derive(self, exceptions):
        return Custom(self.message, exceptions)


def custom():
    try:
        raise Custom("c", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        print(type(e).__name__, e)


attempt(custom)

for body in ("break", "continue", "return"):
    text = f"def f():\n    for x in y:\n        try:\n            pass\n        except* ValueError:\n            {body}\n"
    try:
        compile(text, "<text>", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)
for text in ("try: pass\nexcept*: pass", "try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept A: pass\nexcept* B: pass"):
    try:
        compile(text, "<text>", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno)

try:
    raise group()
except* ValueError as e:
    print("module", repr(e))
except* (TypeError, OSError):
    pass
print("e" in globals())
