# What is marked when an assertion fails, and operators and brackets behind parentheses.
import traceback

y = 0


def f0():
    assert y


def f1():
    assert not 5


def f2():
    assert not (1 > y)


def f3():
    assert not (1 and (not y))


def f4():
    assert y and 1 < y


def f5():
    assert 1 < y and y, "message"


def f6():
    assert 1 < y < 3


def f7():
    assert y if 1 < y else y


def f8():
    assert (lambda: 0)()


def f9():
    assert not (y < 1 < 2), "message"


def f10():
    1; assert y


def f11():
    1; assert not y, "m"


def f12():
    (y) + "a"


def f13():
    ( y ) + "a"


def f14():
    (y)  +  ("a")


def f15():
    ((y))//("a")


def f16():
    (y)**"a"


def f17():
    (y+1)@(y)


def f18():
    [1] [ 5 ]


def f19():
    ([1])[5]


def f20():
    ( [1] ) [ 5 ]


def f21():
    [1][ (5) ]


def f22():
    [1][(5) ] + 1


def f23():
    ([1])  [5]


for number in range(24):
    try:
        globals()[f"f{number}"]()
    except Exception:
        traceback.print_exc()
