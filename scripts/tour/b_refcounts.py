# Tour, stop b: the reference count.
#
# Every object carries a number: how many references to it exist. A reference is a name, an element of a list or of a
# dictionary, an attribute, an argument of a running function... `sys.getrefcount` reads that number. The call itself
# holds one more reference, its argument, so we subtract it.

import sys


def count(holders):
    # `holders` is a list with the object in it, so that the calls of this function add nothing to the count that we want to
    # see: two references are ours, the argument of getrefcount and the element of the list.
    return sys.getrefcount(holders[0]) - 2


class Node:
    pass


class Show:
    """Prints the count of one object, and how it changed since the last time."""

    def __init__(self, node):
        self.holders = [node]
        self.last = 0

    def __call__(self, what):
        now = count(self.holders)
        print(f"{what:<46} count {now}  ({now - self.last:+d})")
        self.last = now


print("What raises the count:")
node = Node()
show = Show(node)
show("created, one name")

alias = node
show("another name: alias = node")

numbers = [1, 2, node]
show("an element of a list")

numbers.append(node)
show("the same list holds it twice")

table = {"key": node}
show("a value in a dictionary")

pair = (node, node)
show("two places in a tuple")

other = Node()
other.attribute = node
show("an attribute of another object")


def function(argument):
    show("while a function runs with it as argument")


function(node)
show("after the function has returned")


def closure():
    captured = node
    return lambda: captured


keeper = closure()
show("captured by a closure")

print()
print("What lowers it:")
del alias
show("del alias")

numbers.pop()
show("taken out of the list")

numbers[2] = None
show("replaced in the list")

del table
show("the dictionary died, and let go of its values")

pair = ()
show("rebinding the tuple's name: the tuple died")

other.attribute = 0
show("the attribute was set to something else")

keeper = None
show("the closure died")

# The last name. After this only the list inside of `show` holds the object.
node = None
show("node = None: only our observer is left")
