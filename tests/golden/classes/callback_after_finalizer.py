# A function returns: the object dies before its weak reference does, so the callback is called, after the finalizer.
import weakref


class Dying:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, weakref.getweakrefcount(self))


def told(name):
    return lambda reference: print("gone", name, reference())


def object_first():
    value = Dying(1)
    reference = weakref.ref(value, told(1))
    print("returns")


def reference_first():
    reference = None
    value = Dying(2)
    reference = weakref.ref(value, told(2))
    print("returns")


def in_a_list():
    value = Dying(3)
    both = [value, weakref.ref(value, told(3)), weakref.ref(value, told("3 again"))]
    del value
    del both
    print("returns")


class Back(Dying):
    def __del__(self):
        super().__del__()
        kept.append(self)


kept = []


def resurrected():
    value = Back(4)
    reference = weakref.ref(value, told(4))
    print("returns")


object_first()
reference_first()
in_a_list()
resurrected()
print(kept[0].name)
kept.clear()
print("end")
