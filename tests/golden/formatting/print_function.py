import sys

print()
print(1, 2, sep="")
print(1, 2, sep=", ", end=".\n")
print("a", "b", sep=None, end=None)
print(*[], sep="x")
print("x", file=sys.stdout, flush=True)
print("to stderr", file=sys.stderr)
for kw in ({"sep": 1}, {"end": 1}, {"bad": 1}):
    try:
        print("a", **kw)
    except TypeError as e:
        print(e)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


w = Writer()
print("a", 1, [2], sep="-", file=w)
print(file=w, end="")
print(w.parts)
try:
    print("x", file=5)
except AttributeError as e:
    print(e)
old, sys.stdout = sys.stdout, Writer()
print("captured")
captured, sys.stdout = sys.stdout.parts, old
print(captured)
print(repr(print("value of print")))
print("é€😀", "tab\there", "nul\0byte" == "nul\x00byte")
sys.stdout.write("no newline;")
print(sys.stdout.write("count\n"))
print(print, end="")
print()
