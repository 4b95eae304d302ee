class AppError(Exception):
    """Base."""

    def __init__(self, message, code=1):
        super().__init__(message)
        self.code = code


class NotFound(AppError):
    def __str__(self):
        return f"not found: {self.args[0]} (code {self.code})"


class Silent(Exception):
    def __init__(self, *args):
        pass


class Falsy(Exception):
    def __bool__(self):
        return False

    def __eq__(self, other):
        return True


try:
    raise NotFound("key", code=7)
except AppError as e:
    print(e, repr(e), e.code, e.args, type(e).__mro__[1].__name__)
try:
    raise Silent("kept by __new__", 2)
except Silent as e:
    print(e.args, str(e), repr(e))
try:
    raise Falsy
except Falsy as e:
    print(bool(e), e == 5)
e = ValueError("v")
e.add_note("a note")
e.add_note("another")
e.extra = [1]
print(e.__notes__, e.__dict__)
try:
    e.add_note(5)
except TypeError as t:
    print(t)
print(hasattr(ValueError(), "__notes__"))
w = ValueError("x").with_traceback(None)
print(repr(w))


class Ctx(Exception):
    def __init__(self, inner):
        super().__init__("wrapped " + repr(inner))


def layer(n):
    if n == 0:
        raise ValueError("deep")
    try:
        layer(n - 1)
    except Exception as ex:
        raise Ctx(ex) from ex


try:
    layer(3)
except Ctx as ex:
    n = 0
    while ex:
        print(n, ex)
        ex, n = ex.__cause__, n + 1


class NeedsTwo(Exception):
    def __init__(self, a, b):
        self.a, self.b = a, b


try:
    raise NeedsTwo
except TypeError as t:
    print(t)
try:
    raise NeedsTwo(1, 2)
except NeedsTwo as t:
    print(t.args, t.a + t.b)
tb = None
try:
    layer(0)
except ValueError as v:
    tb = v.__traceback__
lines = []
while tb:
    lines.append((tb.tb_lineno, tb.tb_frame.f_code.co_name))
    tb = tb.tb_next
print(lines)
