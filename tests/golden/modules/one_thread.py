# Locks as far as one thread can use them.
import _string
import _thread

lock = _thread.allocate_lock()
print(type(lock), lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False))
print(lock.acquire(timeout=0.01), lock.acquire(True, 0))
print(repr(lock).split(" object")[0])
print(lock.release(), lock.locked(), repr(lock).split(" object")[0])
with lock as taken:
    print(taken, lock.locked())
print(lock.locked())


def attempt(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)


attempt(lock.release)
attempt(lambda: lock.acquire(False, 1))
attempt(lambda: lock.acquire(True, -2))
attempt(lambda: lock.acquire(True, 1e30))
attempt(lambda: _thread.start_new_thread(None, ()))
attempt(lambda: _thread.start_new_thread(print, []))
attempt(lambda: _thread.start_new_thread(print, (), 3))
attempt(lambda: _thread.stack_size(-1))
attempt(lambda: _thread.stack_size(100))
attempt(_thread.exit)
print(_thread.error is RuntimeError, _thread.LockType is type(lock), _thread.TIMEOUT_MAX)
print(_thread.get_ident() == _thread.get_ident(), _thread.get_ident() != 0)

again = _thread.RLock()
print(again.acquire(), again.acquire(), again._is_owned(), repr(again).split(" owner")[0], "count=2" in repr(again))
state = again._release_save()
print(again._is_owned())
again._acquire_restore(state)
print(again._is_owned())
again.release()
again.release()
attempt(again.release)
attempt(again._release_save)
with again:
    print(again._is_owned())


class Local(_thread._local):
    def __init__(self, *args):
        self.args = args


attempt(lambda: _thread._local(1))
print(Local(1, 2).args)
local = _thread._local()
local.x = 1
print(local.x, local.__dict__)
attempt(lambda: hasattr(local, "y"))

for text in ["", "abc", "a{}b", "{0.x[3][y]!r:>{w}}", "{{}}x{a:b}", "{a!s}", "x}}y", "{a[}]}", "{a[{]:{b}}"]:
    print(list(_string.formatter_parser(text)))
for text in ["{", "}", "{a", "a}b", "{a!}", "{a!rx}", "{a!", "{a!r", "{a{b}}", "{a:", "{a:x", "{a:{b}"]:
    attempt(lambda: list(_string.formatter_parser(text)))
for name in ["", "a", "0", "a.b", "a[0].c[d e]", "1[x]"]:
    first, rest = _string.formatter_field_name_split(name)
    print(repr(first), list(rest))
for name in ["a.", "a[", "a[]", "a[0]b"]:
    attempt(lambda: list(_string.formatter_field_name_split(name)[1]))
attempt(lambda: _string.formatter_parser(3))
