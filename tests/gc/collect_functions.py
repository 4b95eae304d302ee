# modes: plain, verify
# Cycles through functions, cells, generators and frames.
import gc

gc.disable()
gc.collect()


def recursive_closure():
    def inner(n):
        return inner(n - 1) if n else 0

    return inner(3)


print(recursive_closure(), gc.collect())


def mutual_closures():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    return even(10)


print(mutual_closures(), gc.collect())


def generator_cycle():
    def gen():
        yield
        print(me)

    me = gen()
    next(me)


# Closing the generator, which is how it is finalized, breaks the cycle: the count frees it, and the collector counts nothing.
generator_cycle()
print("generator", gc.collect())


def bound_method_cycle():
    class_free = Holder()
    class_free.callback = class_free.method


class Holder:
    def method(self):
        pass


bound_method_cycle()
print("bound method", gc.collect())


def exception_cycle():
    try:
        1 / 0
    except ZeroDivisionError as e:
        kept = e


exception_cycle()
print("exception, traceback, frame:", gc.collect() > 0, gc.collect())


def default_argument_cycle():
    def f(x=[]):
        return x

    f.__defaults__[0].append(f)


default_argument_cycle()
print("default argument", gc.collect() > 0, gc.collect())
