# modes: plain, verify
# Tour, stop f: what starts a collection. There are three triggers: a threshold, a call of gc.collect(), and the end of
# the program.

import gc


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self

    def __del__(self):
        print("  destroyed:", self.name)


starts = []


def note(phase, info):
    if phase == "start":
        starts.append(info["generation"])


gc.disable()
gc.collect()
gc.callbacks.append(note)

print("1. A threshold.")
Node("garbage that waits for a threshold")
print("  it is garbage now, but nothing has happened yet:", starts)
gc.enable()
print("  now objects are created until more than", gc.get_threshold()[0], "are new")
keep = []
while not starts:
    keep.append([])
print("  a collection of generation", starts[0], "has started by itself")
gc.disable()

print("2. A call.")
starts.clear()
Node("garbage that waits for a call")
print("  it is garbage now, but nothing has happened yet:", starts)
found = gc.collect()
print("  gc.collect() collected generation", starts[0], "and found", found, "object")

print("3. The end of the program.")
starts.clear()
gc.callbacks.remove(note)
Node("garbage that waits for the end")
reachable = Node("an object with a name, at the end")
print("  last line of the program; automatic collection is", "on" if gc.isenabled() else "off")
