# What lives when an exception ends the program is finalized, too.
class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("finalizing", self.name)


top = Node("global")


def f():
    local = Node("local")
    raise ValueError("ends the program")


f()
