# The functions of os for files by number, and what open() makes of numbers.
import os


def show(what, *args, **keywords):
    try:
        result = what(*args, **keywords)
    except (OSError, TypeError, ValueError, OverflowError) as error:
        print(what.__name__, type(error).__name__, error)
    else:
        print(what.__name__, result)


# Runs of the same program stand side by side: each has a folder of its own.
folder = f"/tmp/numbers-{os.getpid()}"
os.mkdir(folder)
path = folder + "/file"
number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
print(isinstance(number, int), number > 2, os.write(number, b"hello world"), os.lseek(number, 0, 0), os.read(number, 5), os.read(number, 100), os.read(number, 5))
print(os.fstat(number).st_size, oct(os.fstat(number).st_mode), os.stat(number).st_size, os.lseek(number, -3, 2), os.lseek(number, 1, 1))
other = os.dup(number)
print(os.read(other, 2), other != number, os.lseek(number, 0, 1))
os.ftruncate(number, 4)
os.fsync(number)
print(os.stat(path).st_size)
os.truncate(path, 2)
print(os.stat(path).st_size)
os.close(other)
os.close(number)
show(os.close, number)
show(os.read, number, 1)
show(os.write, number, b"x")
show(os.fstat, 12345)
try:
    os.open(folder + "/no/file", os.O_RDONLY)
except OSError as error:
    print(type(error).__name__, error.errno, error.filename == folder + "/no/file")
show(os.open, path)
number = os.open(path, os.O_WRONLY | os.O_APPEND)
print(os.write(number, bytearray(b"abc")), os.write(number, memoryview(b"d")))
show(os.read, number, 3)
show(os.write, number, "text")
os.close(number)
print(open(path, "rb").read())

# A file object takes the number over, unless it is told not to.
number = os.open(path, os.O_RDONLY)
with open(number, "rb") as file:
    print(file.read(), file.fileno() == number, file.name == number)
show(os.close, number)
number = os.open(path, os.O_RDWR)
with open(number, "w", closefd=False) as file:
    file.write("new")
print(os.lseek(number, 0, 0), os.read(number, 9)[:3])
with os.fdopen(number) as file:
    print(file.read(), file.mode)
show(os.fdopen, "x")
show(open, path, closefd=False)
show(open, 54321)
show(open, -1)


def opener(name, flags):
    print(name == path, flags & (os.O_WRONLY | os.O_CREAT | os.O_TRUNC) == os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    return os.open(name, flags, 0o640)


with open(path, "w", opener=opener) as file:
    print(file.write("by an opener"), file.name == path)
print(open(path).read())
show(open, path, opener=lambda name, flags: -1)
show(open, path, opener=lambda name, flags: "x")
os.utime(path, (1000000000, 1100000000.5))
print(os.stat(path).st_mtime, os.stat(path).st_atime)
os.utime(path, ns=(5, 7000000007))
print(os.stat(path).st_mtime_ns)
os.utime(folder, (0, 0))
print(os.stat(folder).st_mtime)
os.utime(path)
print(os.stat(path).st_mtime > 1600000000)
show(os.utime, path, (1, 2), ns=(3, 4))
show(os.utime, path, 5)
print(os.terminal_size((80, 24)), os.terminal_size([1, 2]).lines, tuple(os.terminal_size((3, 4))))
os.remove(path)
os.rmdir(folder)
