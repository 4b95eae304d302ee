# The order of finalizers when one death leads to the next.
class Node:
    def __init__(self, name, next=None):
        self.name = name
        self.next = next

    def __del__(self):
        print("finalizing", self.name, end="; ")


print("chain: the head first")
head = Node("head", Node("middle", Node("tail")))
del head
print()

print("list: from its end")
nodes = [Node(str(i)) for i in range(5)]
del nodes
print()

print("tuple: from its end")
nodes = (Node("a"), Node("b"), Node("c"))
del nodes
print()

print("dict")
nodes = {i: Node("value %d" % i) for i in range(3)}
del nodes
print()
nodes = {"x": Node("old")}
nodes["x"] = Node("new")
print()
nodes.clear()
print()

print("attributes")
n = Node("holder")
n.first = Node("first")
n.second = Node("second")
n.next = Node("next")
del n
print()

print("list operations")
nodes = [Node(str(i)) for i in range(6)]
nodes.pop(0)
print("popped")
nodes[1:3] = []
print("slice")
nodes[0] = None
print("replaced")
del nodes[-1]
print("deleted")
nodes.clear()
print("cleared")

print("several names in one del, from left to right")
a, b, c = Node("a"), Node("b"), Node("c")
del c, a, b
print()

print("tree")
tree = [Node("1", [Node("1.1"), Node("1.2")]), Node("2", [Node("2.1")])]
tree = None
print()
