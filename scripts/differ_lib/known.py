"""Differences that are meant: one row each, a pattern and the reason. docs/differences.md tells them to people.

A pattern is searched in what is said about a finding:

    KIND
    the piece
    < the line that CPython printed
    > the line that Hoopsnake printed
"""
import re

KNOWN = [(re.compile(pattern, re.S), reason) for pattern, reason in [
    (r"getsizeof|__sizeof__", "sizes are those of the objects here"),
]]


def reason_for(said):
    """Why the difference is meant, or None if it is not."""
    for pattern, reason in KNOWN:
        if pattern.search(said):
            return reason
    return None
