"""Starting other programs, feeding them, and reading what they print.

The options that reach into the new process before it runs (`preexec_fn`, `user`, `group`, `pass_fds`, ...) raise NotImplementedError.
A program inherits nothing but its three streams.
"""
import _process
import io as _io
import os as _os
import sys as _sys
import time as _time
import types as _types
import warnings as _warnings

__all__ = [
    "Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run", "CalledProcessError",
    "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess",
]

PIPE, STDOUT, DEVNULL = _process.PIPE, _process.STDOUT, _process.DEVNULL
_SIGNALS = {
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
    10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
}


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    """Raised when run() is called with check=True and the process
    returns a non-zero exit status.

    Attributes:
      cmd, returncode, stdout, stderr, output
    """

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            name = _SIGNALS.get(-self.returncode)
            if name is None:
                return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."
            return f"Command '{self.cmd}' died with <Signals.{name}: {-self.returncode}>."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

    @property
    def stdout(self):
        """Alias for output attribute, to match stderr"""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """This exception is raised when the timeout expires while waiting for a
    child process.

    Attributes:
        cmd, output, stdout, stderr, timeout
    """

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """A process that has finished running.

    This is returned by run().

    Attributes:
      args: The list or str args passed to run().
      returncode: The exit code of the process, negative for signals.
      stdout: The standard output (None if not captured).
      stderr: The standard error (None if not captured).
    """

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        args = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        if self.stdout is not None:
            args.append(f"stdout={self.stdout!r}")
        if self.stderr is not None:
            args.append(f"stderr={self.stderr!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    __class_getitem__ = classmethod(_types.GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError if the exit code is non-zero."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def _arguments(args, shell, executable):
    """The program, and its arguments beginning with its own name."""
    if isinstance(args, (str, bytes)) or hasattr(args, "__fspath__"):
        args = [args]
    else:
        args = list(args)
    if shell:
        args = ["/bin/sh", "-c", *args]
    if not args:
        raise IndexError("list index out of range")
    return (args[0] if executable is None or shell and executable is None else executable), args


class Popen:
    """Execute a child program in a new process.

    For a complete description of the arguments see the Python documentation.
    """

    # So that the end of an object that was refused its arguments finds them.
    _process = returncode = None

    def __init__(
        self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True, shell=False,
        cwd=None, env=None, universal_newlines=None, startupinfo=None, creationflags=0, restore_signals=True,
        start_new_session=False, pass_fds=(), *, user=None, group=None, extra_groups=None, encoding=None, errors=None, text=None,
        umask=-1, pipesize=-1, process_group=None
    ):
        self.args, self.returncode = args, None
        self.stdin = self.stdout = self.stderr = self.pid = None
        self._talk = self._process = None
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but different. Pass one or the other.")
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        unsupported = {
            "preexec_fn": preexec_fn, "pass_fds": pass_fds, "user": user, "group": group, "extra_groups": extra_groups,
            "umask": umask != -1, "start_new_session": start_new_session,
        }
        for name, value in unsupported.items():
            if value:
                raise NotImplementedError(f"subprocess: {name} is not supported")
        self.encoding, self.errors = encoding, errors
        self.text_mode = bool(encoding or errors or text or universal_newlines)
        program, arguments = _arguments(args, shell, executable)
        streams = [_process.INHERIT if stream is None else stream for stream in (stdin, stdout, stderr)]
        pairs = [(_os.fsencode(name), _os.fsencode(value)) for name, value in (_os.environ if env is None else env).items()]
        try:
            self._process, *ends = _process.spawn(program, arguments, pairs, cwd, *streams, process_group == 0)
        except OSError as error:
            missing = cwd if cwd is not None and not _os.path.isdir(cwd) else program
            raise type(error)(error.errno, _os.strerror(error.errno), missing) from None
        self.pid = self._process.pid()
        for name, number, mode in zip(("stdin", "stdout", "stderr"), ends, ("wb", "rb", "rb")):
            if number is not None:
                setattr(self, name, self._opened(number, mode, bufsize))

    def _opened(self, number, mode, bufsize):
        """A file for our end of a pipe."""
        stream = _io.open(number, mode, -1 if bufsize == 1 else bufsize)
        if self.text_mode:
            stream = _io.TextIOWrapper(stream, encoding=self.encoding or "utf-8", errors=self.errors, write_through=bufsize == 0,
                                       line_buffering=bufsize == 1)
        return stream

    @property
    def universal_newlines(self):
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, universal_newlines):
        self.text_mode = bool(universal_newlines)

    def __repr__(self):
        shown = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return shown[:76] + "...>" if len(shown) > 80 else shown

    __class_getitem__ = classmethod(_types.GenericAlias)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        for stream in (self.stdout, self.stderr, self.stdin):
            if stream:
                try:
                    stream.close()
                except BrokenPipeError:
                    pass
        if exc_type is not KeyboardInterrupt:
            self.wait()

    def __del__(self, _warn=_warnings.warn):
        if self._process is not None and self.poll() is None:
            _warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)

    def poll(self):
        """Check if child process has terminated. Set and return returncode attribute."""
        if self.returncode is None:
            self.returncode = self._process.wait(0)
        return self.returncode

    def wait(self, timeout=None):
        """Wait for child process to terminate; returns self.returncode."""
        if self.returncode is None:
            self.returncode = self._process.wait(timeout)
            if self.returncode is None:
                raise TimeoutExpired(self.args, timeout)
        return self.returncode

    def communicate(self, input=None, timeout=None):
        """Interact with process: Send data to stdin and close it.
        Read data from stdout and stderr, until end-of-file is
        reached.  Wait for process to terminate.

        The optional "input" argument should be data to be sent to the
        child process, or None, if no data should be sent to the child.
        communicate() returns a tuple (stdout, stderr).
        """
        if self._talk is not None and input:
            raise ValueError("Cannot send input after starting communication")
        end = None if timeout is None else _time.monotonic() + timeout
        if self._talk is None:
            self._talk = self._begin(input)
        read = self._talk.result(timeout)
        if read is None:
            raise TimeoutExpired(self.args, timeout)
        left = None if end is None else max(0, end - _time.monotonic())
        try:
            self.wait(left)
        except TimeoutExpired:
            raise TimeoutExpired(self.args, timeout) from None
        return tuple(self._decoded(data) if self.text_mode and data is not None else data for data in read)

    def _begin(self, input):
        """Lets threads write and read; our files are closed."""
        if input is not None and self.text_mode:
            if not isinstance(input, str):
                raise TypeError(f"a string is required, not '{type(input).__name__}'")
            input = input.encode(self.encoding or "utf-8", self.errors or "strict")
        streams = [None if stream is None or stream.closed else stream for stream in (self.stdin, self.stdout, self.stderr)]
        talk = _process.talk(streams[0], input, streams[1], streams[2])
        for stream in streams:
            if stream is not None:
                stream.close()
        return talk

    def _decoded(self, data):
        return data.decode(self.encoding or "utf-8", self.errors or "strict").replace("\r\n", "\n").replace("\r", "\n")

    def send_signal(self, sig):
        """Send a signal to the process."""
        if self.poll() is None:
            try:
                _process.kill(self.pid, sig)
            except ProcessLookupError:
                pass

    def terminate(self):
        """Terminate the process with SIGTERM"""
        self.send_signal(15)

    def kill(self):
        """Kill the process with SIGKILL"""
        self.send_signal(9)


