def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


print(f(1, c=3), f(1, 2, 3, 4, c=5), f(1, c=3, e=9, z=0), f(*[1, 2], *(3,), **{"c": 4}, **{"x": 1}), f(b=1, a=2, c=3))


def pos(a, b=5, /, c=6, *, d=7):
    return a, b, c, d


print(pos(1), pos(1, 2, 3, d=4), pos(1, c=2))


def kw_named_like_positional(a, /, **kw):
    return a, kw


print(kw_named_like_positional(1, a=2))


def only_kw(*, x, y=1):
    return x, y


def only_args(*args):
    return args


def only_kwargs(**kwargs):
    return kwargs


print(only_kw(x=0), only_args(), only_args(1, 2), only_kwargs(), only_kwargs(b=1, a=2))


def mutable(x, l=[]):
    l.append(x)
    return l


print(mutable(1), mutable(2), mutable(3, []), mutable.__defaults__)
n = 10


def late(v=n):
    return v


n = 20
print(late())


def order(v):
    print("eval", v, end="; ")
    return v


f(order(1), *[order(2)], c=order(3), **{order("k"): order(4)})
print()


def modify(args_list, *args, **kw):
    kw["new"] = 1
    args_list.append(1)
    return args


source = {"a": 1}
l = []
modify(l, **source)
print(source, l)
print((lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4), (lambda: None)(), (lambda x, y=lambda: 5: x + y())(1))
print(f.__name__, f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount, f.__code__.co_varnames[:3])
print(max(*[3, 9, 2]), print(*"abc", sep="-", end="!\n"))
