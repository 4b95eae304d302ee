def flow(kind):
    log = []
    for i in range(3):
        try:
            log.append(f"try {i}")
            if kind == "continue" and i == 0:
                continue
            if kind == "break" and i == 1:
                break
            if kind == "return" and i == 1:
                return log, "returned"
            if kind == "raise" and i == 1:
                raise ValueError
        except ValueError:
            log.append("except")
        else:
            log.append("else")
        finally:
            log.append(f"finally {i}")
    else:
        log.append("loop else")
    return log


for kind in ("none", "continue", "break", "return", "raise"):
    print(kind, flow(kind))


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    for _ in range(2):
        try:
            raise ValueError
        finally:
            break
    return "swallowed"


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner finally")
    except ZeroDivisionError as e:
        print("outer except", e)
        try:
            raise KeyError("k")
        except KeyError:
            print("inner except")
        return "done"
    finally:
        print("outer finally")


print(override(), swallow(), value_kept(), nested())


def loop_in_finally():
    try:
        pass
    finally:
        for i in range(3):
            if i == 1:
                continue
            print("in finally", i)


loop_in_finally()


def generator_finally():
    try:
        yield 1
        yield 2
    finally:
        print("generator finally")


for v in generator_finally():
    print(v)
    break
try:
    try:
        raise TypeError("first")
    finally:
        raise ValueError("second")
except ValueError as e:
    print(e, "after", repr(e.__context__))
