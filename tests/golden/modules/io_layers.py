# A file has three layers, and each can be looked at.
import io
import os


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


path = "/tmp/hoopsnake_io_layers"
file = open(path, "w")
print(type(file), type(file.buffer), type(file.buffer.raw))
print(file.mode, file.buffer.mode, file.buffer.raw.mode, file.buffer.raw.closefd)
file.write("hé\nb\n")
attempt(file.read)
file.close()
attempt(file.write, "x")
print(file.closed, file.buffer.closed, file.buffer.raw.closed)

file = open(path, "rb")
print(file.peek(), file.read1(2), file.tell(), file.raw.tell(), file.readline(), file.readinto(bytearray(3)), file.seek(0), file.read())
attempt(file.write, b"")
file.close()
for method in (file.read, file.peek, file.readline, file.tell, file.flush):
    attempt(method)
attempt(file.seek, 0)

file = open(path, "r+b")
print(type(file))
file.read(2)
file.write(b"XY")
file.seek(0)
print(file.read())
file.close()

file = open(path, "rb", 0)
print(type(file), file.read(2), file.readall(), file.read())
file.close()
file.close()
print(file)
attempt(file.read)

# The number is known to os, and closing it closes it for all.
file = open(path, "w")
os.write(file.fileno(), b"direct ")
os.fsync(file.fileno())
file.write("buffered")
file.close()
print(open(path).read())
file = open(path)
os.close(file.fileno())
attempt(file.read)
attempt(file.close)
number = os.open(path, os.O_RDONLY)
with open(number, closefd=False) as file:
    print(file.read(3), file.name == number)
print(os.fstat(number).st_size)
os.close(number)
attempt(os.close, number)

# Nothing is lost when the object dies.
open(path, "w").write("never closed")
print(open(path).read())

for mode in ("rw", "t", "q", "r++", ""):
    attempt(io.FileIO, path, mode)
attempt(io.FileIO, path, "w", closefd=False)
print(type(open(path, "w", -2)))
with io.FileIO(path, "w") as file:
    print(file.write(b"abc"), file.name, file.seekable(), file.readable(), file.writable())
    attempt(file.read)
    attempt(file.truncate, -1)
    attempt(file.seek, "x")
os.remove(path)
