"""Cache lines from Python source files."""

import sys

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# {filename: list of lines}
cache = {}


def clearcache():
    """Clear the cache entirely."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Get a line for a Python source file from the cache."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """Get the lines for a Python source file from the cache."""
    if filename not in cache:
        return updatecache(filename, module_globals)
    entry = cache[filename]
    return entry[2] if isinstance(entry, tuple) else entry


def checkcache(filename=None):
    """Discard cache entries that are out of date."""


def lazycache(filename, module_globals):
    """Seed the cache for filename with module_globals."""
    return False


def updatecache(filename, module_globals=None):
    """Update a cache entry and return its list of lines."""
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return []
    try:
        with open(filename, encoding="utf-8") as file:
            lines = file.readlines()
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = lines
    return lines
