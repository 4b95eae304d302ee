# modes: plain, verify
import gc

gc.disable()


class Node:
    pass


def kinds(found):
    return sorted(type(o).__name__ for o in found)


def test():
    target = Node()
    print("local only:", [o for o in gc.get_referrers(target) if type(o) in (list, dict, tuple, set, Node)])
    l = [target]
    d = {"k": target}
    k = {target: 1}
    s = {target}
    t = (target,)
    n = Node()
    n.attribute = target
    found = [o for o in gc.get_referrers(target) if type(o).__name__ != "frame"]
    print(kinds(found))
    for holder in (l, d, k, s, t, n):
        print(type(holder).__name__, any(o is holder for o in found))
    del found
    l.clear()
    d.clear()
    print(kinds(o for o in gc.get_referrers(target) if type(o).__name__ not in ("frame", "generator")))


test()

a, b = [1], [2]
both = [a, b]
found = [o for o in gc.get_referrers(a, b) if type(o) is list]
print(len(found), found[0] is both)
print(gc.get_referrers())

cls_referrers = gc.get_referrers(Node)
instance = Node()
print(any(o is instance for o in gc.get_referrers(Node)))
