__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output.

    Similar to sorted(itertools.chain(*iterables)) but returns a generator,
    does not pull the data into memory all at once, and assumes that each of
    the input streams is already sorted (smallest to largest).
    """
    if reverse:
        make, pop, replace, direction = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        make, pop, replace, direction = heapify, heappop, heapreplace, 1
    heap = []
    for order, iterable in enumerate(iterables):
        source = iter(iterable)
        for item in source:
            heap.append([item if key is None else key(item), order * direction, item, source])
            break
    make(heap)
    while heap:
        entry = heap[0]
        yield entry[2]
        for item in entry[3]:
            entry[2] = item
            entry[0] = item if key is None else key(item)
            replace(heap, entry)
            break
        else:
            pop(heap)


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset.

    Equivalent to:  sorted(iterable, key=key)[:n]
    """
    return _best(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset.

    Equivalent to:  sorted(iterable, key=key, reverse=True)[:n]
    """
    return _best(n, iterable, key, True)


def _best(n, iterable, key, largest):
    source = iter(iterable)
    # Of equal items the earlier one is kept: it counts as the better one.
    direction = -1 if largest else 1
    heap = [
        (item if key is None else key(item), order * direction, item)
        for order, item in zip(range(n), source)
    ]
    if not heap:
        return []
    if largest:
        make, replace = heapify, heapreplace
    else:
        make, replace = _heapify_max, _heapreplace_max
    make(heap)
    worst = heap[0][0]
    order = n
    for item in source:
        rank = item if key is None else key(item)
        if worst < rank if largest else rank < worst:
            replace(heap, (rank, order * direction, item))
            worst = heap[0][0]
            order += 1
    heap.sort(reverse=largest)
    return [item for _, _, item in heap]
