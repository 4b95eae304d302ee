try:
    [].pop()
except IndexError:
    raise LookupError("empty") from None
