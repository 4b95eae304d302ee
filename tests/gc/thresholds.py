# Setting and reading the thresholds, and the errors of the arguments.
import gc

print(gc.get_threshold())
gc.set_threshold(100)
print(gc.get_threshold())
gc.set_threshold(200, 20)
print(gc.get_threshold())
gc.set_threshold(300, 30, 3)
print(gc.get_threshold())
print(gc.set_threshold(700, 10, 10))


def attempt(*args, **kwargs):
    try:
        gc.set_threshold(*args, **kwargs)
        print(args, gc.get_threshold())
    except Exception as e:
        print(args, kwargs, type(e).__name__, e)


attempt()
attempt("a")
attempt(1, "b")
attempt(1, 2, None)
attempt(1.5)
attempt(1, 2, 3, 4)
attempt(0)
attempt(-1)
attempt(True, False)
attempt(2**31 - 1)
attempt(2**31)
attempt(2**70)
attempt(700, 10, 10)
attempt(threshold0=5)
