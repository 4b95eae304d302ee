# The exception being handled belongs to the frame and is put back after each handler.
import sys


def current():
    t = sys.exc_info()[0]
    return t and t.__name__


print(current())
try:
    raise ValueError
except ValueError:
    print(current())
    try:
        raise KeyError
    except KeyError:
        print(current())
    print(current())

    def f():
        print("called:", current())
        try:
            raise IndexError
        except IndexError:
            print("inner:", current())
        print("back:", current())

    f()
    print([current() for _ in range(1)])
print(current())


def gen():
    print("gen start", current())
    try:
        raise TypeError
    except TypeError:
        yield current()
        print("resumed", current())
    yield current()


g = gen()
try:
    raise ValueError
except ValueError:
    print(next(g), current())
print(current(), next(g), current())
try:
    try:
        raise ValueError("a")
    finally:
        print("in finally", current())
except ValueError:
    pass


def with_return():
    try:
        raise ValueError
    except ValueError:
        return current()


print(with_return(), current())
for i in range(3):
    try:
        if i == 1:
            raise ValueError
    except ValueError:
        continue
    print(i, current())


def handler_raises():
    try:
        raise ValueError("x")
    except ValueError as e:
        e = "rebound"
    try:
        e
    except UnboundLocalError as u:
        print(u)


handler_raises()


class E(Exception):
    def __del__(self):
        print("exception object died")


try:
    raise E
except E as ex:
    print("handling")
print("after")
