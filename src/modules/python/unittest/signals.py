"""Ctrl-C while tests run.

There is no module signal, so no handler can be installed; KeyboardInterrupt ends a run.
"""

__unittest = True

_results = None


def registerResult(result):
    """Remember a result that is to be told of Ctrl-C."""
    global _results
    if _results is None:
        import weakref

        _results = weakref.WeakKeyDictionary()
    _results[result] = 1


def removeResult(result):
    """Forget a result; whether it was known."""
    return _results is not None and bool(_results.pop(result, None))


def installHandler():
    """Would make Ctrl-C stop the results that are registered."""
    raise NotImplementedError("unittest.installHandler() is not supported: there is no module signal")


def removeHandler(method=None):
    """Removes the handler, or makes a function that is called without it. There is none."""
    if method is None:
        return None
    from functools import wraps

    @wraps(method)
    def inner(*args, **kwargs):
        return method(*args, **kwargs)

    return inner
