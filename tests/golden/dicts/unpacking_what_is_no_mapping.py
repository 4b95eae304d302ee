# `**` of objects that only look like mappings.
class Answers:
    def __getattr__(self, name):
        return lambda *args: (name, args)


class Number:
    def __getattr__(self, name):
        return 5


class Fails:
    def keys(self):
        raise AttributeError("keys failed")


class Uncountable:
    def keys(self):
        return 5


class WithoutItems:
    def keys(self):
        return [1]


class FailingItems:
    def keys(self):
        return [1]

    def __getitem__(self, key):
        raise AttributeError("item failed")


for kind in (Answers, Number, Fails, Uncountable, WithoutItems, FailingItems):
    for use in (lambda x: {**x}, lambda x: dict(**x), dict, {}.update):
        try:
            print(use(kind()))
        except Exception as error:
            print(type(error).__name__, error)
