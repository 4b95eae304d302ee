"""Common operations on Posix pathnames.

Instead of importing this module directly, import os and refer to
this module as os.path.
"""

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize",
    "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser",
    "expandvars", "normpath", "abspath", "samefile", "sameopenfile", "samestat", "curdir", "pardir", "sep", "pathsep",
    "defpath", "altsep", "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath", "commonpath",
]

curdir, pardir, extsep, sep, pathsep = ".", "..", ".", "/", ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False


def _os():
    import os

    return os


def _text(path):
    return path if isinstance(path, (str, bytes)) else _os().fspath(path)


def _sep(path):
    return b"/" if isinstance(path, bytes) else "/"


def _dot(path):
    return b"." if isinstance(path, bytes) else "."


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix"""
    return _text(s)


def isabs(s):
    """Test whether a path is absolute"""
    s = _text(s)
    return s.startswith(_sep(s))


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed."""
    a = _text(a)
    slash = _sep(a)
    path = a
    try:
        for b in map(_text, p):
            if b.startswith(slash):
                path = b
            elif not path or path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError):
        for b in (a, *p):
            if not isinstance(b, (str, bytes)) and not hasattr(b, "__fspath__"):
                raise TypeError(
                    f"join() argument must be str, bytes, or os.PathLike object, not {type(b).__name__!r}"
                ) from None
        raise TypeError("Can't mix strings and bytes in path components") from None
    return path


def split(p):
    """Split a pathname.  Returns tuple "(head, tail)" where "tail" is
    everything after the final slash.  Either part may be empty.
    """
    p = _text(p)
    slash = _sep(p)
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """Split the extension from a pathname.

    Extension is everything from the last dot to the end, ignoring
    leading dots.  Returns "(root, ext)"; ext may be empty.
    """
    p = _text(p)
    slash, dot = _sep(p), _dot(p)
    start = p.rfind(slash) + 1
    at = p.rfind(dot)
    if at > start and p[start:at].strip(dot):
        return p[:at], p[at:]
    return p, p[:0]


def splitdrive(p):
    """Split a pathname into drive and path. On Posix, drive is always empty."""
    p = _text(p)
    return p[:0], p


def basename(p):
    """Returns the final component of a pathname"""
    return split(_text(p))[1] if not isinstance(p, (str, bytes)) else p[p.rfind(_sep(p)) + 1:]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def commonprefix(m):
    "Given a list of pathnames, returns the longest common leading component"
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_text, m))
    first, last = min(m), max(m)
    for at, item in enumerate(first):
        if item != last[at]:
            return first[:at]
    return first


def _facts(path, follow=True):
    try:
        return _os()._stat(path, follow)
    except (OSError, ValueError):
        return None


def _is_kind(path, kind, follow=True):
    found = _facts(path, follow)
    return found is not None and found[0] & 0o170000 == kind


def exists(path):
    """Test whether a path exists.  Returns False for broken symbolic links"""
    return _facts(path) is not None


def lexists(path):
    """Test whether a path exists.  Returns True for broken symbolic links"""
    return _facts(path, False) is not None


def isfile(path):
    """Test whether a path is a regular file"""
    return _is_kind(path, 0o100000)


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    return _is_kind(s, 0o040000)


def islink(path):
    """Test whether a path is a symbolic link"""
    return _is_kind(path, 0o120000, False)


def ismount(path):
    """Test whether a path is a mount point"""
    found = _facts(path, False)
    if found is None or found[0] & 0o170000 == 0o120000:
        return False
    above = _facts(join(_text(path), ".." if isinstance(_text(path), str) else b".."), False)
    return above is not None and (found[2] != above[2] or found[1] == above[1])


def getsize(filename):
    """Return the size of a file, reported by os.stat()."""
    return _os().stat(filename).st_size


def getmtime(filename):
    """Return the last modification time of a file, reported by os.stat()."""
    return _os().stat(filename).st_mtime


def getatime(filename):
    """Return the last access time of a file, reported by os.stat()."""
    return _os().stat(filename).st_atime


def getctime(filename):
    """Return the metadata change time of a file, reported by os.stat()."""
    return _os().stat(filename).st_ctime


