# Keys whose comparison changes the dictionary that is being searched.
class Clears:
    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.target.clear()
        return False


class Adds:
    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return 1

    def __eq__(self, other):
        if len(self.target) < 100:
            for i in range(50):
                self.target[("filler", len(self.target), i)] = i
        return True


class One:
    def __hash__(self):
        return 1


d = {}
d[One()] = "a"
d[One()] = "b"
try:
    d[Clears(d)] = "c"
    print("stored", len(d))
except (KeyError, RuntimeError) as e:
    print(type(e).__name__)
d = {One(): 1}
print(d.get(Clears(d)), len(d))
d = {One(): 1}
print(d.get(Adds(d)), len(d) > 50)
d = {One(): 1, 2: 2}
try:
    d.pop(Clears(d), "default")
    print(len(d))
except KeyError:
    print("KeyError")


class ListClears:
    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.clear()
        return False


l = []
l.extend([ListClears(l), 1, 2])
print(5 in l, l)
l.extend([ListClears(l), 1, 2])
print(l.count(7), l)
l.extend([ListClears(l), 1, 2])
try:
    l.index(7)
except ValueError as e:
    print(e, l)
l.extend([ListClears(l), 1, 2])
try:
    l.remove(7)
except ValueError as e:
    print(e, l)
l.extend([ListClears(l), 1])
print(l == [ListClears([]), 1], len(l))
s = set()


class SetClears:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        s.clear()
        return False


s.add(SetClears())
s.add(SetClears())
print(len(s) <= 2)


class IndexClears:
    def __index__(self):
        victim.clear()
        return 1


victim = [1, 2, 3]
for f in (lambda: victim[IndexClears()], lambda: victim.pop(IndexClears()), lambda: victim.insert(IndexClears(), 9)):
    victim[:] = [1, 2, 3]
    try:
        print(f(), victim)
    except IndexError as e:
        print(e, victim)
victim[:] = [1, 2, 3]
print(victim[IndexClears():], victim)


class IterClears:
    def __iter__(self):
        for i in range(3):
            target.clear()
            yield i


target = [1, 2]
target.extend(IterClears())
print(target)
target[0:1] = IterClears()
print(target)
