# Buffers and text around objects that a program has written itself.
import io


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


class Raw(io.RawIOBase):
    def __init__(self, data=b"", step=3):
        self.data, self.place, self.step = data, 0, step

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, target):
        count = min(len(target), self.step, len(self.data) - self.place)
        target[:count] = self.data[self.place:self.place + count]
        self.place += count
        return count

    def write(self, data):
        print("write", bytes(data))
        return min(len(data), self.step)


reader = io.BufferedReader(Raw(b"hello\nworld\nfoo"))
print(reader.read(4), reader.readline(), reader.peek(), reader.read1(2), reader.read())
reader.close()
print(reader.closed, reader.raw.closed)

writer = io.BufferedWriter(Raw(), 5)
writer.write(b"abc")
writer.write(b"defghijk")
writer.flush()
writer.write(b"at the end")
del writer

text = io.TextIOWrapper(io.BufferedReader(Raw("a\r\nb\rcé\n".encode())))
print(repr(text.read(3)), text.readline(), text.read(), text.newlines)
print(list(io.TextIOWrapper(io.BufferedReader(Raw(b"one\ntwo\nthree")))))

around = io.BufferedReader(io.BytesIO(b"abc"))
print(type(around.raw), around.read(1), around.raw.tell())
attempt(around.write, b"")
print(type(around.detach()))
attempt(around.read)
random = io.BufferedRandom(io.BytesIO(b"0123456789"))
print(random.read(3), random.write(b"xy"), random.read(2), random.seek(-1, 2), random.read(), random.raw.getvalue())
pair = io.BufferedRWPair(io.BytesIO(b"abc"), io.BytesIO())
print(pair.read(1), pair.write(b"x"))

attempt(io.BufferedReader, io.BytesIO(), 0)
attempt(io.BufferedReader, 5)
attempt(io.BufferedReader.__new__(io.BufferedReader).read)
attempt(io.TextIOWrapper.__new__(io.TextIOWrapper).read)


class Odd(Raw):
    answer = None

    def readinto(self, target):
        return self.answer

    def write(self, data):
        return self.answer

    def readall(self):
        return self.answer


for answer in (None, -1, 99999, "x"):
    Odd.answer = answer
    print(answer)
    attempt(io.BufferedReader(Odd()).read, 5)
    attempt(io.BufferedReader(Odd()).read)
    file = io.BufferedWriter(Odd())
    file.write(b"abc")
    attempt(file.flush)
    Odd.answer = 3
    file.flush()


class Again(Raw):
    def readinto(self, target):
        return self.file.read(1)


again = Again()
again.file = io.BufferedReader(again)
try:
    again.file.read(1)
except RuntimeError:
    print("RuntimeError")


class Failing(Raw):
    def write(self, data):
        raise OSError("cannot write")

    def close(self):
        if not self.closed:
            super().close()
            raise OSError("cannot close")


file = io.BufferedWriter(Failing())
file.write(b"x")
try:
    file.close()
except OSError as error:
    print(error, "after", error.__context__)
print(file.closed)


class Text:
    closed = False

    def readable(self):
        return True

    writable = seekable = readable

    def read(self, size=-1):
        return "text"

    def close(self):
        pass

    flush = close


wrong = io.TextIOWrapper(Text())
attempt(wrong.read, 1)
attempt(wrong.read)
