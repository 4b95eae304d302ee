# How a group is printed that nobody catches: nesting, causes, notes, and what is left out.


def leaf(kind, *args):
    try:
        raise kind(*args)
    except kind as error:
        return error


def chained():
    try:
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ValueError("second") from error
    except ValueError as error:
        return error


def inner():
    try:
        raise ExceptionGroup("inner", [leaf(TypeError, "two\nlines"), chained()])
    except ExceptionGroup as error:
        error.add_note("a note\nof two lines")
        return error


deep = ValueError("bottom")
for i in range(14):
    deep = ExceptionGroup(f"level {i}", [deep])
wide = ExceptionGroup("wide", [ValueError(i) for i in range(18)])

try:
    try:
        raise leaf(OSError, "context")
    except OSError:
        raise ExceptionGroup("outer", [ValueError("plain"), inner(), deep, wide, SyntaxError("s", ("f.py", 1, 2, "text", 1, 4))])
except* ValueError as e:
    raise IndexError("in the clause") from e
