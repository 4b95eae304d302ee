# Whether a slot may be `__dict__` is asked of the base that gives the layout alone.
class Plain:
    pass


class Number(Plain, float):
    __slots__ = ("__dict__",)


print(Number(1.5), Number.__mro__)
for bases in ((Plain,), (Plain, int), (int, Plain), (dict, Plain), (Exception,)):
    for slot in ("__dict__", "__weakref__"):
        try:
            print(slot, type("Made", bases, {"__slots__": (slot,)}).__name__)
        except TypeError as error:
            print(slot, error)
