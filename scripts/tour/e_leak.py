# modes: plain, verify
# Tour, stop e: a leak, and what stops it.
#
# Pairs of objects that point at each other are made and dropped in a loop. Counting cannot free them. We do the same loop three
# times: without the collector, with a call of gc.collect() now and then, and with automatic collection.
#
# (A real leak has no end. This one is bounded, so that the program ends.)

import gc

ROUNDS = 3000


class Node:
    alive = 0

    def __init__(self):
        self.partner = None
        # Some weight, as real objects have.
        self.data = [0] * 20
        Node.alive += 1

    def __del__(self):
        Node.alive -= 1


def make_and_drop_pair():
    a = Node()
    b = Node()
    a.partner = b
    b.partner = a
    # Both names end here. Both objects stay: each is held by the other.


def run(title, after_each_round):
    gc.collect()
    peak = 0
    print(title)
    for i in range(1, ROUNDS + 1):
        make_and_drop_pair()
        after_each_round(i)
        peak = max(peak, Node.alive)
        if i % 1000 == 0 and title.startswith(("1", "2")):
            print(f"   after {i} pairs: {Node.alive} nodes alive")
    return peak


def nothing(i):
    pass


def collect_every_100(i):
    if i % 100 == 0:
        gc.collect()


gc.disable()
peak = run("1. Collector switched off: memory grows with every round.", nothing)
print("   at most", peak, "nodes alive at once: every node that was ever made")

peak = run("2. gc.collect() after every 100 rounds: memory stays flat.", collect_every_100)
print("   at most", peak, "nodes alive at once: those of 100 rounds")

gc.enable()
peak = run("3. Automatic collection: flat, too, and nobody had to think of it.", nothing)
# How many there are at the peak depends on the threshold (700 new objects, and each node brings a list along).
print("   at most 800 nodes alive at once:", peak <= 800)
print("   any collected while the loop ran:", peak < 2 * ROUNDS)

gc.collect()
print("In the end", Node.alive, "nodes are alive.")
