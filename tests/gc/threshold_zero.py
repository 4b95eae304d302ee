# modes: plain, verify
# A first threshold of zero switches the automatic collection off, although gc.isenabled() says True.
import gc


class Node:
    alive = 0

    def __init__(self):
        Node.alive += 1
        self.me = self

    def __del__(self):
        Node.alive -= 1


gc.collect()
gc.set_threshold(0)
print(gc.isenabled(), gc.get_threshold())
for _ in range(3000):
    Node()
print(Node.alive)
gc.set_threshold(10)
for _ in range(3000):
    Node()
print(Node.alive < 20)
gc.set_threshold(700, 10, 10)
gc.collect()
print(Node.alive)
