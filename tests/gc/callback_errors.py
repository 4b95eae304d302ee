# modes: plain, verify
# An error in a callback is reported on stderr and does not stop the collection.
import gc

gc.disable()
gc.collect()


class Callback:
    def __repr__(self):
        return "<Callback>"

    def __call__(self, phase, info):
        raise ValueError("in " + phase)


gc.callbacks.append(Callback())
n = []
n.append(n)
del n
print(gc.collect())
gc.callbacks.clear()
print("still running")
