def check(f):
    def wrapper(*args):
        result = f(*args)
        assert result > 0, f"{f.__name__} returned {result}"
        return result

    return wrapper


@check
def negative(x):
    return -x


negative(
    5)
