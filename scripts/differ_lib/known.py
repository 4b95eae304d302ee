"""Differences that are meant: one row each, a pattern and the reason. docs/differences.md tells them to people.

A pattern is searched in what is said about a finding (a dot stands for line ends, too):

    KIND
    the piece
    < the line that CPython printed
    > the line that Hoopsnake printed
"""
import re

KNOWN = [(re.compile(pattern, re.S), reason) for pattern, reason in [
    (r"getsizeof|__sizeof__", "sizes are those of the objects here"),
    (r"get_count.*\n< .*?\((\d+), (\d+), (\d+)\)\n> .*?\(\d+, \2, \3\)", "the youngest generation may differ by a few objects of CPython's own"),
    (r"\n< [^\n]*\b1000000\d+", "counts of immortal objects mean nothing"),
    (r"\n< [^\n]*SystemError[^\n]*(Negative size passed to PyBytes_FromStringAndSize|error return without exception set|returned (NULL|a result) with(out)? )", "CPython's own mistake"),
    (r"unknown encoding: (utf-7|utf7|cp\w+|punycode|idna|hex|rot13|base64)", "other encodings come from CPython's package `encodings`"),
    (r"\n< [^\n]*'\w+\.(\w+)\(\) takes.*\n> [^\n]*\w+\.\1\(\) takes", "a method's messages may name the type that defines it"),
    (r"\n< [^\n]*missing required argument \\?'\w+\\?' \(pos \d+\).*\n> [^\n]*missing \d required positional", "functions written in Python have Python's words"),
    (r"unbound method OrderedDict\.(\w+).*\n> [^\n]*unbound method dict\.\1", "`OrderedDict` and `defaultdict` inherit what CPython's define once more"),
    (r"unbound method OrderedDict\.(\w+)\(\) needs an argument.*\n> [^\n]*OrderedDict\.\1\(\) missing 1 required", "functions written in Python have Python's words"),
    (r"descriptor \\?'__init__\\?' of \\?'\w+\\?' object needs an argument.*\n> [^\n]*of \\?'(BaseException|OSError)\\?' object needs", "exception classes inherit `__init__`, which CPython's define once more"),
    (r"\Aidentity\n[^<]*v\d = (1000 \* len|float\(len)[^<]*\brc\([^<]*\n< [\d ]+\n> [\d ]+\Z", "a number may be no object: its count means nothing"),
    (r"\Ahostile\n[^<]*p\(hash\(x\)\)\n< -?\d+ \n> -?\d+ \Z", "hashes of objects go by addresses"),
    (r"\n< <module '(\w+)' from '[^\n]*\n> <module '\1' \(built-in\)>", "modules of the library are part of the executable"),
    (r"__doc__", "doc strings of builtin types are shorter"),
    (r"\Ahostile\n[^<]*deep\(.*\n[<>] [^\n]*RecursionError", "how deep builtin operations may nest before a RecursionError"),
    (r"reprlib\.repr\(.*\n< [^\n]*\.\.\.[^\n]*>", "the middle of an address is cut out"),
    (r"too large for the engine|beyond its limit of steps", "patterns have limits (docs/modules.md)"),
    (r"\A(values|statements)\n[^<]*(None|object\(\)|len|print|\w+Error)[^<]*\n< [^\n]*\bset\b", "the order of a set goes by addresses where its members have no other hash"),
]]


def reason_for(said):
    """Why the difference is meant, or None if it is not."""
    for pattern, reason in KNOWN:
        if pattern.search(said):
            return reason
    return None
