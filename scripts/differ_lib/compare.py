"""Compares what both interpreters did with a program, narrows a difference down to a piece, and keeps what is new."""
import itertools
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .known import reason_for
from .program import MARK
from .shrink import shrink

# At most so many differing pieces of one program are looked at: a fault that shows everywhere is found anyway.
PIECES_EACH = 12


@dataclass
class Finding:
    kind: str
    mode: str
    seed: int
    piece: str
    expected: str
    got: str
    text: str
    seen: int = 1

    def said(self):
        """What the patterns of known differences are searched in."""
        return f"{self.kind}\n{self.piece}\n< {self.expected}\n> {self.got}"

    def report(self):
        indented = "\n".join("    " + line for line in self.piece.splitlines())
        return f"{self.kind} (seed {self.seed}, {self.mode})\n{indented}\n  < {self.expected}\n  > {self.got}"


def plain(line):
    """A line without the names, numbers and values in it."""
    line = re.sub(r"'[^']*'|\"[^\"]*\"", "'.'", line)
    return re.sub(r"-?\d[\w.+-]*", "N", line)[:160]


def is_message(line):
    return bool(re.match(r"[\"']?(str '|)\w*(Error|Exception|Warning|Iteration|Exit)\b", line))


def signature(finding):
    """Alike findings have the same one. Where values differ, not messages, what was called belongs to it."""
    if finding.kind == "syntax":
        # The words are what differs; places differ for one reason or another.
        return (finding.kind, *(re.sub(r"\d+", "N", line) if is_message(line) else "at" for line in (finding.expected, finding.got)))
    pair = (plain(finding.expected), plain(finding.got))
    called = ""
    if not (is_message(finding.expected) and is_message(finding.got)):
        called = " ".join(sorted(set(re.findall(r"\.\w+(?=\()|\b[a-z]\w+(?=\()", finding.piece))))[:120]
    return (finding.kind, *pair, called)


def first_difference(expected, got):
    """The first lines that differ."""
    for theirs, ours in itertools.zip_longest(expected, got, fillvalue="(nothing)"):
        if theirs != ours:
            return theirs, ours
    return None


def difference(expected, outcome):
    """(line of CPython, line of Hoopsnake) where they differ first, or None."""
    if expected.lost:
        return None
    if outcome.lost:
        return (f"ends with {expected.end}", f"does not end: {outcome.end}")
    if outcome.crashed and not expected.crashed:
        lines = [line for line in outcome.stderr.splitlines() if line.strip()]
        panic = next((line for line in lines if "panicked" in line), lines[-1] if lines else "")
        return (f"ends with {expected.end}", f"CRASH {outcome.end} {panic}")
    if expected.crashed:
        return None
    pair = first_difference(expected.stdout.splitlines(), outcome.stdout.splitlines())
    pair = pair or first_difference(expected.stderr.splitlines(), outcome.stderr.splitlines())
    if pair is None and expected.end != outcome.end:
        pair = (f"status {expected.end}", f"status {outcome.end}")
    return pair


