# Tour, stop h: the identity of strings.
#
# Strings cannot change, so equal ones could always be one object; but looking for an equal one each time would cost more than it
# saves. Python does it where it pays: for texts that look like names, because names are compared all the time. Such a
# string is *interned*: there is one table, and each text is in it once.

import sys


def same(a, b):
    return "one object" if a is b else "two objects"


def name_one():
    return "hello_world"


def name_two():
    return "hello_world"


def text_one():
    return "hello world"


def text_two():
    return "hello world"


print("1. Written in the program.")
print("  looks like a name, written in two functions:", same(name_one(), name_two()))
print("  has a space, written in two functions:      ", same(text_one(), text_two()))
print("  the same function twice (one constant):     ", same(text_one(), text_one()))

print("2. Computed while the program runs: not interned, whatever it looks like.")
half = "hello_"
made = half + "world"
print("  equal:", made == name_one(), "  identity:", same(made, name_one()))
joined = "".join(["hello", "_", "world"])
print("  joined from parts:", same(joined, made))

print("3. sys.intern(text) gives the one string of that text in the table.")
print("  a computed name:      ", same(sys.intern(made), name_one()))
left = "hello" + str(" ") + "world"
right = " ".join(["hello", "world"])
print("  with a space, before: ", same(left, right))
left = sys.intern(left)
right = sys.intern(right)
print("  with a space, after:  ", same(left, right))

print("4. The empty string and single characters exist once, however they are computed.")
word = "banana"
for other in ("xay", "panama"):
    print(f"  {word}[1] and {other}[1]:", same(word[1], other[1]))
print("  banana[1] and chr(97): ", same(word[1], chr(97)))
print("  two empty ones:        ", same("".join([]), word[:0]))

print("5. Strings never change. `*=` and `+=` make new objects.")
b = "ab"
first = b
b *= 2
print("  b *= 2: ", b, "- same object:", b is first, "- the old one is still", first)
second = b
b += "x"
print("  b += 'x':", b, "- same object:", b is second, "- the old one is still", second)
print("  adding nothing:", same(b + "", b), "and times one:", same(b * 1, b))
