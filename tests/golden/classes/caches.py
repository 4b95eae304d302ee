# What an instruction remembers must not outlive what it was about.


class A:
    value = 1

    def name(self):
        return "A"


class B(A):
    def name(self):
        return "B, after " + super().name()


class C(A):
    __slots__ = ("slot",)


def ask(thing):
    return thing.name(), thing.value


for round_number in range(3):
    print([ask(thing) for thing in (A(), B(), C(), A(), B())])
A.value = 2
B.name = lambda self: "another"
print([ask(thing) for thing in (A(), B(), C())])
one = A()
one.value = 3
one.name = lambda: "its own"
print([ask(thing) for thing in (A(), one, B(), one)])
A.value = property(lambda self: "computed")
print([ask(thing)[1] for thing in (A(), C())])
del A.value
for thing in A(), C():
    try:
        print(ask(thing))
    except AttributeError as error:
        print(error)


def read(thing):
    return thing.slot


slotted = C()
for content in "x", None, [1]:
    slotted.slot = content
    print(read(slotted))
del slotted.slot
try:
    read(slotted)
except AttributeError as error:
    print(error)


# One code object, two defining classes.
def make(base):
    class Made(base):
        def name(self):
            return "made of " + super().name()

    return Made


Over = make(B)
print([kind().name() for kind in (make(A), Over, make(A), Over, make(Over))])


class Error(Exception):
    pass


def fail(*args):
    try:
        raise Error(*args)
    except Exception as error:
        return type(error).__name__, error.args


def plain():
    try:
        raise Error
    except Exception as error:
        return type(error).__name__, error.args


print(fail(1, 2), plain(), plain())
Error.__init__ = lambda self, *args: print("initialised", args)
print(fail(1, 2), plain())
Error.__new__ = lambda cls, *args: ValueError("instead")
try:
    print(fail(1), plain())
except TypeError as error:
    print(error)


class Late:
    pass


def build():
    return Late()


print(type(build()).__name__, type(build()).__name__)
Late.__init__ = lambda self: print("late")
build()
Late.__new__ = lambda cls: 5
print(build())


def order(a, b, c=3, /, d=4, *, e=5):
    return a, b, c, d, e


def three(a, b, c):
    return a, b, c


for _ in range(2):
    print(three(c=1, a=2, b=3), three(1, c=2, b=3), order(1, 2, d=7, e=8))
for call in (
    lambda: three(1, a=2, b=3),
    lambda: three(1, 2, d=3),
    lambda: three(1, b=2),
    lambda: order(1, 2, c=3),
):
    try:
        call()
    except TypeError as error:
        print(error)


class Dies:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        print("dies", self.number)


def made():
    for number in range(3):
        yield Dies(number), number


for thing, number in made():
    print("got", number)
del thing
for place, thing in enumerate([Dies(10), Dies(11)]):
    print("at", place)
del thing
for left, right in zip([Dies(20), Dies(21)], "ab"):
    print(right)
del left
first, second = Dies(30), Dies(31)
first, second = second, first
print(first.number, second.number)
del first
part = [1, 2, 3, 4]
part[1:3] = [Dies(40), Dies(41)]
part[1:3] = part[2:0:-1]
print(part[1].number, part[2].number)
part[::2] = part[::-2]
del part
print("end")


class Keeps(A):
    def name(self):
        parent = super()
        return parent.name(), type(parent).__name__


print(Keeps().name(), Keeps().name())
for left, right in zip([1, 2, 3], range(2**61, 2**61 + 3)):
    print(left, right)
