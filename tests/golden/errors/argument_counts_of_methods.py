"""Wrong numbers of arguments: the words depend on how a method is defined, the name on the type that defines it."""


def tell(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


# What operators call.
tell("a".__lt__, 1, 2)
tell((1,).__repr__, 1)
tell(True.__neg__, 3)
tell([].__setitem__, 1)
tell([].__delitem__, 1, 2)
tell((2).__pow__)
tell((2).__pow__, 1, 2, 3)
tell([].__mul__)
tell((1.5).__mul__)
tell(ValueError("x").__eq__)
tell({}.__getattribute__, 1, 2)
tell("x".__setattr__, 1)
# Methods that have such names, but are none of those.
tell([].__getitem__)
tell({}.__contains__)
tell({1}.__contains__)
tell("".__format__)
tell(lambda: {}.__format__(1, 2))
tell([].__reversed__, 1)
tell(dict.__class_getitem__)
tell(enumerate([]).__class_getitem__, 1, 2)
# The type that defines the method, not that of the object.
tell(lambda: True.bit_length(1))
tell(lambda: KeyError().add_note())
tell(lambda: KeyError().add_note(1, 2))
tell({}.items, 1)
tell({}.clear, 1)
tell({1}.pop, 1)


class MyList(list):
    pass


tell(lambda: MyList().append())
tell(lambda: MyList().reverse(2))
tell([].sort, 1)
tell([].sort, 1, 2, 3)
tell(int.from_bytes, 1, 2, 3)
tell(b"".translate)
tell(sum)
tell(issubclass)
tell(issubclass, int)
tell(issubclass, int, 2, 3)
# The order of checks.
tell(enumerate, 1, "x")
tell(str, "a", b"x")
tell(str, 1, 2)
tell(b"a".splitlines, [])
tell("a".splitlines, 1.5)
tell({}.pop, [])
tell({1: 2}.pop, [])
tell({}.pop, [], 3)
