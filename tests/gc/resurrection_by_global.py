# Resurrection through a class attribute, again and again: each object once.
class Pool:
    free = []


class Reusable:
    made = 0

    def __init__(self):
        Reusable.made += 1
        self.number = Reusable.made
        self.uses = 1

    def __del__(self):
        Pool.free.append(self)
        self.uses += 1


for i in range(3):
    Reusable()
print([(o.number, o.uses) for o in Pool.free])
o = Pool.free.pop()
print(o.number, len(Pool.free))
del o
print(len(Pool.free), "not again")


class Stubborn:
    def __del__(self):
        global stubborn
        stubborn = self


stubborn = Stubborn()
first = id(stubborn)
stubborn = None
print(id(stubborn) == first, type(stubborn).__name__)
stubborn = None
print(stubborn)
