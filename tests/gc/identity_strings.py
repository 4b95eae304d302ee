# Interning and the identity of computed strings.
import sys


def join(*parts):
    return "".join(parts)


class C:
    attribute_name = 1

    def method_name(self, parameter_name):
        local_name = 1


def other():
    return "hello_name"


print("names in two functions:", other() is (lambda: "hello_name")())
print("with a space:", (lambda: "hello name")() is (lambda: "hello name")())
print("with a dash:", (lambda: "hello-name")() is (lambda: "hello-name")())
print("digits:", (lambda: "2024")() is (lambda: "2024")())
print("not ascii:", (lambda: "größe")() is (lambda: "größe")())
print("computed:", join("hello", "_name") is other(), join("hello", "_name") == other())
print("interned:", sys.intern(join("hello", "_name")) is other())
name = "attribute_name"
print("attribute name:", next(k for k in C.__dict__ if k.startswith("attr")) is name)
print("parameter names:", C.method_name.__code__.co_varnames[1] is sys.intern(join("parameter", "_name")))
a = sys.intern(join("some ", "text"))
b = sys.intern(join("some", " text"))
print("intern with a space:", a is b)
print("intern returns it:", sys.intern(a) is a)
for value in (1, None, b"x"):
    try:
        sys.intern(value)
    except TypeError as e:
        print(e)


class S(str):
    pass


try:
    sys.intern(S("x"))
except TypeError as e:
    print(e)
s = join("ab", "cd")
print("whole slice:", s[:] is s, s[0:4] is s, str(s) is s, s + "" is s, "" + s is s, s * 1 is s)
print("new objects:", s[:3] is s[:3], s + "x" is s + "x", s * 2 is s * 2)
print("methods that change nothing:", s.strip() is s, s.replace("z", "y") is s, s.lower() is s, s.ljust(2) is s)
print("format:", f"{s}" is s, "%s" % s is s)
print("empty:", s[:0] is join(), s.strip("abcd") is join())
print("single characters:", s[0] is join("ab")[0], chr(98) is s[1], s[1] is list(s)[1])
print("single not latin:", chr(0x20AC) is chr(0x20AC))
key = join("ke", "y1")
d = {key: 1}
print("dictionary keeps its key:", next(iter(d)) is key)
o = C()
setattr(o, join("dyn", "amic"), 5)
print("setattr interns:", next(iter(o.__dict__)) is sys.intern("dynamic"))
