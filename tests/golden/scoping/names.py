x = "global"


def read():
    return x


def local():
    x = "local"
    return x


def declared():
    global x, made
    x = "changed"
    made = "made by a function"


print(read(), local(), x)
declared()
print(x, made)


def outer():
    x = "outer"

    def inner():
        def innermost():
            global x
            return x

        return x, innermost()

    return inner()


print(outer())


def loop_variables():
    for i in range(3):
        pass
    with_item = [j for j in range(2)]
    return i, "j" in locals()


print(loop_variables())
len_saved = len


def shadow():
    len = lambda v: "shadowed"
    return len([1])


print(shadow(), len([1]))
len = lambda v: "global shadow"
print(len([]))
del len
print(len([]))
try:
    del len
except NameError as e:
    print(e)


def conditional(flag):
    if flag:
        v = 1
    try:
        return v
    except UnboundLocalError as e:
        return str(e)


print(conditional(True), conditional(False))


def parameter_default(x=x):
    return x


x = "later"
print(parameter_default())


def exec_order():
    try:
        print(y)
    except UnboundLocalError as e:
        print(e)
    y = 1


exec_order()


class C:
    x = "class"

    def method(self):
        return x

    def by_self(self):
        return self.x


print(C().method(), C().by_self())


def f():
    def g():
        nonlocal n
        n += 1
        return n

    n = 10
    return g() + g()


print(f())
print([n for n in ("x", "made", "y", "i") if n in globals()])


def augmented_global():
    global counter
    counter += 1


try:
    augmented_global()
except NameError as e:
    print(e)
counter = 0
augmented_global()
print(counter, (lambda: counter)(), [counter for _ in range(2)])
_ = 5
__x__ = 6
print(_, __x__)
if True:
    block = "no scope of its own"
print(block)
