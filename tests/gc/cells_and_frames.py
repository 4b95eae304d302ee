# What keeps an object alive: cells, frames of suspended generators, tracebacks; and what no longer does.
import weakref


class Node:
    pass


def cell_released():
    n = Node()
    r = weakref.ref(n)

    def inner():
        return n

    print("captured:", r() is not None)
    del n
    print("deleted in the outer function:", r() is None)
    try:
        inner()
    except NameError as e:
        print(e)


cell_released()


def rebind():
    n = Node()
    r = weakref.ref(n)

    def drop():
        nonlocal n
        n = None

    drop()
    return r() is None


print("rebound by nonlocal:", rebind())


def keep_traceback():
    def fails():
        n = Node()
        refs.append(weakref.ref(n))
        raise ValueError

    refs = []
    try:
        fails()
    except ValueError as e:
        kept = e
    print("held by the traceback:", refs[0]() is not None)
    kept.__traceback__ = None
    print("traceback removed:", refs[0]() is None)


keep_traceback()


def argument_of_exception():
    r = None
    try:
        n = Node()
        r = weakref.ref(n)
        raise ValueError(n)
    except ValueError as e:
        del n
        print("in e.args:", r() is not None)
    print("handler left:", r() is None)


argument_of_exception()


def temporary_in_loop():
    refs = []
    for i in range(3):
        n = Node()
        refs.append(weakref.ref(n))
    print([r() is not None for r in refs])
    it = (x for x in [Node()])
    x = next(it)
    r = weakref.ref(x)
    del x
    print("held by the generator's list:", r() is not None)
    it.close()
    print("closed:", r() is None)


temporary_in_loop()