def samefile(f1, f2):
    """Test whether two pathnames reference the same actual file or directory"""
    return _os()._same_file(f1, f2)


def samestat(s1, s2):
    """Test whether two stat buffers reference the same file"""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def sameopenfile(fp1, fp2):
    """Test whether two open file objects reference the same file"""
    raise NotImplementedError("os.path.sameopenfile() is not supported")


def expanduser(path):
    """Expand ~ and ~user constructions.  If user or $HOME is unknown, do nothing."""
    path = _text(path)
    tilde, slash = (b"~", b"/") if isinstance(path, bytes) else ("~", "/")
    if not path.startswith(tilde):
        return path
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    if end != 1:
        return path
    home = _os().environ.get("HOME")
    if home is None:
        return path
    if isinstance(path, bytes):
        home = _os().fsencode(home)
    return home.rstrip(slash) + path[end:] or slash


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    path = _text(path)
    if isinstance(path, bytes):
        return _os().fsencode(expandvars(_os().fsdecode(path)))
    environ = _os().environ
    out, at = [], 0
    while at < len(path):
        if path[at] != "$":
            out.append(path[at])
            at += 1
            continue
        if path.startswith("{", at + 1):
            end = path.find("}", at)
            name, stop = (path[at + 2:end], end + 1) if end > 0 else ("", at + 1)
        else:
            stop = at + 1
            while stop < len(path) and path[stop].isascii() and (path[stop].isalnum() or path[stop] == "_"):
                stop += 1
            name = path[at + 1:stop]
        if name and name in environ:
            out.append(environ[name])
        else:
            out.append(path[at:stop])
        at = stop
    return "".join(out)


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = _text(path)
    slash, dot = _sep(path), _dot(path)
    if not path:
        return dot
    start = slash * (2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else path.startswith(slash))
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dot * 2 or not start and not parts or parts and parts[-1] == dot * 2:
            parts.append(part)
        elif parts:
            parts.pop()
    return start + slash.join(parts) or dot


def abspath(path):
    """Return an absolute path."""
    path = _text(path)
    if not isabs(path):
        path = join(_os().getcwdb() if isinstance(path, bytes) else _os().getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the canonical path of the specified filename, eliminating any
    symbolic links encountered in the path.
    """
    filename = _text(filename)
    slash, dot = _sep(filename), _dot(filename)
    os = _os()
    if not isabs(filename):
        filename = join(os.getcwdb() if isinstance(filename, bytes) else os.getcwd(), filename)
    rest = filename.split(slash)[::-1]
    path, seen = slash, 0
    while rest:
        part = rest.pop()
        if not part or part == dot:
            continue
        if part == dot * 2:
            path = dirname(path)
            continue
        new = join(path, part)
        found = _facts(new, False)
        if found is None and strict:
            os.lstat(new)
        if found is None or found[0] & 0o170000 != 0o120000:
            path = new
            continue
        seen += 1
        if seen > 40:
            if strict:
                os.stat(new)
            return join(new, *rest[::-1])
        target = os.readlink(new)
        if isabs(target):
            path = slash
        rest.extend(target.split(slash)[::-1])
    return path


def relpath(path, start=None):
    """Return a relative version of a path"""
    if not path:
        raise ValueError("no path specified")
    path = _text(path)
    slash, dot = _sep(path), _dot(path)
    start = dot if start is None else _text(start)
    one = [part for part in abspath(start).split(slash) if part]
    two = [part for part in abspath(path).split(slash) if part]
    same = 0
    while same < min(len(one), len(two)) and one[same] == two[same]:
        same += 1
    parts = [dot * 2] * (len(one) - same) + two[same:]
    return join(*parts) if parts else dot


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = tuple(map(_text, paths))
    slash, dot = _sep(paths[0]), _dot(paths[0])
    absolute = {path.startswith(slash) for path in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    first, last = min(split_paths), max(split_paths)
    common = first
    for at, part in enumerate(first):
        if at >= len(last) or part != last[at]:
            common = first[:at]
            break
    return (slash if absolute.pop() else slash[:0]) + slash.join(common)
