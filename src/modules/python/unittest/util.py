"""What several parts of unittest need: short texts of objects, and comparing sequences."""

__unittest = True

_MAX_LENGTH = 80
_PLACEHOLDER_LEN = 12
_MIN_BEGIN_LEN = 5
_MIN_END_LEN = 5
_MIN_COMMON_LEN = 5
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _PLACEHOLDER_LEN + _MIN_COMMON_LEN + _PLACEHOLDER_LEN + _MIN_END_LEN)


def _shorten(s, prefixlen, suffixlen):
    """Both ends of a text with the number of the characters between, if that is shorter."""
    left_out = len(s) - prefixlen - suffixlen
    if left_out <= _PLACEHOLDER_LEN:
        return s
    return f"{s[:prefixlen]}[{left_out} chars]{s[len(s) - suffixlen:]}"


def _common_prefix(texts):
    first, last = min(texts), max(texts)
    for index, char in enumerate(first):
        if last[index] != char:
            return first[:index]
    return first


def _common_shorten_repr(*args):
    """The texts of objects, what they have in common made shorter so that the differences can be seen."""
    texts = tuple(map(safe_repr, args))
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return texts
    prefix = _common_prefix(texts)
    start = len(prefix)
    room = _MAX_LENGTH - (longest - start + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if room > _MIN_COMMON_LEN:
        prefix = _shorten(prefix, _MIN_BEGIN_LEN, room)
        return tuple(prefix + text[start:] for text in texts)
    prefix = _shorten(prefix, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple(prefix + _shorten(text[start:], _MIN_DIFF_LEN, _MIN_END_LEN) for text in texts)


def safe_repr(obj, short=False):
    """The repr of an object, or that of object itself if its own fails."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if short and len(text) >= _MAX_LENGTH:
        return text[:_MAX_LENGTH] + " [truncated]..."
    return text


def strclass(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


def sorted_list_difference(expected, actual):
    """Finds what is in one of two sorted lists only: what is missing from the second, and what is unexpected there.

    Duplicates count once.
    """
    missing, unexpected = [], []
    i = j = 0
    while i < len(expected) and j < len(actual):
        left, right = expected[i], actual[j]
        if left < right:
            missing.append(left)
        elif left > right:
            unexpected.append(right)
        if not left > right:
            i += 1
            while i < len(expected) and expected[i] == left:
                i += 1
        if not left < right:
            j += 1
            while j < len(actual) and actual[j] == right:
                j += 1
    return missing + list(expected[i:]), unexpected + list(actual[j:])


def unorderable_list_difference(expected, actual):
    """The same for lists whose items cannot be sorted, with duplicates. Both lists are emptied."""
    missing = []
    while expected:
        item = expected.pop()
        try:
            actual.remove(item)
        except ValueError:
            missing.append(item)
    return missing, actual


def three_way_cmp(x, y):
    """Return -1 if x < y, 0 if x == y and 1 if x > y"""
    return (x > y) - (x < y)


_mismatch_class = None


def _mismatch(*args):
    # The module collections is needed for a failure only.
    global _mismatch_class
    if _mismatch_class is None:
        from collections import namedtuple

        _mismatch_class = namedtuple("Mismatch", "actual expected value")
    return _mismatch_class(*args)


def _count_diff_all_purpose(actual, expected):
    """How often each item is in one of two sequences, where that differs; items need not be hashable."""
    gone = object()
    left, right = list(actual), list(expected)
    found = []

    def strike_out(items, item, start):
        count = 0
        for at in range(start, len(items)):
            if items[at] == item:
                items[at] = gone
                count += 1
        return count

    for at, item in enumerate(left):
        if item is gone:
            continue
        here, there = strike_out(left, item, at), strike_out(right, item, 0)
        if here != there:
            found.append(_mismatch(here, there, item))
    for at, item in enumerate(right):
        if item is not gone:
            found.append(_mismatch(0, strike_out(right, item, at), item))
    return found


def _count_diff_hashable(actual, expected):
    """The same for hashable items."""
    left, right = _counts(actual), _counts(expected)
    found = [_mismatch(count, right.get(item, 0), item) for item, count in left.items() if count != right.get(item, 0)]
    found += [_mismatch(0, count, item) for item, count in right.items() if item not in left]
    return found


def _counts(items):
    counts = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts
