# modes: plain, verify
# A class is always a cycle: its mro and its descriptors refer to it.
import gc
import weakref

gc.disable()
gc.collect()


def make():
    class Local:
        def method(self):
            return 1

    return weakref.ref(Local), weakref.ref(Local())


cls, instance = make()
print("class alive:", cls() is not None, "instance alive:", instance() is not None)
print(gc.collect() > 0)
print("class alive:", cls() is not None)


def make_holding_instance():
    class Local:
        pass

    Local.instance = Local()
    return weakref.ref(Local.instance)


ref = make_holding_instance()
print(ref() is not None, gc.collect() > 0, ref() is None)


def make_family():
    class Base:
        pass

    class Child(Base):
        pass

    return weakref.ref(Base), weakref.ref(Child), Child()


base, child, kept = make_family()
gc.collect()
print("kept by an instance:", base() is not None, child() is not None)
print([c.__name__ for c in base().__subclasses__()])
del kept
gc.collect()
print(base() is None, child() is None)


class Parent:
    pass


class Kept(Parent):
    pass


def dropped():
    class Dropped(Parent):
        pass


dropped()
print([c.__name__ for c in Parent.__subclasses__()])
gc.collect()
print([c.__name__ for c in Parent.__subclasses__()])
