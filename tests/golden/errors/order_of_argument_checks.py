# Of several wrong arguments the same one is told of.
def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))


def generator():
    yield 1


for args in ((1, 2, 3), (1, 2, None), (int, 1, 2), (ValueError, 1, 2), (ValueError(1), 2), (ValueError(1), 2, 3), (ValueError, KeyError(1)), (Exception, KeyError(1))):
    attempt(generator().throw, *args)
for args in ((1, 2, 3), ("a", "f", 3), (1, "f", "zz"), ("a", "f\0", "exec"), ("a", "f", "exec", 0, [], 99), ("a", "f", "exec", 0, "x"), ("a", "f", "\ud800"), (1, "f", "zz", "q")):
    attempt(compile, *args)
for function in ("a".encode, b"a".decode, bytearray(b"a").decode):
    for args in (("nope", 0), (0, 0), ("\ud800",), ("utf-8", "\ud800"), ("nope", "a\0b"), ("nope", "nope")):
        attempt(function, *args)
for function in (bytes, bytearray, str):
    for args in ((0, "\ud800"), (b"a", "a\0b"), (0, 1), ("a", "nope", 2), (None, "a")):
        attempt(function, *args)
for value in (b"abc", bytearray(b"abc"), memoryview(b"abc")):
    for args in ((2, KeyError), ("ab", "x"), ([1], "x"), ((), 1)):
        attempt(value.hex, *args)
