def tree(cls, depth=0):
    for sub in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
        if sub.__module__ == "builtins" and sub.__name__ in KNOWN:
            print("  " * depth + sub.__name__)
            tree(sub, depth + 1)


KNOWN = set("""Exception ArithmeticError FloatingPointError OverflowError ZeroDivisionError AssertionError AttributeError BufferError EOFError
ImportError ModuleNotFoundError LookupError IndexError KeyError MemoryError NameError UnboundLocalError OSError FileNotFoundError FileExistsError
PermissionError BrokenPipeError ConnectionError TimeoutError InterruptedError IsADirectoryError NotADirectoryError ReferenceError RuntimeError
NotImplementedError RecursionError StopIteration StopAsyncIteration SyntaxError IndentationError TabError SystemError TypeError ValueError UnicodeError
UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError Warning DeprecationWarning UserWarning RuntimeWarning SyntaxWarning GeneratorExit
KeyboardInterrupt SystemExit""".split())
print("BaseException")
tree(BaseException, 1)
print(IOError is OSError, EnvironmentError is OSError)
print(KeyError("k"), repr(KeyError("k")), str(KeyError("k", 1)), KeyError(), repr(IndexError("i")))
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit().code, repr(SystemExit("x")))
e = OSError(2, "No such thing", "name.txt")
print(e, e.errno, e.strerror, e.filename, type(e).__name__, e.args)
print(ImportError("m", name="n").name, NameError("x", name="y").name, AttributeError("a", name="b", obj=5).obj)
print(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"))
for cls in (ValueError, KeyError, OSError):
    x = cls("a")
    print(x.args, x.__cause__, x.__context__, x.__suppress_context__, x.__traceback__, x == cls("a"))
x.args = (1, 2)
print(x.args, repr(x))
try:
    ValueError(key=1)
except TypeError as t:
    print(t)
try:
    x.args = 5
except TypeError as t:
    print(t)
print(issubclass(KeyError, LookupError), issubclass(bool, Exception), isinstance(RecursionError(), RuntimeError), Exception.__mro__)
