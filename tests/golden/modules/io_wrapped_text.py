# Text around bytes: classes that inherit, and objects that are initialised late or again.
import io
from importlib.util import cache_from_source, source_from_cache


def attempt(call):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Console(io.TextIOWrapper):
    """Starts with a text of its own."""

    def __init__(self, start="", newline="\n"):
        super().__init__(io.BytesIO(start.encode()), newline=newline)
        self.more = "attribute"


console = Console("one\ntwo\n")
print(console.readline(), console.more, console.closed)
print(Console().write("text"), repr(Console("x").read()))

raw = io.TextIOWrapper.__new__(io.TextIOWrapper)
attempt(raw.read)
attempt(lambda: raw.write("x"))
raw.__init__(io.BytesIO(b"first"))
print(raw.read())
raw.__init__(io.BytesIO("zwölf".encode("latin-1")), encoding="latin-1")
print(raw.read(), raw.encoding)
raw.detach()
attempt(raw.read)
attempt(lambda: io.TextIOWrapper(io.BytesIO(), newline="x"))
attempt(lambda: io.TextIOWrapper(io.BytesIO(), encoding=3))

print(cache_from_source("a/b.py", optimization=2).rsplit(".", 2)[1:], cache_from_source("x", optimization="").endswith("-311.pyc"))
print(source_from_cache("a/__pycache__/b.cpython-311.pyc"), source_from_cache("__pycache__/b.c.opt-1.pyc"))
attempt(lambda: source_from_cache("a/b.c.pyc"))
attempt(lambda: source_from_cache("__pycache__/b.pyc"))
attempt(lambda: source_from_cache("__pycache__/b.c.best-1.pyc"))
attempt(lambda: source_from_cache("__pycache__/b.c.opt-.pyc"))
attempt(lambda: cache_from_source("b.py", optimization="!"))
attempt(lambda: cache_from_source("b.py", True, optimization="1"))
