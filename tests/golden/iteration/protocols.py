# `for` asks for __iter__ once and for __next__ until StopIteration, whoever raises it.
class Loud:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        print("next", self.n)
        if not self.n:
            raise StopIteration("value is ignored")
        self.n -= 1
        return self.n


for x in Loud(2):
    print("body", x)
else:
    print("else")
a, b = Loud(2)
print(a, b)
print(1 in Loud(3))
x, *y = Loud(3)
print(x, y)


def stop():
    raise StopIteration


try:
    [stop() for _ in range(2)]
except StopIteration:
    print("a list comprehension lets StopIteration out")
try:
    list(stop() for _ in range(2))
except RuntimeError as e:
    print(e)
print(list(map(lambda v: stop() if v == 2 else v, [1, 2, 3])))
for i in range(2):
    try:
        stop()
    except StopIteration:
        print("caught", i)


class Infinite:
    def __iter__(self):
        while True:
            yield "x"


for i, v in enumerate(Infinite()):
    if i == 2:
        break
print(i, v, [p for p, _ in zip(range(3), Infinite())])


class Restart:
    def __iter__(self):
        return iter([1, 2])


r = Restart()
print([(p, q) for p in r for q in r])
it = iter([1, 2])
print([(p, q) for p in it for q in it])
del Loud.__next__
try:
    for _ in Loud(1):
        pass
except TypeError as e:
    print(e)
Restart.__iter__ = None
try:
    iter(Restart())
except TypeError as e:
    print(e)
s = "ab"
for s in s:
    print(s)
for i in range(3):
    for i in "xy":
        pass
    print(i, end=" ")
print()
