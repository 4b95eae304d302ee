# modes: plain, verify
# A long chain with finalizers, each of which runs once and in order.
class Node:
    died = 0
    last = None

    def __init__(self, number, next):
        self.number = number
        self.next = next

    def __del__(self):
        if Node.last is not None and self.number != Node.last - 1:
            print("out of order", Node.last, self.number)
        Node.last = self.number
        Node.died += 1


head = None
N = 50_000
for i in range(N):
    head = Node(i, head)
head = None
print(Node.died, Node.last)
