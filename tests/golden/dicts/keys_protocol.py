log = []


class Key:
    def __init__(self, name, h):
        self.name = name
        self.h = h

    def __hash__(self):
        log.append(f"hash {self.name}")
        return self.h

    def __eq__(self, other):
        log.append(f"{self.name} == {getattr(other, 'name', other)}")
        return isinstance(other, Key) and self.name[0] == other.name[0]


def show(label):
    print(label, log)
    log.clear()


a1, a2, b = Key("a1", 1), Key("a2", 1), Key("b", 1)
d = {a1: 1}
show("build")
d[a1]
show("same object: no comparison")
d[a2]
show("equal object")
print(b in d)
show("clash")
d[a2] = 2
show("replaced")
print([k.name for k in d], list(d.values()))
show("iteration asks nothing")
del d[a2]
show("delete")


class NoHash:
    def __eq__(self, other):
        return True


class BadHash:
    def __hash__(self):
        return "text"


class Raises:
    def __hash__(self):
        raise ValueError("no hash today")


class BigHash:
    def __hash__(self):
        return 2**100


for key in (NoHash(), BadHash(), Raises(), [], {}, set(), ([],), slice(1)):
    try:
        {key: 1}
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(hash(BigHash()) == hash(2**100), hash(Key("x", -1)), NoHash.__hash__)


class Default(dict):
    def __missing__(self, key):
        return f"missing {key}"


m = Default(a=1)
print(m["a"], m["zz"], m.get("zz"), "zz" in m, m)
