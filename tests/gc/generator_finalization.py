# A suspended generator is closed when it dies: its finally blocks run.
import gc

gc.disable()


def gen(name):
    try:
        print("start", name)
        yield 1
        yield 2
    except GeneratorExit:
        print("exit", name)
        raise
    finally:
        print("finally", name)


g = gen("a")
next(g)
del g
print("deleted")
g = gen("never started")
del g
g = gen("b")
list(g)
del g
for x in gen("c"):
    break
print("after break")


def f():
    g = gen("d")
    next(g)
    return "returned"


print(f())


def stubborn():
    try:
        yield 1
    finally:
        print("raising in finally")
        raise ValueError("lost")


s = stubborn()
next(s)
s = None
print("after stubborn")


def ignores_exit():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignoring")
            break


i = ignores_exit()
next(i)
i.close()
print("closed")


class Node:
    def __del__(self):
        print("node in generator dies")


def holding():
    n = Node()
    yield n.__class__.__name__


h = holding()
print(next(h))
h.close()
print("closed: locals are gone")
h = None
