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
    (r"SystemError", "CPython's own mistake"),
    (r"member_descriptor.*\n> .*getset_descriptor", "which members are computed is a matter of the layout"),
    (r"\n< [^\n]*descriptor '(__\w+__)' of '\w+' object needs.*\n> [^\n]*descriptor '\1' of '(object|type)'", "types here inherit what CPython's define once more"),
    (r"list\[|__class_getitem__", "generic aliases have no parameters, and cannot be unpacked"),
    (r"_heapq\.|_bisect\.|_functools\.|_operator\.", "a module's functions are named after the module, not after its part in C"),
    (r"collections\.(defaultdict|OrderedDict)\b.*\n> ", "classes written in Python are named without their module"),
    (r"\n< [^\n]*missing required argument '\w+' \(pos \d+\).*\n> [^\n]*missing \d required positional", "functions written in Python have Python's words"),
    (r"unknown encoding: (utf-7|utf7|cp\w+|punycode|idna|hex|rot13|base64)", "other encodings come from CPython's package `encodings`"),
    (r"\n< [^\n]*property of '\w+' object has no.*\n> [^\n]*property '\w+' of", "a property is named by the place where it is used"),
    (r"cannot pickle '?\w*(iterator|map|zip|enumerate|chain|filter|reversed|memoryview)", "what pickling needs is not there"),
    (r"\n< [^\n]*'\w+\.(\w+)\(\) takes.*\n> [^\n]*\w+\.\1\(\) takes", "a method's messages may name the type that defines it"),
    (r"too large for the engine|beyond its limit of steps", "patterns have limits (docs/modules.md)"),
    (r"\A(values|statements)\n[^<]*(None|object\(\)|len|print|\w+Error)[^<]*\n< [^\n]*\bset\b", "the order of a set goes by addresses where its members have no other hash"),
    (r"DeprecationWarning: (The delegation of int|__index__ returned|__int__ returned)", "no warnings of conversions that CPython will refuse some day"),
    (r"\Asyntax\n.*\n< at [^\n]*\n> at ", "the text that a syntax error shows may go on to the end of the line"),
    (r"\Asyntax\n.*\n< \w*Error [^\n]*\n> \w*Error [^\n]*\Z", "the words of some syntax errors in texts with several"),
]]


def reason_for(said):
    """Why the difference is meant, or None if it is not."""
    for pattern, reason in KNOWN:
        if pattern.search(said):
            return reason
    return None
