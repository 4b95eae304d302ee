"""Helpers for computing deltas between objects.

Class SequenceMatcher compares sequences of hashable items, Differ lines of
text. Functions: get_close_matches(word, possibilities), and as generators of
lines context_diff(a, b), unified_diff(a, b), ndiff(a, b); restore(delta,
which) gets one of the two sides back from what ndiff() gave.
"""

from collections import namedtuple as _namedtuple

__all__ = [
    "get_close_matches", "ndiff", "restore", "SequenceMatcher", "Differ", "IS_CHARACTER_JUNK", "IS_LINE_JUNK", "context_diff",
    "unified_diff", "diff_bytes", "Match",
]

Match = _namedtuple("Match", "a b size")


def _calculate_ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Compares pairs of sequences of any type whose items are hashable.

    The longest block that both have and that holds no junk is found first;
    then the same is done with what lies left and right of it. That gives
    no shortest edits, but matches that look right to people.
    """

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        """Construct a SequenceMatcher.

        'isjunk' is a function of one item that says whether it is junk, or
        None; 'autojunk' says whether items that make up more than one
        percent of a second sequence of at least 200 are taken for junk.
        """
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Set the two sequences to be compared."""
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence to be compared.

        What is known of the second one is kept: to compare one sequence
        with many, set it once as the second.
        """
        if a is self.a:
            return
        self.a = a
        self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Set the second sequence to be compared."""
        if b is self.b:
            return
        self.b = b
        self.matching_blocks = self.opcodes = None
        self.fullbcount = None
        self._chain_b()

    def _chain_b(self):
        """Notes where each item of the second sequence stands, and which are junk."""
        self.b2j = places = {}
        for index, item in enumerate(self.b):
            places.setdefault(item, []).append(index)
        self.bjunk = junk = set()
        if self.isjunk:
            junk.update(item for item in places if self.isjunk(item))
            for item in junk:
                del places[item]
        self.bpopular = popular = set()
        count = len(self.b)
        if self.autojunk and count >= 200:
            most = count // 100 + 1
            popular.update(item for item, found in places.items() if len(found) > most)
            for item in popular:
                del places[item]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """Find longest matching block in a[alo:ahi] and b[blo:bhi].

        By default it will find the longest match in the entirety of a and b.
        Of several, the one that begins first in a is found, and of those
        the first in b. If isjunk is given the block has no junk at first,
        and is then made as long as possible by junk at its ends.

        If no blocks match, return (alo, blo, 0).
        """
        a, b, places, junk = self.a, self.b, self.b2j, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        i, j, size = alo, blo, 0
        # How long the match is that ends with the item before and with item j.
        lengths = {}
        for at in range(alo, ahi):
            longer = {}
            for place in places.get(a[at], ()):
                if place < blo:
                    continue
                if place >= bhi:
                    break
                length = longer[place] = lengths.get(place - 1, 0) + 1
                if length > size:
                    i, j, size = at - length + 1, place - length + 1, length
            lengths = longer
        for with_junk in (False, True):
            while i > alo and j > blo and (b[j - 1] in junk) is with_junk and a[i - 1] == b[j - 1]:
                i, j, size = i - 1, j - 1, size + 1
            while i + size < ahi and j + size < bhi and (b[j + size] in junk) is with_junk and a[i + size] == b[j + size]:
                size += 1
        return Match(i, j, size)

    def get_matching_blocks(self):
        """Return list of triples describing matching subsequences.

        Each triple is of the form (i, j, n), and means that
        a[i:i+n] == b[j:j+n]. The triples are monotonically increasing in
        i and in j, and no two of them are adjacent. The last triple is a
        dummy, (len(a), len(b), 0), and is the only triple with n==0.
        """
        if self.matching_blocks is not None:
            return self.matching_blocks
        found = []
        todo = [(0, len(self.a), 0, len(self.b))]
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            match = self.find_longest_match(alo, ahi, blo, bhi)
            i, j, size = match
            if not size:
                continue
            found.append(match)
            if alo < i and blo < j:
                todo.append((alo, i, blo, j))
            if i + size < ahi and j + size < bhi:
                todo.append((i + size, ahi, j + size, bhi))
        found.sort()
        blocks = []
        for i, j, size in found:
            if blocks and blocks[-1].a + blocks[-1].size == i and blocks[-1].b + blocks[-1].size == j:
                blocks[-1] = blocks[-1]._replace(size=blocks[-1].size + size)
            else:
                blocks.append(Match(i, j, size))
        blocks.append(Match(len(self.a), len(self.b), 0))
        self.matching_blocks = blocks
        return blocks

    def get_opcodes(self):
        """Return list of 5-tuples describing how to turn a into b.

        Each tuple is of the form (tag, i1, i2, j1, j2). The first tuple
        has i1 == j1 == 0, and remaining tuples have i1 == the i2 from the
        tuple preceding it, and likewise for j1 == the previous j2.

        The tags are 'replace', 'delete', 'insert' and 'equal'.
        """
        if self.opcodes is not None:
            return self.opcodes
        i = j = 0
        self.opcodes = found = []
        for a, b, size in self.get_matching_blocks():
            if i < a or j < b:
                tag = "replace" if i < a and j < b else "delete" if i < a else "insert"
                found.append((tag, i, a, j, b))
            i, j = a + size, b + size
            if size:
                found.append(("equal", a, i, b, j))
        return found

    def get_grouped_opcodes(self, n=3):
        """Isolate change clusters by eliminating ranges with no changes.

        Return a generator of groups with up to n lines of context.
        Each group is in the same format as returned by get_opcodes().
        """
        # The list is changed, as CPython does: later calls see shorter ends.
        codes = self.get_opcodes() or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == "equal":
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == "equal":
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        """Return a measure of the sequences' similarity (float in [0,1]).

        Where T is the total number of elements in both sequences, and
        M is the number of matches, this is 2.0*M / T: 1 if the sequences
        are identical, and 0 if they have nothing in common.
        """
        matches = sum(block.size for block in self.get_matching_blocks())
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        """Return an upper bound on ratio() relatively quickly."""
        if self.fullbcount is None:
            self.fullbcount = counts = {}
            for item in self.b:
                counts[item] = counts.get(item, 0) + 1
        left = {}
        matches = 0
        for item in self.a:
            count = left[item] if item in left else self.fullbcount.get(item, 0)
            left[item] = count - 1
            if count > 0:
                matches += 1
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """Return an upper bound on ratio() very quickly."""
        la, lb = len(self.a), len(self.b)
        return _calculate_ratio(min(la, lb), la + lb)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """Use SequenceMatcher to return list of the best "good enough" matches.

    word is a sequence for which close matches are desired, possibilities a
    list of sequences against which to match it. At most n (3) are returned,
    the most similar first, and none whose ratio is below cutoff (0.6).
    """
    if not n > 0:
        raise ValueError(f"n must be > 0: {n!r}")
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError(f"cutoff must be in [0.0, 1.0]: {cutoff!r}")
    from heapq import nlargest

    found = []
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    for candidate in possibilities:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            found.append((matcher.ratio(), candidate))
    return [candidate for _, candidate in nlargest(n, found)]


