"""Filename matching with shell patterns.

fnmatch(FILENAME, PATTERN) matches according to the local convention.
fnmatchcase(FILENAME, PATTERN) always takes case in account.

The function translate(PATTERN) returns a regular expression
corresponding to PATTERN.
"""

import functools
import posixpath
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Test whether FILENAME matches PATTERN.

    Patterns are Unix shell style:

    *       matches everything
    ?       matches any single character
    [seq]   matches any character in seq
    [!seq]  matches any char not in seq

    An initial period in FILENAME is not special.
    """
    return fnmatchcase(posixpath.normcase(name), posixpath.normcase(pat))


@functools.lru_cache(maxsize=32768, typed=True)
def _compile_pattern(pat):
    text = translate(pat.decode("latin-1")).encode("latin-1") if isinstance(pat, bytes) else translate(pat)
    return re.compile(text).match


def filter(names, pat):
    """Construct a list from those elements of the iterable NAMES that match PAT."""
    match = _compile_pattern(posixpath.normcase(pat))
    return [name for name in names if match(name)]


def fnmatchcase(name, pat):
    """Test whether FILENAME matches PATTERN, including case."""
    return _compile_pattern(pat)(name) is not None


def _parts(pat):
    """The pieces of a pattern as regular expressions; `None` for stars, which stand alone."""
    at = 0
    found = []
    while at < len(pat):
        char = pat[at]
        at += 1
        if char == "*":
            if not found or found[-1] is not None:
                found.append(None)
        elif char == "?":
            found.append(".")
        elif char == "[":
            # A bracket that stands first is one of the characters.
            first = at + 1 if pat[at:at + 1] == "!" else at
            end = pat.find("]", first + 1) if pat[first:first + 1] == "]" else pat.find("]", first)
            if end < 0:
                found.append("\\[")
            else:
                found.append(_set(pat[at:end]))
                at = end + 1
        else:
            found.append(re.escape(char))
    return found


def _set(text):
    """What stands between brackets as a regular expression."""
    if "-" not in text:
        text = text.replace("\\", r"\\")
    else:
        # Ranges the wrong way round are empty; a hyphen at either end is itself.
        chunks = []
        start, at = 0, text.find("-", 2 if text[0] == "!" else 1)
        while at >= 0:
            chunks.append(text[start:at])
            start = at + 1
            at = text.find("-", at + 3)
        if text[start:]:
            chunks.append(text[start:])
        else:
            chunks[-1] += "-"
        for index in range(len(chunks) - 1, 0, -1):
            if chunks[index - 1][-1] > chunks[index][0]:
                chunks[index - 1] = chunks[index - 1][:-1] + chunks[index][1:]
                del chunks[index]
        text = "-".join(chunk.replace("\\", r"\\").replace("-", r"\-") for chunk in chunks)
    text = re.sub(r"([&~|])", r"\\\1", text)
    if not text:
        return "(?!)"
    if text == "!":
        return "."
    if text[0] == "!":
        text = "^" + text[1:]
    elif text[0] in "^[":
        text = "\\" + text
    return f"[{text}]"


def translate(pat):
    """Translate a shell PATTERN to a regular expression.

    There is no way to quote meta-characters.
    """
    parts = _parts(pat)
    # What stands before the first star must be there; after each star comes the first place where the next piece fits, and
    # only the last star may have to give back.
    at = parts.index(None) if None in parts else len(parts)
    text = "".join(parts[:at])
    while at < len(parts):
        end = parts.index(None, at + 1) if None in parts[at + 1:] else len(parts)
        piece = "".join(parts[at + 1:end])
        if end == len(parts):
            text += ".*" + piece
        else:
            text += f"(?>.*?{piece})"
        at = end
    return rf"(?s:{text})\Z"
