# The bounds come before the value; what is no bytearray becomes one first, and then they are asked for again.
class Index:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        print("asked for", self.number)
        return self.number


for value in (b"zz", bytearray(b"yy"), [1, 2], memoryview(b"ab")):
    array = bytearray(b"abcdef")
    array[Index(0):Index(4):Index(2)] = value
    print(array)
for key in (slice("a"), slice(None, None, 0), slice(0, 2, "b")):
    for value in ("text", 5, None, [300], ["a"], b"zz"):
        try:
            bytearray(b"abc")[key] = value
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
