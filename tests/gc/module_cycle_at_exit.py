# modes: plain, verify
# Cycles of every kind are finalized at exit, whether automatic collection is on or not.
import gc

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("finalizing", self.name)


Node("dropped cycle")


def function_holding(n=Node("default argument of a function")):
    pass


class Holder:
    node = Node("class attribute")


print("end of the program")
