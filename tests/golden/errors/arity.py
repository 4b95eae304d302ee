def no(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def star(a, *b): pass
def kwonly(a, *, b, c): pass
def kwdefault(*, k=1): pass
def posonly(a, b, /): pass
def posmixed(a, /, b, *, c=1): pass


class K:
    def method(self, x): pass

    def no_self(): pass

    @classmethod
    def cm(cls, a): pass

    @staticmethod
    def sm(a): pass


class Init:
    def __init__(self, a, b): pass


k = K()
calls = [
    lambda: no(1), lambda: no(1, 2), lambda: no(x=1), lambda: one(), lambda: one(1, 2), lambda: one(1, 2, 3), lambda: one(1, a=2), lambda: one(b=1), lambda: one(1, b=2),
    lambda: two(), lambda: two(1), lambda: two(1, 2, 3), lambda: two(b=1), lambda: two(1, c=2), lambda: three(), lambda: three(1), lambda: three(1, 2, 3, 4), lambda: three(c=1),
    lambda: default(), lambda: default(1, 2, 3), lambda: default(1, 2, b=3), lambda: default(c=1), lambda: star(), lambda: star(b=1), lambda: kwonly(), lambda: kwonly(1), lambda: kwonly(1, b=2), lambda: kwonly(1, 2, b=1, c=2), lambda: kwonly(1, b=1, c=1, d=1), lambda: kwdefault(1), lambda: kwdefault(1, 2), lambda: kwdefault(1, k=2), lambda: kwdefault(j=1),
    lambda: posonly(a=1, b=2), lambda: posonly(1, b=2), lambda: posonly(1), lambda: posonly(1, 2, 3), lambda: posmixed(a=1, b=2), lambda: posmixed(1), lambda: posmixed(1, 2, 3),
    lambda: k.method(), lambda: k.method(1, 2), lambda: K.method(), lambda: K.method(k), lambda: k.no_self(), lambda: k.cm(), lambda: K.cm(1, 2), lambda: k.sm(), lambda: K.sm(1, 2), lambda: k.method(y=1),
    lambda: Init(), lambda: Init(1), lambda: Init(1, 2, 3), lambda: Init(c=1), lambda: K(1), lambda: K(x=1), lambda: (lambda x: x)(), lambda: (lambda: 0)(1), lambda: two(*[1]), lambda: two(**{"a": 1}), lambda: two(*[1], **{"a": 2}),
    lambda: len(), lambda: len(1, 2), lambda: len(x=1), lambda: [].append(), lambda: "".join(), lambda: "a".upper(1), lambda: {}.get(), lambda: isinstance(1), lambda: ord(), lambda: abs(x=1), lambda: print(1, foo=2), lambda: sorted(), lambda: [].sort(1), lambda: "a".split(1, 2, 3), lambda: int(1, 2, 3), lambda: str(1, 2, 3, 4), lambda: range(), lambda: [].pop(1, 2), lambda: list(1, 2), lambda: tuple(1, 2), lambda: dict(1, 2), lambda: bool(1, 2), lambda: float(1, 2), lambda: {}.update(1, 2), lambda: zip(x=1), lambda: iter(), lambda: getattr(), lambda: chr(1, 2), lambda: [].insert(1), lambda: "".replace("a"), lambda: [].index(), lambda: set(1, 2), lambda: hash(), lambda: callable(1, 2), lambda: id(1, 2), lambda: max(key=1), lambda: round(1, 2, 3), lambda: object(1), lambda: "a".startswith(), lambda: {}.pop(), lambda: next(), lambda: "".format_map(), lambda: {}.setdefault(), lambda: "x".encode(1), lambda: [].extend(1, 2), lambda: enumerate(), lambda: list(x=1), lambda: tuple(x=1), lambda: int(x=1),
]
for i, call in enumerate(calls):
    try:
        call()
        print(i, "no error")
    except TypeError as e:
        print(i, e)
