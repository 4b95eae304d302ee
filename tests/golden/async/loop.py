# A small event loop: tasks, sleeping by steps, queues, async for and async with over it.

from collections import deque


class Future:
    def __init__(self):
        self.result = None
        self.done = False
        self.waiting = []

    def __await__(self):
        if not self.done:
            yield self
        return self.result

    def set(self, result):
        self.result = result
        self.done = True
        for task in self.waiting:
            loop.ready.append(task)


class Task(Future):
    def __init__(self, coroutine):
        super().__init__()
        self.coroutine = coroutine
        loop.ready.append(self)

    def step(self):
        try:
            waits = self.coroutine.send(None)
        except StopIteration as stop:
            self.set(stop.value)
        else:
            if waits is None:
                loop.ready.append(self)
            else:
                waits.waiting.append(self)


class Loop:
    def __init__(self):
        self.ready = deque()

    def run(self, coroutine):
        task = Task(coroutine)
        while self.ready:
            self.ready.popleft().step()
        return task.result


class Switch:
    def __await__(self):
        yield None


loop = Loop()


async def count(name, n):
    for i in range(n):
        print(name, i)
        await Switch()
    return name * n


async def gather(*coroutines):
    tasks = [Task(c) for c in coroutines]
    return [await task for task in tasks]


print(loop.run(gather(count("a", 2), count("b", 3), count("c", 1))))


class Queue:
    def __init__(self):
        self.items = deque()
        self.getters = deque()

    def put(self, item):
        self.items.append(item)
        if self.getters:
            self.getters.popleft().set(None)

    async def get(self):
        while not self.items:
            future = Future()
            self.getters.append(future)
            await future
        return self.items.popleft()

    def __aiter__(self):
        return self

    async def __anext__(self):
        item = await self.get()
        if item is None:
            raise StopAsyncIteration
        return item


class Lock:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print("enter", self.name)
        await Switch()
        return self.name.upper()

    async def __aexit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value)
        await Switch()
        return kind is KeyError


async def produce(queue):
    for i in range(4):
        queue.put(i)
        await Switch()
    queue.put(None)


async def consume(queue):
    total = 0
    async for item in queue:
        async with Lock(f"lock{item}") as name:
            print("got", item, name)
            if item == 2:
                continue
            total += item
    else:
        print("else")
    return total


async def main():
    queue = Queue()
    both = await gather(produce(queue), consume(queue))
    print(both)
    async with Lock("one") as one, Lock("two") as two:
        print(one, two)
        raise KeyError("swallowed by the inner one")
    try:
        async with Lock("three"):
            raise ValueError("through")
    except ValueError as error:
        print("caught", error)

    async def early():
        async with Lock("four"):
            return "value from inside"

    print(await early())
    for i in range(3):
        async with Lock(str(i)):
            if i == 1:
                break
    return "done"


print(loop.run(main()))
