def invert(x):
    return 1 / x


def table(values):
    return {v: [invert(w) for w in range(v, -1, -1)] for v in values}


table([0])
