# modes: plain, verify
import gc


class Node:
    alive = 0

    def __init__(self):
        Node.alive += 1
        self.me = self

    def __del__(self):
        Node.alive -= 1


print(gc.isenabled())
print(gc.disable(), gc.isenabled())
gc.collect()
for _ in range(2500):
    Node()
print("disabled:", Node.alive)
print(gc.enable(), gc.isenabled())
for _ in range(2500):
    Node()
print("enabled, few left:", Node.alive < 1500)
gc.disable()
gc.disable()
gc.enable()
print("disable twice, enable once:", gc.isenabled())
try:
    gc.enable(1)
except TypeError as e:
    print(e)
try:
    gc.isenabled(None)
except TypeError as e:
    print(e)
