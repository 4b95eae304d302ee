def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def bad_base():
    class X(5):
        pass


def none_base():
    class X(type(None)):
        pass


def bool_base():
    class X(bool):
        pass


def duplicate_base():
    class A:
        pass

    class X(A, A):
        pass


def inconsistent():
    class A:
        pass

    class B(A):
        pass

    class X(A, B):
        pass


def layout():
    class X(int, str):
        pass


def function_base():
    class X(attempt):
        pass


def instance_base():
    class A:
        pass

    class X(A()):
        pass


def bad_keyword():
    class X(object, nothing=1):
        pass


def bad_metaclass():
    class X(metaclass=5):
        pass


def function_metaclass():
    class X(metaclass=lambda name, bases, ns: (name, bases, sorted(k for k in ns if k[0] != "_"))):
        a = 1

    return X


def body_error():
    class X:
        a = 1
        b = a + c


def slots_conflict():
    class X:
        __slots__ = ("a",)
        a = 1


def set_name_error():
    class D:
        def __set_name__(self, owner, name):
            raise ValueError("in set_name")

    class X:
        d = D()


def init_subclass_error():
    class A:
        def __init_subclass__(cls):
            raise ValueError("no children")

    class X(A):
        pass


def star_bases():
    bases = (int,)
    kw = {"metaclass": type}

    class X(*bases, **kw):
        pass

    return X.__mro__[1:], X(5) + 1


for f in (bad_base, none_base, bool_base, duplicate_base, inconsistent, layout, function_base, instance_base, bad_keyword, bad_metaclass, function_metaclass, body_error, slots_conflict, set_name_error, init_subclass_error, star_bases):
    attempt(f)
