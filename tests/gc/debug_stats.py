# modes: plain, verify; compare: stdout
# DEBUG_STATS writes to stderr: with times, so that only the course of the program is compared here.
import gc

gc.disable()
gc.collect()
gc.set_debug(gc.DEBUG_STATS)
n = []
n.append(n)
del n
print(gc.collect())
gc.set_debug(0)
print(gc.collect())
