# Tour, stop h: the identity of strings.
#
# Strings cannot change, so equal ones could always be one object; but looking for an equal one each time would cost more than it
# saves. Python does it where it pays: for texts that look like names, because names are compared all the time. Such a
# string is *interned*: there is one table, and each text is in it once.

import sys


def same(a, b):
    return "one object" if a is b else "two objects"


def join(*parts):
    """The parts as one string, made while the program runs."""
    return "".join(parts)


print("1. Constants. Equal constants of one file are one object: the compiler sees to that, with spaces or without.")
name = "hello_world"
same_name = "hello_world"
text = "hello world"
same_text = "hello world"
print("  two constants that look like a name:", same(name, same_name))
print("  two constants with a space:         ", same(text, same_text))
print("  (At the prompt, where each line is compiled by itself, the two with a space are two objects.)")

print("2. Computed while the program runs: new objects, whatever they look like.")
made_name = join("hello", "_", "world")
made_text = join("hello", " ", "world")
print("  a name: equal", made_name == name, "-", same(made_name, name))
print("  a text: equal", made_text == text, "-", same(made_text, text))
print("  made twice:", same(join("hello", "_", "world"), join("hello", "_", "world")))

print("3. sys.intern(string) gives the one string of that text in the table, and puts it there if there is none.")
print("  The constant that looks like a name is in the table already, so we get that one:")
print("   ", same(sys.intern(made_name), name))
print("  The constant with a space is not. The first one that we intern becomes the one:")
interned = sys.intern(made_text)
print("    it and the constant:       ", same(interned, text))
print("    it and the one we gave:    ", same(interned, made_text))
print("    it and another, interned:  ", same(interned, sys.intern(join("hello ", "world"))))

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
