# A coroutine that dies without having been awaited is warned of, once for each place.


async def f():
    pass


def make():
    f()


for _ in range(3):
    make()
c = f()
c.close()
del c


class C:
    async def method(self):
        pass


C().method()
c = f()
c = None
started = f()
try:
    started.send(None)
except StopIteration:
    pass
del started
print("end")
