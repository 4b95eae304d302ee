import abc as _abc
import sys
from collections.abc import MutableMapping as _MutableMapping
import posixpath as path

sys.modules["os.path"] = path
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

linesep = "\n"
error = OSError
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
# What these hold in CPython: functions that take a descriptor where others take a path.
supports_follow_symlinks = set()
supports_dir_fd = set()
supports_effective_ids = set()
supports_fd = set()
supports_bytes_environ = False


def _get_exports_list(module):
    try:
        return list(module.__all__)
    except AttributeError:
        return [name for name in dir(module) if name[0] != "_"]


def fspath(path):
    """Return the file system path representation of the object."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        method = type(path).__fspath__
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None
    found = method(path)
    if isinstance(found, (str, bytes)):
        return found
    raise TypeError(
        f"expected {type(path).__name__}.__fspath__() to return str or bytes, not {type(found).__name__}"
    )


class PathLike(_abc.ABC):
    """Abstract base class for implementing the file system path protocol."""

    @_abc.abstractmethod
    def __fspath__(self):
        """Return the file system path representation of the object."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in base.__dict__ for base in subclass.__mro__) or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


class stat_result(tuple):
    """Result from stat, fstat, or lstat."""

    n_fields, n_sequence_fields = 19, 10

    def __new__(cls, found):
        *whole, access, change, create = found
        self = super().__new__(cls, (*whole, access // 10**9, change // 10**9, create // 10**9))
        self.st_mode, self.st_ino, self.st_dev, self.st_nlink, self.st_uid, self.st_gid, self.st_size = whole
        self.st_atime, self.st_mtime, self.st_ctime = access / 10**9, change / 10**9, create / 10**9
        self.st_atime_ns, self.st_mtime_ns, self.st_ctime_ns = access, change, create
        return self

    def __repr__(self):
        names = (
            "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
        )
        return f"os.stat_result({', '.join(f'{name}={value}' for name, value in zip(names, self))})"


def fstat(fd):
    """Perform a stat system call on the given file descriptor."""
    return stat_result(_fstat(fd))


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """Open a file for a descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    from io import open

    return open(fd, mode, buffering, encoding, *args, **kwargs)


def truncate(path, length):
    """Truncate a file, specified by path, to a specific length."""
    fd = open(path, O_WRONLY)
    try:
        ftruncate(fd, length)
    finally:
        close(fd)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    """Set the access and modified time of path."""
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if ns is not None:
        if not isinstance(ns, tuple) or len(ns) != 2:
            raise TypeError("utime: 'ns' must be a tuple of two ints")
    elif times is None:
        ns = None, None
    else:
        if not isinstance(times, tuple) or len(times) != 2:
            raise TypeError("utime: 'times' must be either a tuple of two ints or None")
        ns = tuple(time * 10**9 if isinstance(time, int) else int(time // 1) * 10**9 + int(time % 1 * 10**9) for time in times)
    _utime(path, *ns)


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Perform a stat system call on the given path."""
    if isinstance(path, int):
        return fstat(path)
    return stat_result(_stat(path, follow_symlinks))


def lstat(path, *, dir_fd=None):
    """Perform a stat system call on the given path, without following symbolic links."""
    return stat_result(_stat(path, False))


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Use the real uid/gid to test for access to a path."""
    try:
        found = stat(path)
    except OSError:
        return False
    bits = found.st_mode
    return all(not mode & bit or bits & (bit | bit << 3 | bit << 6) for bit in (R_OK, W_OK, X_OK))


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Create a directory."""
    _mkdir(path, mode)


def makedirs(name, mode=0o777, exist_ok=False):
    """makedirs(name [, mode=0o777][, exist_ok=False])

    Super-mkdir; create a leaf directory and all intermediate ones.
    """
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == (curdir if isinstance(tail, str) else b"."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """removedirs(name)

    Super-rmdir; remove a leaf directory and all empty intermediate ones.
    """
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """renames(old, new)

    Super-rename; create directories as necessary and delete any left empty.
    """
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


class DirEntry:
    __slots__ = ("name", "path", "_facts")

    def __init__(self, folder, name, facts):
        self.name = name
        self.path = path.join(folder, name)
        self._facts = facts

    def is_dir(self, *, follow_symlinks=True):
        folder, _, link = self._facts
        return path.isdir(self.path) if link and follow_symlinks else folder

    def is_file(self, *, follow_symlinks=True):
        _, file, link = self._facts
        return path.isfile(self.path) if link and follow_symlinks else file

    def is_symlink(self):
        return self._facts[2]

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return lstat(self.path).st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _Scan:
    def __init__(self, folder):
        self._entries = iter(_entries(folder))
        self._folder = fspath(folder)

    def __iter__(self):
        return self

    def __next__(self):
        name, *facts = next(self._entries)
        return DirEntry(self._folder, name, facts)

    def close(self):
        self._entries = iter(())

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def scandir(path=None):
    """Return an iterator of DirEntry objects for given path."""
    return _Scan("." if path is None else path)


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directory tree generator."""
    top = fspath(top)
    folders, files, below = [], [], []
    try:
        with scandir(top) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.name)
                    if not topdown and (followlinks or not entry.is_symlink()):
                        below.append(entry.path)
                else:
                    files.append(entry.name)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    if topdown:
        yield top, folders, files
        for name in folders:
            new = path.join(top, name)
            if followlinks or not path.islink(new):
                yield from walk(new, topdown, onerror, followlinks)
    else:
        for new in below:
            yield from walk(new, topdown, onerror, followlinks)
        yield top, folders, files


class _Environ(_MutableMapping):
    """The variables of the process, as they were when it began; changes are seen by this program alone."""

    def __init__(self, data):
        self._data = data

    def _check(self, value):
        if not isinstance(value, str):
            raise TypeError(f"str expected, not {type(value).__name__}")
        return value

    def __getitem__(self, key):
        try:
            return self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        self._data[self._check(key)] = self._check(value)

    def __delitem__(self, key):
        try:
            del self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        return iter(list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return f"environ({{{', '.join(f'{key!r}: {value!r}' for key, value in self._data.items())}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        return {**self, **other}

    def __ror__(self, other):
        return {**other, **self}


environ = _Environ(_variables)
del _variables


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    return environ.get(key, default)


def getuid():
    """Return the current process's user id."""
    return _user_numbers()[0]


def geteuid():
    """Return the current process's effective user id."""
    return _user_numbers()[1]


def getgid():
    """Return the current process's group id."""
    return _user_numbers()[2]


def getegid():
    """Return the current process's effective group id."""
    return _user_numbers()[3]


def getppid():
    """Return the parent's process id."""
    return _user_numbers()[4]


def getpgrp():
    """Return the current process group id."""
    return _user_numbers()[5]


def umask(mask, /):
    """Set the current numeric umask and return the previous umask."""
    return _mask_of_modes(mask)


def sched_getaffinity(pid, /):
    """Return the affinity of the process identified by pid (or the current process if zero)."""
    return set(_processors(pid))


class uname_result(tuple):
    """uname_result: Result from os.uname()."""

    __slots__ = ()
    n_fields = n_sequence_fields = 5
    n_unnamed_fields = 0
    __match_args__ = ("sysname", "nodename", "release", "version", "machine")
    sysname = property(lambda self: self[0], doc="operating system name")
    nodename = property(lambda self: self[1], doc="name of machine on network (implementation-defined)")
    release = property(lambda self: self[2], doc="operating system release")
    version = property(lambda self: self[3], doc="operating system version")
    machine = property(lambda self: self[4], doc="hardware identifier")

    def __repr__(self):
        return f"posix.uname_result({', '.join(f'{name}={value!r}' for name, value in zip(self.__match_args__, self))})"


uname_result.__module__ = "posix"


def uname():
    """Return an object identifying the current operating system."""
    return uname_result(_names_of_system())


def kill(pid, signal, /):
    """Kill a process with a signal."""
    from _process import kill

    kill(pid, signal)


def system(command):
    """Execute the command in a subshell."""
    from subprocess import call

    status = call(fsdecode(command), shell=True)
    return -status if status < 0 else status << 8


class _wrap_close:
    """The pipe to or from a command; closing it waits for the command's end."""

    def __init__(self, stream, process):
        self._stream, self._proc = stream, process

    def close(self):
        self._stream.close()
        status = self._proc.wait()
        return None if status == 0 else -status if status < 0 else status << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def popen(cmd, mode="r", buffering=-1):
    """Open a pipe to or from a command."""
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ("r", "w"):
        raise ValueError(f"invalid mode {mode!r}")
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    from subprocess import PIPE, Popen

    if mode == "r":
        process = Popen(cmd, shell=True, text=True, stdout=PIPE, bufsize=buffering)
        return _wrap_close(process.stdout, process)
    process = Popen(cmd, shell=True, text=True, stdin=PIPE, bufsize=buffering)
    return _wrap_close(process.stdin, process)


def _exec(file, args, env, search):
    if not isinstance(args, (tuple, list)):
        raise TypeError("execv() arg 2 must be a tuple or list")
    if not args:
        raise ValueError("execv() arg 2 must not be empty")
    from _process import replace

    if not search and not path.dirname(file):
        file = path.join(curdir, file)
    replace(file, list(args), [(fsencode(name), fsencode(value)) for name, value in env.items()])


def execv(path, argv, /):
    """Execute an executable path with arguments, replacing current process."""
    _exec(path, argv, environ, False)


def execve(path, argv, env):
    """Execute an executable path with arguments, replacing current process."""
    _exec(path, argv, env, False)


def execvp(file, args):
    """execvp(file, args)

    Execute the executable file (which is searched for along $PATH)
    with argument list args, replacing the current process.
    args may be a list or tuple of strings."""
    _exec(file, args, environ, True)


def execvpe(file, args, env):
    """execvpe(file, args, env)

    Execute the executable file (which is searched for along $PATH)
    with argument list args and environment env, replacing the
    current process.
    args may be a list or tuple of strings."""
    _exec(file, args, env, True)


def execl(file, *args):
    """execl(file, *args)

    Execute the executable file with argument list args, replacing the
    current process."""
    execv(file, args)


def execlp(file, *args):
    """execlp(file, *args)

    Execute the executable file (which is searched for along $PATH)
    with argument list args, replacing the current process."""
    execvp(file, args)


def WIFSIGNALED(status):
    """Return True if the process returning status was terminated by a signal."""
    return 0 < status & 0x7F < 0x7F


def WTERMSIG(status):
    """Return the signal that terminated the process that provided the status value."""
    return status & 0x7F


def WIFEXITED(status):
    """Return True if the process returning status exited via the exit() system call."""
    return status & 0x7F == 0


def WEXITSTATUS(status):
    """Return the process return code from status."""
    return status >> 8 & 0xFF


def WIFSTOPPED(status):
    """Return True if the process returning status was stopped."""
    return status & 0xFF == 0x7F


def WSTOPSIG(status):
    """Return the signal that stopped the process that provided the status value."""
    return status >> 8 & 0xFF


def waitstatus_to_exitcode(status):
    """Convert a wait status to an exit code."""
    if WIFEXITED(status):
        return WEXITSTATUS(status)
    if WIFSIGNALED(status):
        return -WTERMSIG(status)
    if WIFSTOPPED(status):
        raise ValueError(f"process stopped by delivery of signal {WSTOPSIG(status)}")
    raise ValueError(f"invalid wait status: {status}")


def putenv(name, value, /):
    """Change or add an environment variable."""
    environ[name] = value


def unsetenv(name, /):
    """Delete an environment variable."""
    environ.pop(name, None)


def fsencode(filename):
    """Encode filename to the filesystem encoding."""
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """Decode filename from the filesystem encoding."""
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def getcwdb():
    """Return a bytes string representing the current working directory."""
    return fsencode(getcwd())


def get_exec_path(env=None):
    """Returns the sequence of directories that will be searched for the named executable."""
    return (environ if env is None else env).get("PATH", defpath).split(pathsep)


class terminal_size(tuple):
    """A tuple of (columns, lines) for holding terminal window size"""

    __slots__ = ()
    n_fields = n_sequence_fields = 2
    n_unnamed_fields = 0
    __match_args__ = ("columns", "lines")

    def __new__(cls, sequence):
        self = super().__new__(cls, sequence)
        if len(self) != 2:
            raise TypeError(f"os.terminal_size() takes a 2-sequence ({len(self)}-sequence given)")
        return self

    columns = property(lambda self: self[0], doc="width of the terminal window in characters")
    lines = property(lambda self: self[1], doc="height of the terminal window in characters")

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]!r}, lines={self[1]!r})"


def get_terminal_size(fd=1, /):
    """Return the size of the terminal window as (columns, lines)."""
    try:
        return terminal_size((int(environ["COLUMNS"]), int(environ["LINES"])))
    except (KeyError, ValueError):
        raise OSError(25, "Inappropriate ioctl for device") from None


__all__ = [name for name in globals() if name[:1] != "_" and name not in ("sys",)] + ["_exit"]
