# A `finally` that leaves, within another: the outer one's cleanup is not reached.
def both():
    try:
        print("body")
    finally:
        try:
            print("final")
        finally:
            return 5


def with_error():
    try:
        1 / 0
    finally:
        try:
            [][1]
        finally:
            return "quiet"


def in_loop():
    for number in range(3):
        try:
            raise ValueError(number)
        finally:
            try:
                raise KeyError(number)
            finally:
                continue
    return number


print(both(), with_error(), in_loop())
