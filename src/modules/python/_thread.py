"""This module provides primitive operations to write multi-threaded programs.

An interpreter has one thread. Locks work as far as one thread can use them; what would have to wait for another thread for ever says so,
and a thread cannot be started. Modules that only guard their data (`logging`, `queue`, `tempfile`) work with this.
"""
import sys as _sys
import time as _time

error = RuntimeError
TIMEOUT_MAX = 9223372036.0
_stack_size = 0


def _timeout(blocking, timeout):
    """How long to wait, or None: for ever; arguments as `acquire` takes them."""
    if not isinstance(timeout, (int, float)):
        raise TypeError(f"'{type(timeout).__name__}' object cannot be interpreted as an integer")
    if not blocking:
        if timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        return 0
    if timeout == -1:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be positive")
    if timeout >= 2**63:
        raise OverflowError("timestamp out of range for platform time_t")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    return timeout


class lock:
    """A lock object is a synchronization primitive: acquire() takes it, release() gives it back."""

    __slots__ = ("_held", "__weakref__")

    def __new__(cls):
        self = object.__new__(cls)
        self._held = False
        return self

    def acquire(self, blocking=True, timeout=-1):
        """Lock the lock; return whether the lock has been acquired."""
        seconds = _timeout(blocking, timeout)
        if self._held:
            if seconds is None:
                raise RuntimeError("the lock is held, and there is no other thread that could release it")
            _time.sleep(seconds)
            return False
        self._held = True
        return True

    def release(self):
        """Release the lock, allowing another thread that is blocked waiting for the lock to acquire the lock."""
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        """Return whether the lock is in the locked state."""
        return self._held

    def _at_fork_reinit(self):
        self._held = False

    __enter__ = acquire
    acquire_lock, release_lock, locked_lock = acquire, release, locked

    def __exit__(self, *exc_info):
        self.release()

    def __repr__(self):
        return f"<{'locked' if self._held else 'unlocked'} _thread.lock object at {id(self):#x}>"


LockType = lock


def allocate_lock():
    """Create a new lock object."""
    return lock()


allocate = allocate_lock


class RLock:
    """A lock that its owner may acquire again; it is released as often as it was acquired."""

    __slots__ = ("_count", "__weakref__")

    def __new__(cls):
        self = object.__new__(cls)
        self._count = 0
        return self

    def acquire(self, blocking=True, timeout=-1):
        """Lock the lock; the one thread owns it at once, or already."""
        _timeout(blocking, timeout)
        self._count += 1
        return True

    def release(self):
        """Release the lock, allowing another thread that is blocked waiting for the lock to acquire the lock."""
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def _is_owned(self):
        return self._count > 0

    def _release_save(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        state, self._count = (self._count, get_ident()), 0
        return state

    def _acquire_restore(self, state):
        self._count, _ = state

    def _recursion_count(self):
        return self._count

    def _at_fork_reinit(self):
        self._count = 0

    __enter__ = acquire

    def __exit__(self, *exc_info):
        self.release()

    def __repr__(self):
        state, owner = ("locked", get_ident()) if self._count else ("unlocked", 0)
        return f"<{state} {type(self).__module__}.{type(self).__qualname__} object owner={owner} count={self._count} at {id(self):#x}>"


class _local:
    """Thread-local data: with one thread, an object with attributes of its own."""

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        return object.__new__(cls)


class _ExceptHookArgs(tuple):
    """Type used to pass arguments to threading.excepthook."""

    __slots__ = ()
    exc_type = property(lambda self: self[0], doc="Exception type")
    exc_value = property(lambda self: self[1], doc="Exception value")
    exc_traceback = property(lambda self: self[2], doc="Exception traceback")
    thread = property(lambda self: self[3], doc="Thread")


def _excepthook(args, /):
    """Handle uncaught Thread.run() exception."""
    if args.exc_type is SystemExit:
        return
    from traceback import print_exception

    name = get_ident() if args.thread is None else args.thread.name
    print(f"Exception in thread {name}:", file=_sys.stderr)
    print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=_sys.stderr)


def start_new_thread(function, args, kwargs={}, /):
    """An interpreter has one thread: raises RuntimeError."""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    raise RuntimeError("can't start new thread")


start_new = start_new_thread


def get_ident():
    """Return a non-zero integer that uniquely identifies the current thread amongst other threads that exist simultaneously."""
    return id(_sys)


def get_native_id():
    """Return a non-negative integer identifying the thread as reported by the OS (kernel)."""
    from os import getpid

    return getpid()


def _set_sentinel():
    """A lock that would be released when the current thread ends."""
    return lock()


def _count():
    """The number of threads that were started by this module."""
    return 0


def _is_main_interpreter():
    return True


def exit():
    """This is synonymous to ``raise SystemExit''."""
    raise SystemExit


exit_thread = exit


def interrupt_main(signum=2, /):
    """Simulate the arrival of the given signal in the main thread: SIGINT is an interrupt from the keyboard."""
    if signum == 2:
        raise KeyboardInterrupt


def stack_size(size=0, /):
    """Return the stack size of threads to come; a new one may be given."""
    global _stack_size
    if size < 0:
        raise ValueError("size must be 0 or a positive value")
    if 0 < size < 32768:
        raise ValueError(f"size not valid: {size} bytes")
    before, _stack_size = _stack_size, size
    return before
