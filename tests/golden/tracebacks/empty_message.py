def f():
    raise KeyError


try:
    f()
except KeyError:
    raise AssertionError()
