# An error in a callback is reported on stderr, and the others are still called.
import weakref


class Node:
    pass


class Fails:
    def __repr__(self):
        return "<Fails>"

    def __call__(self, ref):
        raise RuntimeError("from the callback")


def fine(ref):
    print("fine")


n = Node()
refs = [weakref.ref(n, fine), weakref.ref(n, Fails()), weakref.ref(n, fine)]
n = None
print("after")
