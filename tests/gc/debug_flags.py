# modes: plain, verify
import gc

for name in ("DEBUG_STATS", "DEBUG_COLLECTABLE", "DEBUG_UNCOLLECTABLE", "DEBUG_SAVEALL", "DEBUG_LEAK"):
    print(name, getattr(gc, name))
print(gc.DEBUG_LEAK == gc.DEBUG_COLLECTABLE | gc.DEBUG_UNCOLLECTABLE | gc.DEBUG_SAVEALL)
print(gc.set_debug(gc.DEBUG_UNCOLLECTABLE), gc.get_debug())
gc.set_debug(0)
for argument in ("x", None, 1.5):
    try:
        gc.set_debug(argument)
    except TypeError as e:
        print(e)
try:
    gc.set_debug()
except TypeError as e:
    print(e)
print(gc.get_debug())