class Search:
    def __init__(self, runner, modes, save, budget):
        self.runner, self.modes, self.budget = runner, modes, budget
        self.save = Path(save) if save else None
        self.findings, self.meant, self.counts = {}, Counter(), Counter()
        self.per_kind = Counter()
        self.raw = {}
        self.began = time.monotonic()
        if self.save:
            self.save.mkdir(parents=True, exist_ok=True)

    def attempt(self, program, seed):
        """Runs a program in all modes and keeps what differs."""
        self.counts["programs"] += 1
        self.per_kind[program.kind] += 1
        self.counts["statements"] += program.statements()
        expected, outcomes = self.runner.run(program.text(), self.modes)
        if expected.lost or expected.crashed:
            self.counts["dropped"] += 1
            return
        for mode, outcome in outcomes.items():
            if outcome.lost and mode != "plain":
                self.counts["dropped"] += 1
            elif difference(expected, outcome):
                self._narrow(program, seed, mode, expected, outcome)

    def _narrow(self, program, seed, mode, expected, outcome):
        """Finds the pieces that differ by themselves; if none does, the program as a whole is the finding."""
        theirs, ours = expected.answers(), outcome.answers()
        suspects = [at for at in range(len(program.pieces)) if theirs.get(at) != ours.get(at)]
        if not suspects or outcome.crashed or outcome.lost:
            last = max(ours, default=0)
            suspects = [at for at in suspects if at < last] + list(range(max(0, last), len(program.pieces)))[:3]
        held = False
        for at in suspects[:PIECES_EACH]:
            alone = program.only(at)
            pair = self._differs(alone, mode)
            if pair:
                held = True
                self._keep(alone, seed, mode, pair)
        if not held:
            self._keep(self._fewer(program, mode), seed, mode, difference(expected, outcome))

    def _differs(self, program, mode, hang=False):
        expected, outcomes = self.runner.run(program.text(), [mode])
        outcome = outcomes[mode]
        if outcome.lost and (mode != "plain" or not hang and self._shrinking):
            return None
        return difference(expected, outcome)

    _shrinking = False

    def _fewer(self, program, mode):
        """As few pieces as differ together."""
        size = len(program.pieces) // 2
        tries = 40
        while size and tries > 0:
            for start in range(0, len(program.pieces), size):
                keep = [at for at in range(len(program.pieces)) if not start <= at < start + size]
                tries -= 1
                if keep and self._differs(program.only(*keep), mode):
                    program = program.only(*keep)
                    break
            else:
                size //= 2
        return program

    def _keep(self, program, seed, mode, pair):
        finding = Finding(program.kind, mode, seed, "\n".join(program.pieces), *pair, program.text())
        raw = signature(finding)
        known = self.raw.get(raw)
        if known:
            known.seen += 1
            self.counts["differences"] += 1
            return
        reason = reason_for(finding.said())
        if reason:
            self.meant[reason] += 1
            return
        if len(program.pieces) == 1:
            finding = self._shrunk(program, finding)
            reason = reason_for(finding.said())
            if reason:
                self.meant[reason] += 1
                return
        self.counts["differences"] += 1
        name = signature(finding)
        if name in self.findings:
            self.findings[name].seen += 1
            self.raw[raw] = self.findings[name]
            return
        self.findings[name] = self.raw[raw] = finding
        print(f"\n[{len(self.findings)}] {finding.report()}", flush=True)
        self._write(finding)

    def _shrunk(self, program, finding):
        """The finding with a smaller piece. A crash stays a crash, and what is known to be meant is no way to go."""
        crash, hang = finding.got.startswith("CRASH"), finding.got.startswith("does not end")
        best = {}

        def differs(text):
            pair = self._differs(program.with_piece(text), finding.mode, hang)
            if not pair or pair[1].startswith("CRASH") != crash or pair[1].startswith("does not end") != hang:
                return False
            if "SyntaxError" in pair[0] and program.form.unit == "tree" and "SyntaxError" not in finding.expected:
                return False
            if reason_for(f"{program.kind}\n{text}\n< {pair[0]}\n> {pair[1]}"):
                return False
            best[text] = pair
            return True

        limits = self.runner.limits
        self.runner.limits = type(limits)(min(3.0, limits.seconds), limits.memory)
        self._shrinking = True
        try:
            text = shrink(finding.piece, program.form.unit, differs, 12 if hang else self.budget)
        finally:
            self.runner.limits = limits
            self._shrinking = False
        if text not in best:
            return finding
        return Finding(finding.kind, finding.mode, finding.seed, text, *best[text], program.with_piece(text).text())

    def _write(self, finding):
        if not self.save:
            return
        said = "".join("# " + line + "\n" for line in finding.report().splitlines())
        path = self.save / f"{finding.kind}-{finding.seed}-{len(self.findings)}.py"
        path.write_text(said + finding.text, encoding="utf-8", errors="surrogatepass")

    def summary(self):
        minutes = (time.monotonic() - self.began) / 60
        print(f"\n{self.counts['programs']} programs ({', '.join(f'{kind} {count}' for kind, count in self.per_kind.items())}) in "
              f"{'/'.join(self.modes)} mode, {self.counts['statements']} statements, {minutes:.1f} minutes")
        print(f"{self.counts['differences']} differences, {len(self.findings)} distinct; {self.counts['dropped']} runs dropped for their limits")
        for reason, count in self.meant.most_common():
            print(f"{count:6} meant: {reason}")
