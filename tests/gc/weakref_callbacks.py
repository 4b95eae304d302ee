# When callbacks run, in which order, and with which argument.
import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("finalizing", self.name)


def note(label):
    def callback(ref):
        print("callback", label, ref() is None)

    return callback


node = Node("one")
refs = [weakref.ref(node, note(i)) for i in range(4)]
print("deleting")
del node
print("deleted")

node = Node("two")
early = weakref.ref(node, note("early"))
late = weakref.ref(node, note("late"))
del early
print("a dead reference calls nobody")
del node

print("the argument is the reference itself")
node = Node("three")
seen = []
ref = weakref.ref(node, seen.append)
node = None
print(seen[0] is ref, len(seen))

print("a callback may make a new object and a new reference")
kept = []


def make(ref):
    kept.append(Node("made in a callback"))


node = Node("four")
ref = weakref.ref(node, make)
del node
print(kept[0].name)
kept.clear()
print("end")
