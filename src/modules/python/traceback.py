"""Extract, format and print information about Python stack traces."""

import collections as _collections
import itertools as _itertools
import linecache as _linecache
import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb",
    "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb", "clear_frames", "FrameSummary",
    "StackSummary", "TracebackException", "walk_stack", "walk_tb", "print_list",
]

_absent = object()
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_REPEATED = 3


class FrameSummary:
    """Information about a single frame from a traceback."""

    def __init__(
        self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
        end_colno=None, _text=None
    ):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self._text = _text
        self.locals = {key: repr(value) for key, value in locals.items()} if locals else None
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = _linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def _key(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._key() == other._key() and self.locals == other.locals
        if isinstance(other, tuple):
            return self._key() == other
        return NotImplemented

    def __getitem__(self, pos):
        return self._key()[pos]

    def __iter__(self):
        return iter(self._key())

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """A list of FrameSummary objects, representing a stack of frames."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Create a StackSummary from a traceback or stack object."""
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            if limit >= 0:
                frame_gen = _itertools.islice(frame_gen, limit)
            else:
                frame_gen = _collections.deque(frame_gen, maxlen=-limit)
        result = klass()
        for frame, lineno in frame_gen:
            code = frame.f_code
            result.append(
                FrameSummary(
                    code.co_filename, lineno, code.co_name, locals=frame.f_locals if capture_locals else None
                )
            )
        return result

    @classmethod
    def from_list(klass, a_list):
        """Create a StackSummary object from a supplied list of FrameSummary objects or old-style list of tuples."""
        result = klass()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary):
        """Format the lines for a single FrameSummary."""
        if frame_summary._text is not None:
            rows = [frame_summary._text]
        else:
            rows = [f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n']
            if frame_summary.line:
                rows.append(f"    {frame_summary.line.strip()}\n")
        for name, value in sorted((frame_summary.locals or {}).items()):
            rows.append(f"    {name} = {value}\n")
        return "".join(rows)

    def format(self):
        """Format the stack ready for printing: a list of strings, one for each frame."""
        result, last, count = [], None, 0
        for summary in self:
            text = self.format_frame_summary(summary)
            if text is None:
                continue
            key = summary.filename, summary.lineno, summary.name
            if key != last:
                _push_repeated(result, count)
                last, count = key, 0
            count += 1
            if count <= _REPEATED:
                result.append(text)
        _push_repeated(result, count)
        return result


def _push_repeated(result, count):
    if count > _REPEATED:
        more = count - _REPEATED
        result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")


def walk_stack(f):
    """Walk a stack yielding the frame and line number for each frame."""
    if f is None:
        f = sys._getframe(1)
        while f is not None and f.f_code.co_filename.startswith("<frozen "):
            f = f.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Walk a traceback yielding the frame and line number for each frame."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _limited(items, limit):
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


def extract_tb(tb, limit=None):
    """Return a StackSummary object representing a list of pre-processed entries from traceback."""
    if tb is None:
        return StackSummary()
    return StackSummary(
        FrameSummary(filename, line, name, end_lineno=end, colno=column, end_colno=end_column, _text=text)
        for filename, line, name, end, column, end_column, text in _limited(_entries(tb), limit)
    )


def extract_stack(f=None, limit=None):
    """Extract the raw traceback from the current stack frame."""
    found = list(walk_stack(f))
    if limit is not None:
        found = found[:limit] if limit >= 0 else found[limit:]
    stack = StackSummary.extract(found)
    stack.reverse()
    return stack


def format_list(extracted_list):
    """Format a list of tuples or FrameSummary objects for printing."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print the list of tuples as returned by extract_tb() or extract_stack() as a formatted stack trace to the given file."""
    file = sys.stderr if file is None else file
    for item in format_list(extracted_list):
        print(item, file=file, end="")


def format_tb(tb, limit=None):
    """A shorthand for 'format_list(extract_tb(tb, limit))'."""
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    """Print up to 'limit' stack trace entries from the traceback 'tb'."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Shorthand for 'format_list(extract_stack(f, limit))'."""
    return format_list(extract_stack(f, limit=limit))


def print_stack(f=None, limit=None, file=None):
    """Print a stack trace from its invocation point."""
    print_list(extract_stack(f, limit=limit), file=file)


def _exception_of(exc, value):
    if value is _absent:
        if exc is _absent:
            raise ValueError("Both or neither of value and tb must be given")
        return exc
    return value


def format_exception_only(exc, /, value=_absent):
    """Format the exception part of a traceback: a list of strings, each ending in a newline."""
    exception = _exception_of(exc, value)
    if not isinstance(exception, BaseException):
        return [f"{exc}\n" if exc is not None else "NoneType: None\n"]
    return _exception_only(exception).splitlines(keepends=True)


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True):
    """Format a stack trace and the exception information: a list of strings."""
    exception = _exception_of(exc, value)
    if not isinstance(exception, BaseException):
        return ["NoneType: None\n"]
    if tb is _absent:
        tb = exception.__traceback__
    return list(TracebackException(type(exception), exception, tb, limit=limit).format(chain=chain))


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True):
    """Print exception up to 'limit' stack trace entries from 'tb' to 'file'."""
    file = sys.stderr if file is None else file
    for line in format_exception(exc, value, tb, limit, chain):
        print(line, file=file, end="")


