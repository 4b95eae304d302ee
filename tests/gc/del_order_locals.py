# Locals die when the function ends, arguments too.
class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("  finalizing", self.name)


def locals_in_order():
    a = Node("a")
    b = Node("b")
    c = Node("c")
    print("  end of the function")


print("locals")
locals_in_order()


def argument(n):
    print("  in the function")


print("argument")
argument(Node("temporary"))
print("  back")


def early():
    for i in range(3):
        n = Node(f"loop {i}")
        if i == 1:
            return i


print("loop and return:", early())


def raising():
    n = Node("in raising")
    raise ValueError


print("exception")
try:
    raising()
except ValueError as e:
    print("  handler: the traceback still holds the frame")
print("  after the handler")

print("expression")
print(Node("operand").name + Node("another").name)
Node("statement")
x = Node("replaced"), 1
x = 2
print("comprehension", [Node(str(i)).name for i in range(2)])


def generator():
    n = Node("in the generator")
    yield n.name


g = generator()
print("generator:", next(g))
del g
print("end")
