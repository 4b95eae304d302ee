class Node:
    kind = "node"

    def __init__(self):
        self.value = 1
        self.children = []

    def append(self):
        pass


class Slots:
    __slots__ = ("alpha", "beta")


n = Node()
import math

cases = [
    lambda: n.valu, lambda: n.Value, lambda: n.childen, lambda: n.completely_different, lambda: n.apend(), lambda: Node.kinf, lambda: [].appendd(1), lambda: [].push(1), lambda: "a".uper(), lambda: "a".contains("b"), lambda: {}.has_key(1), lambda: {}.item(), lambda: (5).foo, lambda: (1.5).is_int(), lambda: None.x, lambda: None.append(1), lambda: True.x, lambda: (1,).append(2), lambda: {1}.append(2), lambda: len.foo, lambda: (lambda: 0).foo, lambda: Node.append.foo, lambda: n.append.foo, lambda: math.sqr, lambda: math.foo, lambda: int.foo, lambda: type.foo, lambda: object.foo, lambda: object().foo, lambda: Slots().alpha, lambda: Slots().alpa, lambda: range(1).strt, lambda: (x for x in ()).foo, lambda: ValueError().foo, lambda: b"".encode(), lambda: ...  .x, lambda: NotImplemented.x, lambda: iter([]).foo, lambda: slice(1).begin, lambda: n.__dict, lambda: super(Node, n).kind,
]
for i, case in enumerate(cases):
    try:
        case()
        print(i, "no error")
    except AttributeError as e:
        print(i, e, "|", e.name)


def store(f):
    try:
        f()
        print("no error")
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


def s1():
    (5).x = 1


def s2():
    [].x = 1


def s3():
    None.x = 1


def s4():
    len.x = 1


def s5():
    int.x = 1


def s6():
    Slots().gamma = 1


def s7():
    object().x = 1


def s8():
    "a".x = 1


def s9():
    del n.nothing


def s10():
    del Node.nothing


def s11():
    del (5).real


def s12():
    n.append.x = 1


def s13():
    (5).real = 1


def s14():
    del [].append


def s15():
    n.__class__ = 5


def s16():
    n.__dict__ = 5


for s in (s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15, s16):
    store(s)
