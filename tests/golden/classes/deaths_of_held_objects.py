# modes: plain, verify
# What dies together dies in the order of the references, through containers without finalizers; the weak references to a
# generator are cleared before what it holds goes.
import weakref


class Held:
    def __init__(self, name, *others):
        self.name = name
        self.others = others

    def __del__(self):
        print("dies", self.name)


def fails():
    first = Held(1)
    second = {Held(2): [Held(3)]}
    third = Held(4, first)
    None.missing


try:
    fails()
except AttributeError:
    print("caught")

for begins in (False, True):
    held = Held("held")
    generator = (item for item in [held, 5])
    if begins:
        next(generator)
    reference = weakref.ref(generator, lambda reference: print("gone", reference()))
    del held, generator