def _keep_original_ws(s, tag_s):
    """Blanks of a line's marks become those of the line itself, so that tabs stand where they stood."""
    return "".join(c if tag == " " and c.isspace() else tag for c, tag in zip(s, tag_s))


class Differ:
    """Compares sequences of lines of text, and produces human-readable deltas.

    Each line of a delta begins with a two-letter code:

        '- '    line unique to sequence 1
        '+ '    line unique to sequence 2
        '  '    line common to both sequences
        '? '    line not present in either input sequence

    Lines beginning with '? ' attempt to guide the eye to differences within
    lines, and were not present in either input sequence.
    """

    def __init__(self, linejunk=None, charjunk=None):
        """Construct a text differencer, with optional filters for lines and for characters that are junk."""
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        """Compare two sequences of lines; generate the resulting delta."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "replace":
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from self._dump("-", a, alo, ahi)
            elif tag == "insert":
                yield from self._dump("+", b, blo, bhi)
            else:
                yield from self._dump(" ", a, alo, ahi)

    def _dump(self, tag, x, lo, hi):
        for i in range(lo, hi):
            yield f"{tag} {x[i]}"

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        """One block in place of another: the shorter first, which leaves less to remember."""
        parts = [self._dump("-", a, alo, ahi), self._dump("+", b, blo, bhi)]
        if bhi - blo < ahi - alo:
            parts.reverse()
        for part in parts:
            yield from part

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        """One block in place of another: the two lines that are most similar are taken as the same line changed.

        What lies before and behind them is treated in the same way. A list of what is left stands for recursion, so that the
        number of lines does not matter.
        """
        todo = [(alo, ahi, blo, bhi)]
        while todo:
            left = todo.pop()
            if len(left) == 2:
                i, j = left
                yield from self._pair(a[i], b[j])
                continue
            alo, ahi, blo, bhi = left
            if alo >= ahi or blo >= bhi:
                yield from self._dump("-", a, alo, ahi)
                yield from self._dump("+", b, blo, bhi)
                continue
            pair = self._most_similar(a, alo, ahi, b, blo, bhi)
            if pair is None:
                yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
                continue
            i, j = pair
            todo += [(i + 1, ahi, j + 1, bhi), pair, (alo, i, blo, j)]

    def _most_similar(self, a, alo, ahi, b, blo, bhi):
        """The indices of the two lines that are most similar without being equal; of equal ones if no others are similar enough."""
        best, best_pair, equal_pair = 0.74, None, None
        matcher = SequenceMatcher(self.charjunk)
        for j in range(blo, bhi):
            line = b[j]
            matcher.set_seq2(line)
            for i in range(alo, ahi):
                other = a[i]
                if other == line:
                    equal_pair = equal_pair or (i, j)
                    continue
                matcher.set_seq1(other)
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, best_pair = matcher.ratio(), (i, j)
        return best_pair if best >= 0.75 else equal_pair

    def _pair(self, aline, bline):
        if aline == bline:
            yield f"  {aline}"
            return
        amarks = bmarks = ""
        for tag, i1, i2, j1, j2 in SequenceMatcher(self.charjunk, aline, bline).get_opcodes():
            amark, bmark = {"replace": "^^", "delete": "- ", "insert": " +", "equal": "  "}[tag]
            amarks += amark * (i2 - i1)
            bmarks += bmark * (j2 - j1)
        yield from self._qformat(aline, bline, amarks, bmarks)

    def _qformat(self, aline, bline, atags, btags):
        """A changed line, with marks under its characters."""
        for sign, line, marks in (("-", aline, atags), ("+", bline, btags)):
            yield f"{sign} {line}"
            marks = _keep_original_ws(line, marks).rstrip()
            if marks:
                yield f"? {marks}\n"


def IS_LINE_JUNK(line, pat=None):
    """Return True for ignorable line: if it is blank or contains a single '#'."""
    if pat is not None:
        return pat(line) is not None
    return line.strip() in ("", "#")


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    """Return True for ignorable character: iff it is a space or tab."""
    return ch in ws


def _range_unified(start, stop):
    length = stop - start
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1 if length else start},{length}"


def _range_context(start, stop):
    length = stop - start
    first = start + 1 if length else start
    return f"{first}" if length <= 1 else f"{first},{stop}"


def _heading(signs, names, dates, lineterm):
    for sign, name, date in zip(signs, names, dates):
        yield f"{sign} {name}\t{date}{lineterm}" if date else f"{sign} {name}{lineterm}"


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    r"""Compare two sequences of lines; generate the delta as a unified diff.

    The number of lines of context is n, three by default. Lines that the
    function adds end with lineterm; for lines without line ends set it to "".
    """
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _heading(("---", "+++"), (fromfile, tofile), (fromfiledate, tofiledate), lineterm)
        _, first, _, bfirst, _ = group[0]
        _, _, last, _, blast = group[-1]
        yield f"@@ -{_range_unified(first, last)} +{_range_unified(bfirst, blast)} @@{lineterm}"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag != "insert":
                for line in a[i1:i2]:
                    yield "-" + line
            if tag != "delete":
                for line in b[j1:j2]:
                    yield "+" + line


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    r"""Compare two sequences of lines; generate the delta as a context diff.

    The number of lines of context is n, three by default. Lines that the
    function adds end with lineterm; for lines without line ends set it to "".
    """
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    marks = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _heading(("***", "---"), (fromfile, tofile), (fromfiledate, tofiledate), lineterm)
        yield "***************" + lineterm
        sides = (("***", "****", a, 1, "insert"), ("---", "----", b, 3, "delete"))
        for before, after, lines, column, other in sides:
            yield f"{before} {_range_context(group[0][column], group[-1][column + 1])} {after}{lineterm}"
            if all(code[0] in ("equal", other) for code in group):
                continue
            for code in group:
                if code[0] != other:
                    for line in lines[code[column]:code[column + 1]]:
                        yield marks[code[0]] + line


def _check_types(a, b, *args):
    # The items of a text are texts themselves, so only the first of each is looked at.
    for lines in (a, b):
        if lines and not isinstance(lines[0], str):
            raise TypeError(f"lines to compare must be str, not {type(lines[0]).__name__} ({lines[0]!r})")
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError(f"all arguments must be str, not: {arg!r}")


def diff_bytes(dfunc, a, b, fromfile=b"", tofile=b"", fromfiledate=b"", tofiledate=b"", n=3, lineterm=b"\n"):
    r"""Compare lines that are bytes, of any encoding, with dfunc: unified_diff() or context_diff()."""

    def decode(s):
        try:
            return s.decode("ascii", "surrogateescape")
        except AttributeError as error:
            raise TypeError(f"all arguments must be bytes, not {type(s).__name__} ({s!r})") from error

    a, b = list(map(decode, a)), list(map(decode, b))
    rest = list(map(decode, (fromfile, tofile, fromfiledate, tofiledate)))
    for line in dfunc(a, b, *rest, n, decode(lineterm)):
        yield line.encode("ascii", "surrogateescape")


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    r"""Compare a and b (lists of strings); return a Differ-style delta.

    Optional keyword parameters are functions that say which lines and which
    characters are junk; by default no line is, and blanks and tabs are.
    """
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    r"""Generate one of the two sequences that generated a delta.

    Given a delta produced by Differ.compare() or ndiff(), extract lines
    originating from file 1 or 2 (parameter which), stripping off line prefixes.
    """
    try:
        sign = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError(f"unknown delta choice (must be 1 or 2): {which!r}") from None
    for line in delta:
        if line[:2] in ("  ", sign):
            yield line[2:]
