# What __hash__ returns stays, as far as it fits into 64 bits; -1 becomes -2; a larger int is hashed itself.


class H:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


for value in (0, -1, -2, 2**60, 2**61 - 1, 2**61, 2**62 + 5, 2**63 - 1, -(2**63), 2**63, 2**64 + 7, -(2**70), True):
    print(value, hash(H(value)), hash(value))
