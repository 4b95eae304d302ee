# list[int] and its kin: what annotations and bases need.
x = list[int]
print(x, x.__origin__, x.__args__, dict[str, list[int]], tuple[int, ...])
print(x == list[int], x == list[str], hash(x) == hash(list[int]), x(), x((1, 2)))
print(dict[str, int]({"a": 1}), x.append)


def f(a: list[int], b: dict[str, int] | None = None) -> tuple[int, ...]:
    return (a, b)


print(f([1]), f.__annotations__)


class C(list[int]):
    pass


print(C.__bases__, C.__orig_bases__, C([3]))
print(list[int] | None, set["x"], frozenset[None], type[int], enumerate[int])
for bad in (lambda: isinstance([], list[int]), lambda: int[str], lambda: issubclass(list, list[int]), lambda: x.nothing):
    try:
        print(bad())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
