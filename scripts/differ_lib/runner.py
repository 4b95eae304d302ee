"""Runs a program with an interpreter, within limits, and tells what can be compared of it."""
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .program import MARK

# Also one that `reprlib` has shortened.
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}|(?<=\.\.\.)x[0-9a-f]{6,}(?=>)")
MODES = {"plain": [], "stress": ["--gc-stress"], "verify": ["--verify-heap"]}
OUTPUT_BYTES = 8 << 20


@dataclass(frozen=True)
class Limits:
    seconds: float = 10.0
    memory: int = 2 << 30


@dataclass(frozen=True)
class Outcome:
    """What one run showed. `end` is the exit status, or a word: "time", "output"."""

    stdout: str
    stderr: str
    end: object

    @property
    def lost(self):
        """The run was cut off, so that nothing can be said."""
        return self.end in ("time", "output")

    @property
    def crashed(self):
        """The interpreter itself failed, whatever the program was."""
        return not self.lost and (self.end < 0 or self.end >= 128 or self.end == 101 or "panicked at" in self.stderr)

    def answers(self):
        """What each piece printed, by its number."""
        found, number = {}, -1
        for line in self.stdout.splitlines():
            if line.startswith(MARK):
                number = int(line[len(MARK):])
                found[number] = []
            else:
                found.setdefault(number, []).append(line)
        return found


class Runner:
    """Writes programs to a scratch folder and runs both interpreters on them."""

    def __init__(self, binary, reference="python3", limits=Limits(), folder=None):
        self.binary = os.path.abspath(binary)
        self.reference = reference
        self.limits = limits
        self.scratch = tempfile.TemporaryDirectory(prefix="differ-", dir=folder)
        self.folder = Path(self.scratch.name)
        self.path = self.folder / "program.py"
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HOOPSNAKE"))}
        self.environment.update(PYTHONHASHSEED="0", PYTHONUTF8="1", PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1")

    def _start(self, command, name, seconds):
        memory = self.limits.memory

        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
            resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        out, err = (open(self.folder / f"{name}.{stream}", "w+b") for stream in ("out", "err"))
        process = subprocess.Popen(command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=err, preexec_fn=limit, start_new_session=True)
        return process, out, err

    def _finish(self, started, end_by):
        process, out, err = started
        try:
            end = process.wait(max(0.01, end_by - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            end = "time"
        if end in (-signal.SIGXCPU, -signal.SIGKILL):
            end = "time"
        texts = []
        for stream in (out, err):
            if stream.tell() >= OUTPUT_BYTES or os.fstat(stream.fileno()).st_size >= OUTPUT_BYTES:
                end = "output"
            stream.seek(0)
            texts.append(self._comparable(stream.read().decode("utf-8", "backslashreplace")))
            stream.close()
        return Outcome(*texts, end)

    def _comparable(self, text):
        return ADDRESS.sub("0x...", text.replace(f"{self.folder}/", ""))

    def run(self, text, modes):
        """The outcome of the reference, and that of the binary in each of the modes, by its name."""
        self.path.write_text(text, encoding="utf-8", errors="surrogatepass")
        seconds = self.limits.seconds
        name = str(self.path)
        reference = self._start([self.reference, "-S", name], "reference", seconds)
        started = time.monotonic()
        found = {}
        for mode in modes:
            patience = seconds if mode == "plain" else 4 * seconds
            process = self._start([self.binary, *MODES[mode], name], mode, patience)
            found[mode] = self._finish(process, time.monotonic() + patience)
        expected = self._finish(reference, started + seconds)
        return expected, found


def is_reference(command):
    """Whether the command is CPython 3.11."""
    ask = "import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.implementation.name != 'cpython')"
    try:
        return subprocess.run([command, "-c", ask]).returncode == 0
    except OSError:
        print(f"{command} cannot be run", file=sys.stderr)
        return False
