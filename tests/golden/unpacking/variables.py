# Unpacking into variables, the unpacked one among them.
def swap():
    a, b = 1, 2
    a, b = b, a
    x, y = (a, b)
    (p, q), r = (5, 6), 7
    for i, j in [(1, 2), (3, 4)]: pass
    x, y = y, x
    return a, b, x, y, p, q, r, i, j
print(swap())
def un(t):
    a, b, c = t
    return c, b, a
print(un([1, 2, 3]), un("xyz"), un((4, 5, 6)), un(x for x in (7, 8, 9)))
for bad in ([1, 2], [1, 2, 3, 4], 5):
    try: un(bad)
    except (TypeError, ValueError) as e: print(e)
def rebind(a):
    a, b = a
    return a, b
print(rebind((1, 2)), rebind([3, 4]))
def unbound():
    try: x, y = 1, 
    except ValueError: pass
    return x
try: unbound()
except UnboundLocalError as e: print(e)
