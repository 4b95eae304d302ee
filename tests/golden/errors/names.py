counter = 1


class Thing:
    member = 1

    def method(self):
        return member


def f(parameter):
    local_value = 1
    try:
        return local_valu
    except NameError as e:
        print(e, e.name)
    try:
        return paramter
    except NameError as e:
        print(e)


f(1)
for g in (lambda: countr, lambda: undefined_thing, lambda: prnt, lambda: Thing().method(), lambda: x_y_z_, lambda: lenn([]), lambda: Counter, lambda: true, lambda: null, lambda: self):
    try:
        g()
    except NameError as e:
        print(type(e).__name__, e, "|", e.name)


def unbound():
    try:
        value += 1
    except UnboundLocalError as e:
        print(e)
    for i in []:
        pass
    try:
        i
    except UnboundLocalError as e:
        print(e)
    del_me = 1
    del del_me
    try:
        del_me
    except UnboundLocalError as e:
        print(e)
    try:
        del never_set
    except UnboundLocalError as e:
        print(e)
    never_set = 1
    value = 1


unbound()


def free():
    def inner():
        return later

    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    later = 1


free()
try:
    del no_such_global
except NameError as e:
    print(e)


class C:
    try:
        undefined_in_class
    except NameError as e:
        message = str(e)


print(C.message)
print([n for n in ("e",) if n in globals()])
