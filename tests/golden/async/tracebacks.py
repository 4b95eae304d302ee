# The traceback of an exception that goes through coroutines and asynchronous generators.


async def innermost():
    raise ValueError("deep")


async def items():
    yield 1
    await innermost()


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, traceback):
        names = []
        while traceback:
            names.append(traceback.tb_frame.f_code.co_name)
            traceback = traceback.tb_next
        print(kind.__name__, names)


async def main():
    async with Manager():
        async for x in items():
            print(x)


main().send(None)