def _cleanup():
    """Nothing is left over: processes that nobody waits for are waited for by themselves."""


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run command with arguments and return a CompletedProcess instance.

    The returned instance will have attributes args, returncode, stdout and
    stderr. By default, stdout and stderr are not captured, and those attributes
    will be None. Pass stdout=PIPE and/or stderr=PIPE in order to capture them,
    or pass capture_output=True to capture both.

    If check is True and the exit code was non-zero, it raises a
    CalledProcessError. If timeout is given, and the process takes too long, a
    TimeoutExpired exception will be raised.
    """
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout)
        except BaseException:
            process.kill()
            process.wait()
            raise
        status = process.poll()
        if check and status:
            raise CalledProcessError(status, process.args, stdout, stderr)
    return CompletedProcess(process.args, status, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Run command with arguments.  Wait for command to complete or
    for timeout seconds, then return the returncode attribute."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout)
        except BaseException:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Run command with arguments.  Wait for command to complete.  If
    the exit code was zero then return, otherwise raise CalledProcessError."""
    status = call(*popenargs, **kwargs)
    if status:
        raise CalledProcessError(status, kwargs["args"] if "args" in kwargs else popenargs[0])
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run command with arguments and return its output.

    If the exit code was non-zero it raises a CalledProcessError.
    """
    for name in ("stdout", "check"):
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if "input" in kwargs and kwargs["input"] is None:
        kwargs["input"] = "" if any(kwargs.get(name) for name in ("universal_newlines", "text", "encoding", "errors")) else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Return (exitcode, output) of executing cmd in a shell."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        status = 0
    except CalledProcessError as error:
        data, status = error.output, error.returncode
    return status, data[:-1] if data[-1:] == "\n" else data


def getoutput(cmd, *, encoding=None, errors=None):
    """Return output (stdout or stderr) of executing cmd in a shell."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """Translate a sequence of arguments into a command line string, by the rules of the MS C runtime."""
    parts = []
    for argument in map(_os.fsdecode, seq):
        quoted = not argument or " " in argument or "\t" in argument
        part, slashes = [], 0
        for char in argument:
            if char == "\\":
                slashes += 1
                continue
            part.append("\\" * (2 * slashes + 1 if char == '"' else slashes) + char)
            slashes = 0
        part.append("\\" * (2 * slashes if quoted else slashes))
        text = "".join(part)
        parts.append(f'"{text}"' if quoted else text)
    return " ".join(parts)
