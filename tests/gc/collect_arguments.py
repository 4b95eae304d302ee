# Arguments of gc.collect() and their errors.
import gc


def attempt(*args, **kwargs):
    try:
        return type(gc.collect(*args, **kwargs)).__name__
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(attempt())
print(attempt(0), attempt(1), attempt(2))
print(attempt(generation=1))
print(attempt(True), attempt(False))
print(attempt(3))
print(attempt(-1))
print(attempt(99999))
print(attempt("x"))
print(attempt(1.5))
print(attempt(None))
print(attempt(0, 1))
print(attempt(0, generation=1))
print(attempt(gen=1))
