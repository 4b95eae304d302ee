# Ends of lines that come in parts, and a reader and a writer together.
import codecs
import io

for translate in (True, False):
    decoder = io.IncrementalNewlineDecoder(None, translate)
    print([decoder.decode(part) for part in ["a\r", "\nb", "\r", "c\n", "\r", "\r"]], decoder.newlines, decoder.getstate())
    print(repr(decoder.decode("", final=True)), decoder.newlines, decoder.getstate())
    decoder.reset()
    print(decoder.newlines, repr(decoder.decode("x\r\ny\rz\n", True)), decoder.newlines)

decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
print([decoder.decode(part) for part in [b"\xc3", b"\xa9\r", b"\n", b"\xe2\x82"]], decoder.getstate())
state = decoder.getstate()
print(repr(decoder.decode(b"\xac\r")), decoder.getstate())
decoder.setstate(state)
print(repr(decoder.decode(b"\xac.", True)), decoder.newlines)
for newline in ("\n", "\r", "\r\n"):
    decoder = io.IncrementalNewlineDecoder(None, False)
    decoder.decode("a" + newline + "b", True)
    print(repr(decoder.newlines))
try:
    io.IncrementalNewlineDecoder(None, True).decode(b"x")
except TypeError as error:
    print(error)

pair = io.BufferedRWPair(io.BytesIO(b"one\ntwo\nthree"), io.BytesIO())
print(pair.readable(), pair.writable(), pair.seekable(), pair.isatty(), pair.closed)
print(pair.read(2), pair.readline(), pair.read1(2), pair.read())
print(pair.write(b"abc"), pair.flush())
buffer = bytearray(4)
print(pair.readinto(buffer), buffer)
pair.close()
print(pair.closed)
print(isinstance(pair, io.BufferedIOBase), "BufferedRWPair" in io.__all__, "IncrementalNewlineDecoder" in io.__all__)
