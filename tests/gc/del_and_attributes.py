# __del__ is looked up on the type; it may be inherited, added and removed.
class Base:
    def __del__(self):
        print("Base.__del__ of", type(self).__name__)


class Child(Base):
    pass


class Overrides(Base):
    def __del__(self):
        print("before")
        super().__del__()
        print("after")


class Late:
    pass


Child()
Overrides()
late = Late()
late.__del__ = lambda: print("never called: it is on the instance")
late = None
Late.__del__ = lambda self: print("added to the class")
late = Late()
late = None
del Late.__del__
Late()
print("removed")


class Uses:
    def __init__(self):
        self.items = [1, 2]
        self.text = "attribute"

    def __del__(self):
        self.items.append(3)
        print(self.items, self.text, self.__dict__)


Uses()


class Partial:
    def __init__(self):
        self.started = True
        raise ValueError

    def __del__(self):
        print("finalized although __init__ failed:", self.__dict__)


try:
    Partial()
except ValueError:
    pass
print("direct call:", Child().__del__())
c = Child()
c.__del__()
del c


class SlotsNode:
    __slots__ = ("name",)

    def __del__(self):
        print("slots", self.name)


s = SlotsNode()
s.name = "n"
s = None


class ListNode(list):
    def __del__(self):
        print("list", self)


ListNode([1, 2])
