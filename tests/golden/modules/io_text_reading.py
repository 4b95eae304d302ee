# Encodings, ends of lines, positions, and what is refused.
import io
import os


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


path = "/tmp/hoopsnake_io_text_reading"
for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1"):
    with open(path, "w", encoding=encoding) as file:
        file.write("hé\nzwei\n")
        file.write("drei")
    with open(path, "rb") as file:
        print(encoding, file.read())
    with open(path, encoding=encoding) as file:
        print(repr(file.readline()), repr(file.read(2)), repr(file.read()))
        file.seek(0)
        print(file.readlines())
    with open(path, "a", encoding=encoding) as file:
        file.write("!")
    with open(path, encoding=encoding) as file:
        print(repr(file.read()))

# A piece that is not valid is refused before anything of it is given out.
with open(path, "wb") as file:
    file.write(b"ok\nok2\n\xe9x\n")


def lines():
    for line in open(path, encoding="utf-8"):
        print(line)


attempt(lines)
print(list(open(path, encoding="utf-8", errors="replace")))
with open(path, "wb") as file:
    file.write("é".encode() * 5000 + b"\xc3")
attempt(open(path, encoding="utf-8").readline)
with open(path, encoding="utf-8") as file:
    print(len(file.read(4999)), len(file.read(1)))
    attempt(file.read)

with open(path, "wb") as file:
    file.write(b"a\nb\r\nc\rd")
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, newline=newline) as file:
        print(repr(newline), file.readlines(), file.newlines)
    with open(path, newline=newline) as file:
        print([file.readline(size) for size in (1, 2, 2, 3, 1, 9, 9)], repr(file.read()))
    with open(path, newline=newline) as file:
        print([file.read(1) for _ in range(9)])
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, "w", newline=newline) as file:
        file.write("a\nb\r\n")
    with open(path, "rb") as file:
        print(repr(newline), file.read())

with open(path, "w") as file:
    file.write("a\nb\nc\n")
with open(path) as file:
    for line in file:
        attempt(file.tell)
        break
    attempt(file.tell)
    print(list(file))
    attempt(file.tell)
    attempt(file.seek, 2)
    print(file.readline())
    attempt(file.tell)
    attempt(file.seek, 1, 1)
    attempt(file.seek, 1, 2)
    attempt(file.seek, 0, 3)
    attempt(file.seek, -1)
    attempt(file.seek, 0, 2)
    print(repr(file.read()))

text = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
attempt(lambda: text.mode)
print(text)
text.write("abc")
print(text.buffer.getvalue())
text.flush()
print(text.buffer.getvalue())
text.reconfigure(encoding="latin-1", line_buffering=True)
text.write("é\n")
print(text.buffer.getvalue(), text.encoding, text.line_buffering, text.write_through)
bottom = text.detach()
attempt(text.write, "a")
attempt(text.detach)
print(text)
text = io.TextIOWrapper(bottom, write_through=True)
text.write("now")
print(bottom.getvalue())
attempt(io.TextIOWrapper, io.BytesIO(), encoding="no such")
attempt(io.TextIOWrapper, io.BytesIO(), newline="x")
attempt(io.TextIOWrapper, 5)
os.remove(path)
