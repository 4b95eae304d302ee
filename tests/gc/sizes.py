# sys.getsizeof answers with ints that grow with the contents.
import sys


class Node:
    pass


for value in (1, 1.5, "text", b"bytes", [], {}, (), set(), Node(), None, print, Node):
    size = sys.getsizeof(value)
    print(type(value).__name__, type(size).__name__, size > 0)
print(sys.getsizeof([1] * 1000) > sys.getsizeof([1]))
print(sys.getsizeof("x" * 1000) - sys.getsizeof("x" * 900) >= 80)
print(sys.getsizeof(2**1000) > sys.getsizeof(2**100) > sys.getsizeof(1))
print(sys.getsizeof({i: i for i in range(1000)}) > sys.getsizeof({1: 1}))
print(sys.getsizeof((1,) * 100) - sys.getsizeof((1,) * 50) >= 300)
