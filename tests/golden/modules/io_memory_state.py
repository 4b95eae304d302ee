# Streams in memory: views of them, copies of them.
import copy
import io


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


stream = io.BytesIO(b"abc")
view = stream.getbuffer()
view[0] = 120
print(stream.getvalue(), len(view), view.readonly)
attempt(stream.write, b"123456")
attempt(stream.truncate, 1)
attempt(stream.close)
attempt(stream.write, b"yz")
print(stream.getvalue(), bytes(view))
view.release()
stream.write(b"12345")
print(stream.getvalue(), stream.truncate(2), stream.getvalue())
stream.seek(5)
stream.write(b"!")
print(stream.getvalue())

stream.seek(1)
stream.note = "kept"
second = copy.copy(stream)
print(second.getvalue(), second.tell(), second.note, stream.__getstate__())
second.__setstate__((b"new", 2, None))
print(second.read())
attempt(second.__setstate__, b"x")
attempt(second.__setstate__, (b"", -1, None))
attempt(second.__setstate__, (b"", 0, 5))

text = io.StringIO("abc\ndéf")
text.read(5)
third = copy.deepcopy(text)
print(third.read(), text.__getstate__(), io.StringIO(newline=None).__getstate__(), io.StringIO(newline="").__getstate__())
attempt(text.__setstate__, ("a", "b"))
attempt(copy.copy, open("/dev/null"))


class Tracked(io.StringIO):
    def close(self):
        print("closed", self.getvalue() if not self.closed else None)
        super().close()


Tracked("text")
with Tracked("managed") as tracked:
    pass
del tracked
