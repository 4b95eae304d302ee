# The standard streams have buffers and raw files, too, and the order of what is written is that of the layers.
import io
import sys


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


print(type(sys.stdout), isinstance(sys.stdout, io.TextIOWrapper), sys.stdout.encoding, sys.stdout.mode, sys.stdout.fileno())
print(sys.stderr.errors, sys.stdin.line_buffering, sys.stderr.line_buffering)
print(sys.stdin.name, sys.stdin.readable(), sys.stdin.writable(), sys.stdout.isatty(), sys.stdout.closed)
sys.stdout.flush()
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.buffer.flush()
print(sys.stdout)
print(sys.stdin.buffer.read(), repr(sys.stdin.read()), repr(sys.stdin.readline()), list(sys.stdin))
attempt(input)
attempt(sys.stdout.read)
attempt(sys.stdin.write, "")
sys.stdout.reconfigure(encoding="ascii", errors="backslashreplace")
print("é")
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
print("é")
buffer = sys.stdout.detach()
try:
    print("nowhere")
except ValueError as error:
    buffer.write(str(error).encode() + b"\n")
    buffer.flush()
sys.stdout = sys.__stdout__
print("again")
sys.stdout.flush()
sys.stdout.close()
try:
    print("nowhere")
except ValueError as error:
    sys.stderr.write(str(error) + "\n")
