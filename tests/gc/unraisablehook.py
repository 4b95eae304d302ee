# sys.unraisablehook gets what __del__ and callbacks raise.
import sys
import weakref


class Bad:
    def __del__(self):
        raise ValueError("from __del__")


class Node:
    pass


def hook(unraisable):
    print(
        unraisable.exc_type.__name__,
        unraisable.exc_value,
        unraisable.exc_traceback is not None,
        unraisable.err_msg,
        getattr(unraisable.object, "__qualname__", type(unraisable.object).__name__),
    )


def callback(ref):
    raise RuntimeError("from a callback")


print(sys.unraisablehook is sys.__unraisablehook__)
sys.unraisablehook = hook
Bad()
n = Node()
r = weakref.ref(n, callback)
del n


def broken_hook(unraisable):
    raise TypeError("the hook is broken")


sys.unraisablehook = None
Bad()
print("None ignores it")
sys.unraisablehook = sys.__unraisablehook__
Bad()
print("end")
