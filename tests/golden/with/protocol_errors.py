class NoExit:
    def __enter__(self):
        pass


class NoEnter:
    def __exit__(self, *a):
        pass


class OnInstance:
    def __init__(self):
        self.__enter__ = lambda: 1
        self.__exit__ = lambda *a: 1


for o in (NoExit(), NoEnter(), 5, None, OnInstance(), "text"):
    try:
        with o:
            print("never")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class ExitArgs:
    def __enter__(self):
        return self

    def __exit__(self):
        pass


try:
    with ExitArgs():
        pass
except TypeError as e:
    print(e)


class BadBool:
    def __bool__(self):
        raise RuntimeError("bool of the result")


class ReturnsBad:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return BadBool()


try:
    with ReturnsBad():
        raise ValueError("v")
except RuntimeError as e:
    print(e, repr(e.__context__))
with ReturnsBad():
    print("not asked without an error")


class Reraise:
    def __enter__(self):
        return self

    def __exit__(self, k, v, t):
        if v:
            raise TypeError("translated") from v


try:
    with Reraise():
        {}["x"]
except TypeError as e:
    print(e, repr(e.__cause__))


class Stack:
    def __init__(self):
        self.callbacks = []

    def __enter__(self):
        return self

    def push(self, f):
        self.callbacks.append(f)

    def __exit__(self, *exc):
        while self.callbacks:
            self.callbacks.pop()()


with Stack() as s:
    for i in range(3):
        s.push(lambda i=i: print("callback", i))
try:
    with Stack() as s:
        s.push(lambda: print("cleanup"))
        raise SystemExit(3)
except SystemExit as e:
    print(e.code)
