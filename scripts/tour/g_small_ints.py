# Tour, stop g: the identity of integers.
#
# `is` asks whether two names lead to the same object; `==` asks whether two values are equal. Integers from -5 to 256 exist
# once, made when the interpreter starts, because programs use them all the time. Larger ones are made when they are
# computed, each time anew.


def same(a, b):
    return "one object" if a is b else "two objects"


def computed(text):
    # int() of a text: the compiler cannot know the value, so it is made while the program runs.
    return int(text)


print("1. Small integers: one object each, in whatever way they are computed.")
print("  256 and 255 + 1:        ", same(computed("256"), computed("255") + 1))
print("  -5 and 5 - 10:          ", same(computed("-5"), computed("5") - 10))
print("  7 and len('seven..'):   ", same(computed("7"), len("seven..")))
print("  3 and 10 // 3:          ", same(computed("3"), computed("10") // 3))
print("  16 and 2 ** 4:          ", same(computed("16"), computed("2") ** 4))
everywhere = all(computed(str(n)) is computed(str(n)) for n in range(-5, 257))
print("  all of -5 to 256:       ", everywhere)
print("  equal ids:              ", id(computed("100")) == id(computed("99") + 1))

print("2. The border.")
for n in (-7, -6, -5, -4, 255, 256, 257, 258):
    print(f"  {n:>4} computed twice:    ", same(computed(str(n)), computed(str(n))))

print("3. Two separately computed 1000s are equal, and two objects.")
a = computed("1000")
b = computed("1000")
print("  a == b:", a == b, "  a is b:", a is b)
c = a
print("  c = a gives a second name, not a second object:", c is a)

print("4. Integers never change. `+=` makes a new object and ties the name to it.")
before = id(a)
a += 1
print("  a is now", a, "- the same object as before:", id(a) == before)
print("  c is still", c, "- the object that a was:", id(c) == before)

print("5. A number that is written twice in one file is one constant of that file.")
x = 1000
y = 1000
print("  x = 1000; y = 1000:     ", same(x, y))


def one():
    return 1000


def another():
    return 1000


print("  in two functions:       ", same(one(), another()))
print("  two calls of the same:  ", same(one(), one()))
