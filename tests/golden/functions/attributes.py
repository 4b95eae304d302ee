def documented(a, b: int = 3, *args: str, c: float, **kw) -> "result":
    """The doc string.

    Second line."""
    return a


print(documented.__doc__)
print(documented.__name__, documented.__qualname__, documented.__module__, documented.__annotations__)
documented.extra = 5
documented.__name__ = "renamed"
print(documented.extra, documented.__name__, documented.__dict__, documented.__qualname__)
del documented.extra
print(hasattr(documented, "extra"), documented.__code__.co_name)


def no_doc():
    pass


print(no_doc.__doc__, (lambda: 0).__name__, type(no_doc).__name__, no_doc.__closure__)


class C:
    "class doc"

    def method(self):
        "method doc"

    @staticmethod
    def static():
        pass

    @classmethod
    def cls(cls):
        return cls


print(C.__doc__, C.method.__doc__, C.method.__qualname__, C().method.__name__, C().method.__func__ is C.method, C().cls.__self__ is C, C.static.__qualname__)


def outer():
    def inner():
        class Local:
            def m(self):
                pass

        return Local

    return inner


print(outer().__qualname__, outer()().__qualname__, outer()().m.__qualname__, repr(outer).split(" at ")[0], repr(outer()()().m).split(" of ")[0])
print(no_doc, C.method, C().method, len, [].append, str.upper, "a".upper)
try:
    no_doc.__code__ = 5
except TypeError as e:
    print(e)
try:
    no_doc.__name__ = 5
except TypeError as e:
    print(e)
no_doc.__defaults__ = (1,)


def takes(x):
    return x


takes.__defaults__ = ("default",)
print(takes())
