# Exception groups as objects: construction, members, subgroup, split, derive.


def attempt(action, *args, **kwargs):
    try:
        result = action(*args, **kwargs)
        print("->", type(result).__name__, repr(result))
    except BaseException as error:
        print(type(error).__name__, "|", error)


print(ExceptionGroup.__mro__)
print(BaseExceptionGroup.__mro__)
print(ExceptionGroup.__bases__, ExceptionGroup.__base__, BaseExceptionGroup.__bases__)
print(issubclass(ExceptionGroup, Exception), issubclass(BaseExceptionGroup, Exception))
print(BaseExceptionGroup[int], ExceptionGroup[ValueError])

for args in (
    (), ("m",), ("m", [], 1), (5, [ValueError()]), ("m", 5), ("m", {ValueError()}), ("m", {1: 2}), ("m", []), ("m", ()),
    ("m", [ValueError(), 5]), ("m", [ValueError]), ("m", [KeyboardInterrupt()]), ("m", (ValueError(1), TypeError(2))), ("m", "ab"),
    ("m", None), ("m", iter([ValueError()])),
):
    attempt(ExceptionGroup, *args)
    attempt(BaseExceptionGroup, *args)
attempt(ExceptionGroup, "m", [ValueError()], key=1)
attempt(ExceptionGroup, message="m", exceptions=[ValueError()])

members = (ValueError(1), TypeError("t"))
eg = ExceptionGroup("message", members)
print(eg.message, eg.exceptions is members, eg.args == ("message", members), str(eg), repr(eg))
eg = ExceptionGroup("one", [ValueError(1)])
print(str(eg), repr(eg), eg.exceptions, eg.args)
attempt(setattr, eg, "message", "x")
attempt(setattr, eg, "exceptions", ())
attempt(eg.add_note, "note")
print(eg.__notes__)

nested = ExceptionGroup(
    "outer",
    [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)]), OSError(4), ExceptionGroup("types", [TypeError(5)])],
)
nested.add_note("kept")
print(repr(nested.subgroup(ValueError)))
print(repr(nested.subgroup((ValueError, OSError))))
print(repr(nested.subgroup(KeyError)))
print(nested.subgroup(ExceptionGroup) is nested, nested.subgroup(Exception) is nested)
print(repr(nested.subgroup(lambda e: isinstance(e, TypeError))))
print(repr(nested.subgroup(lambda e: "inner" in str(e))))
for condition in (ValueError, TypeError, (TypeError, OSError), KeyError, Exception, BaseExceptionGroup, lambda e: False):
    print(*nested.split(condition), sep=" / ")
    print(*map(repr, nested.split(condition)), sep=" / ")
match, rest = nested.split(ValueError)
print(match.__notes__, match.__notes__ is nested.__notes__, rest.__notes__, match.__suppress_context__, match.__cause__)
for condition in (5, None, "x", [ValueError], (ValueError, 5), int, len):
    attempt(nested.split, condition)
    attempt(nested.subgroup, condition)
attempt(nested.split)
attempt(nested.subgroup, lambda e: 1 / 0)


class Mine(ExceptionGroup):
    def __new__(cls, message, exceptions, code=0):
        self = super().__new__(cls, message, exceptions)
        self.code = code
        return self

    def __init__(self, *args):
        pass

    def derive(self, exceptions):
        return Mine(self.message, exceptions, self.code)


mine = Mine("mine", [ValueError(1), TypeError(2)], 42)
print(type(mine).__name__, mine.code, mine)
match, rest = mine.split(ValueError)
print(type(match).__name__, match.code, match.exceptions, type(rest).__name__, rest.code, rest.exceptions)


class Plain(ExceptionGroup):
    pass


plain = Plain("plain", [ValueError(1), TypeError(2)])
print(type(plain).__name__, *map(repr, plain.split(ValueError)))
attempt(Plain, "p", [KeyboardInterrupt()])


class Base(BaseExceptionGroup):
    pass


attempt(Base, "b", [ValueError()])
attempt(Base, "b", [KeyboardInterrupt()])


class Wrong(ExceptionGroup):
    def derive(self, exceptions):
        return 5


attempt(Wrong("w", [ValueError(1), TypeError(2)]).split, ValueError)
attempt(eg.derive, [KeyboardInterrupt()])
attempt(eg.derive, [])

deep = ValueError("bottom")
for i in range(50):
    deep = ExceptionGroup(str(i), [deep])
print(deep.subgroup(ValueError) is None, deep.split(TypeError)[0])

try:
    try:
        raise KeyError("context")
    except KeyError:
        raise ExceptionGroup("raised", [ValueError(), TypeError()])
except ExceptionGroup as error:
    match, rest = error.split(ValueError)
    print(repr(match.__context__), match.__traceback__ is error.__traceback__, rest.__context__ is error.__context__)
