class Node:
    def __init__(self):
        self.next = None


n = Node()
n.next = Node()
print(n.next.next)
result = str(n.next.next.next.value) + "suffix"
