# What makes a list asks an object, or its iterator, how long it is.
class Sized:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        print("len", end=" ")
        return self.length

    def __iter__(self):
        print("iter", end=" ")
        return iter([1, 2])


class Hinted:
    def __init__(self, length):
        self.length = length
        self.items = [1, 2]

    def __length_hint__(self):
        print("hint", end=" ")
        return self.length

    def __iter__(self):
        print("iter", end=" ")
        return self

    def __next__(self):
        if not self.items:
            raise StopIteration
        return self.items.pop()


class Indexed:
    def __len__(self):
        return -1

    def __getitem__(self, at):
        if at > 2:
            raise IndexError
        return at


USES = {
    "tuple": tuple, "list": list, "sorted": sorted, "set": set, "bytes": bytes, "bytearray": bytearray, "join": lambda x: ",".join(x),
    "list display": lambda x: [*x], "tuple display": lambda x: (*x,), "call": lambda x: (lambda *a: a)(*x), "extend": lambda x: [].extend(x),
    "slice": lambda x: [1].__setitem__(slice(0, 1), x), "for": lambda x: [item for item in x],
}
for name, use in USES.items():
    for make in (lambda: Sized(2), lambda: Sized(-1), lambda: Sized(2**62), lambda: Sized("a"), lambda: Hinted(2), lambda: Hinted(-1), lambda: Hinted("a"), lambda: Hinted(2**70), lambda: Hinted(NotImplemented), Indexed):
        print(name, end=": ")
        try:
            print(use(make()))
        except (TypeError, ValueError, OverflowError, MemoryError) as error:
            print(type(error).__name__, error)
