# A key with the same hash that is met first is compared, even if the key itself is there.
class Key:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("compared with", other)
        return NotImplemented


key = Key()
mapping = {1: 2, key: 3}
print(mapping[key], mapping.copy() == mapping, key in mapping)


def shout(*values):
    print(values)


try:
    shout(*int | None)
except TypeError as error:
    print(error)
print(eval("b'x'") is b"x")
