# A module that fails is not kept; the next import runs it again.
import sys

for attempt in range(2):
    try:
        import _fails
    except ZeroDivisionError as e:
        print(attempt, e, "_fails" in sys.modules)
try:
    import _bad_syntax
except SyntaxError as e:
    print(e.msg, e.lineno, "_bad_syntax" in sys.modules)
try:
    import _uses_missing
except ModuleNotFoundError as e:
    print(e, e.name)
print(__name__, sys.modules["__main__"].__dict__ is globals())
