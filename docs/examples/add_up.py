def add_up(values):
    total = 0
    for value in values:
        total = total + value * 2
    return total


def guarded(values):
    try:
        return add_up(values)
    except TypeError:
        return None
