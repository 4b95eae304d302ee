def g(n):
    return n


def f(x):
    return g(1) + g(x)(2, 3) + g(4)


f(5)
