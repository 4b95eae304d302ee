# Finalizers at exit: globals are still usable in them where they can be.
import sys


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("finalizing", self.name)


first = Node("first")
second = Node("second")
_private = Node("private")
cycle = Node("cycle")
cycle.me = cycle
del first
print("last statement")
