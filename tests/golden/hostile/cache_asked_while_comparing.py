"""A cache with a limit whose keys call the cached function while they are compared."""
import functools


@functools.lru_cache(maxsize=10)
def cached(x):
    return x


class Key:
    def __init__(self, x):
        self.x = x

    def __hash__(self):
        return self.x

    def __eq__(self, other):
        if self.x == 2:
            cached(Key(1))
            cached(Key(3))
        return self.x == other.x


cached(Key(1))
cached(Key(2))
cached(Key(3))
print(cached(Key(2)).x, cached(Key(2)).x, cached.cache_info().currsize)
cached(Key(4))
print(cached(Key(2)).x, cached.cache_info().maxsize)
