# Attributes of a class are set by its type and not as those of an object.
import types


class Meta(type):
    pass


class Plain:
    pass


class Made(metaclass=Meta):
    pass


for method in (object.__setattr__, int.__setattr__, type.__setattr__):
    for target in (int, Plain, Made, KeyError, 3):
        for name in ("a", 1):
            try:
                method(target, name, 1)
                print(target.a)
            except (AttributeError, TypeError) as error:
                print(type(error).__name__, error)
for target in (int, Made, object):
    try:
        object.__delattr__(target, "a")
    except TypeError as error:
        print(error)
    try:
        target.__abstractmethods__
    except AttributeError as error:
        print(error)
try:
    len(types.SimpleNamespace())
except TypeError as error:
    print(error)
