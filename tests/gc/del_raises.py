# An error in __del__ is reported on stderr and ignored.
class Bad:
    def __del__(self):
        raise ValueError("from __del__")


class BadDeep:
    def __del__(self):
        self.helper()

    def helper(self):
        return self.missing


class Quiet:
    def __del__(self):
        try:
            1 / 0
        except ZeroDivisionError:
            print("handled inside")


b = Bad()
del b
print("one")
BadDeep()
print("two")
Quiet()


def f():
    local = Bad()
    return "three"


print(f())
try:
    raise KeyError("outer")
except KeyError as e:
    Bad()
    print("the current exception is untouched:", repr(e))


class NotCallable:
    __del__ = 5


NotCallable()
print("end")
