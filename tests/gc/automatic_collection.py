# modes: plain, verify
# The order of automatic collections, and that they free garbage.
import gc

gc.disable()


class Node:
    alive = 0

    def __init__(self):
        Node.alive += 1
        self.me = self

    def __del__(self):
        Node.alive -= 1


runs = []


def note(phase, info):
    if phase == "stop":
        runs.append((info["generation"], info["collected"] > 0))


gc.collect()
gc.callbacks.append(note)
gc.set_threshold(20, 3, 2)
gc.enable()
while len(runs) < 45:
    Node()
gc.disable()
gc.callbacks.clear()
print("".join(str(g) for g, _ in runs))
print(all(collected for _, collected in runs))
print(Node.alive <= 25)
gc.set_threshold(700, 10, 10)
gc.collect()
print(Node.alive)