def print_exc(limit=None, file=None, chain=True):
    """Shorthand for 'print_exception(*sys.exc_info(), limit, file)'."""
    print_exception(*sys.exc_info(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Like print_exc() but return a string."""
    return "".join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """This is a shorthand for 'print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file)'."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def clear_frames(tb):
    "Clear all references to local variables in the frames of a traceback."
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


class TracebackException:
    """An exception ready for rendering."""

    def __init__(
        self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
        max_group_width=15, max_group_depth=10, _seen=None
    ):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit)
        if capture_locals:
            frames = [frame for frame, _ in walk_tb(exc_traceback) if not frame.f_code.co_filename.startswith("<frozen ")]
            for summary, frame in zip(self.stack, _limited(frames, limit)):
                summary.locals = {key: repr(value) for key, value in frame.f_locals.items()} or None
        self._only = _exception_only(exc_value).splitlines(keepends=True) if exc_value is not None else ["NoneType: None\n"]
        self._str = str(exc_value)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.exceptions = None
        self._group = None
        if isinstance(exc_value, BaseExceptionGroup):
            self._group = _whole(exc_value.with_traceback(exc_traceback))
            self.exceptions = [TracebackException.from_exception(part) for part in exc_value.exceptions]
        seen = {id(exc_value)} if _seen is None else _seen | {id(exc_value)}

        def led(found):
            if found is None or id(found) in seen:
                return None
            return TracebackException(type(found), found, found.__traceback__, limit=limit, capture_locals=capture_locals, _seen=seen)

        self.__cause__ = led(exc_value.__cause__) if exc_value is not None else None
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__context__ = led(exc_value.__context__) if exc_value is not None and self.__cause__ is None else None

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Create a TracebackException from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """Format the exception part of the traceback."""
        yield from self._only

    def format(self, *, chain=True, _ctx=None):
        """Format the exception."""
        if self._group is not None:
            yield from self._group.splitlines(keepends=True)
            return
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format(chain=chain)
                yield _CAUSE
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format(chain=chain)
                yield _CONTEXT
        if self.stack:
            yield "Traceback (most recent call last):\n"
            yield from self.stack.format()
        yield from self.format_exception_only()

    def print(self, *, file=None, chain=True):
        """Print the result of self.format(chain=chain) to 'file'."""
        file = sys.stderr if file is None else file
        for line in self.format(chain=chain):
            print(line, file=file, end="")
