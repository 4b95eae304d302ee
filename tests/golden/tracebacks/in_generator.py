def numbers():
    yield 1
    yield from inner()


def inner():
    yield 2
    raise ValueError("inside of the generator")


def consume():
    return sum(n * 2 for n in numbers())


consume()
