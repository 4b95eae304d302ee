# Tour, stop a: objects are born, get a name, and die.
#
# A name in Python is a label that is tied to an object; it is not a box that holds one. When you tie the same label to
# another object, the first object loses that label. An object without any label (or other holder) cannot be reached by
# the program any more, and it is destroyed at that very moment. `__del__` is called just before, so it shows us when.


class Node:
    def __init__(self, name):
        self.name = name
        print(f"  {name} is created")

    def __del__(self):
        print(f"  {self.name} is destroyed")

    def __repr__(self):
        return f"<Node {self.name}>"


print("1. One name, three objects, one after the other.")
node = Node("first")
print("  the name is tied to", node)

# The right-hand side is evaluated first: `second` exists before `first` loses its label. So the order below is
# created, then destroyed.
node = Node("second")
print("  the name is tied to", node)

node = Node("third")
print("  the name is tied to", node)

print("2. A second label keeps an object alive.")
other = node
node = None
print("  node is", node, "and other is", other)

print("3. `del` removes a label, not an object. The object dies only because it was the last label.")
del other

print("4. An object that never gets a label dies at the end of the statement that made it.")
Node("nameless")
print("  the next statement")

print("5. The labels inside a function go away when the function returns.")


def work():
    local = Node("local")
    print("  working with", local)
    return "result"


print("  the function returned", work())

print("6. What is still alive at the end of the program dies then.")
last = Node("last")
print("  end of the program")
