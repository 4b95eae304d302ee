# The carets show the failing part of the line only.
a, b, c = 1, "two", None


def f(v):
    return (a + a) * (v + b) - a


f(3)
