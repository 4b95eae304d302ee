def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, a="A", b="B", c="C"):
    return hanoi(n - 1, a, c, b) + hanoi(n - 1, c, b, a) + 1 if n else 0


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def permutations(items):
    if not items:
        return [[]]
    return [[x, *rest] for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1 :])]


print(fact(30), ackermann(2, 3), hanoi(8), even(100), odd(7), permutations([1, 2, 3]))


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


print(deep(800))


def flatten(x):
    return [z for y in x for z in flatten(y)] if isinstance(x, list) else [x]


print(flatten([1, [2, [3, [4, [5]]], 6]]))
memo = {}


def fib(n):
    if n not in memo:
        memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]


print(fib(90))
compose = lambda *fs: lambda x: compose(*fs[:-1])(fs[-1](x)) if fs else x
print(compose(lambda x: x + 1, lambda x: x * 2)(5))


class Callable:
    def __call__(self, *args, **kw):
        return args, kw


print(Callable()(1, k=2), callable(Callable()), callable(5), callable(len), [f(3) for f in (abs, str, float, Callable())])
apply = lambda f, *a: f(*a)
print(apply(apply, apply, max, 1, 2))
