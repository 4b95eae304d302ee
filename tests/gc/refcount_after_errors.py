# Failing operations release what they held.
import sys


class Node:
    pass


class Bad:
    def __eq__(self, other):
        raise ValueError

    def __hash__(self):
        return 1

    def __add__(self, other):
        raise ValueError

    def __iter__(self):
        raise ValueError


h = [Node()]


def rc():
    return sys.getrefcount(h[0]) - 2 + 1


def attempt(label, action):
    before = rc()
    for _ in range(10):
        try:
            action()
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, ZeroDivisionError, RuntimeError):
            pass
        else:
            print(label, "did not fail")
    print(label, rc() - before)


def fail(*args):
    raise ValueError(args)


def generator(x):
    yield x
    raise ValueError


attempt("call", lambda: fail(h[0], h[0]))
attempt("missing attribute", lambda: h[0].missing)
attempt("not callable", lambda: h[0](h[0]))
attempt("bad operator", lambda: h[0] + h[0])
attempt("raising operator", lambda: Bad() + h[0])
attempt("comparison in a list", lambda: [h[0], Bad()] == [h[0], Bad()])
attempt("dict key clash", lambda: {Bad(): h[0], Bad(): h[0]})
attempt("list with bad index", lambda: [h[0]][5])
attempt("tuple building", lambda: (h[0], 1 / 0))
attempt("sort", lambda: [h[0], h[0]].sort())
attempt("sort key", lambda: [h[0], h[0]].sort(key=fail))
attempt("map", lambda: list(map(fail, h)))
attempt("generator", lambda: list(generator(h[0])))
attempt("too many arguments", lambda: (lambda a: a)(h[0], h[0]))
attempt("duplicate keyword", lambda: dict(**{"a": h[0]}, **{"a": h[0]}))
attempt("unpacking", lambda: [*h, *Bad()])
attempt("set of unhashable", lambda: {h[0], []})
attempt("sum", lambda: sum([h[0], h[0]]))
attempt("min", lambda: min(h[0], h[0]))
attempt("format", lambda: f"{h[0]:d}")
attempt("class with bad base", lambda: type("X", (h[0],), {"a": h[0]}))
