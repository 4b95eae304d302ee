for i in range(3):
    print(i, end=" ")
else:
    print("else after for")
for i in range(5):
    if i == 2:
        continue
    if i == 4:
        break
    print(i, end=" ")
else:
    print("never")
print("after break", i)
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print(n, end=" ")
else:
    print("else after while")
while True:
    n += 1
    if n > 5:
        break
else:
    print("never")
print(n)
for i in []:
    pass
else:
    print("empty loop runs else", i)
for i in range(3):
    for j in range(3):
        if j == 1:
            break
        print(i, j, end="; ")
    else:
        print("never")
        continue
    if i == 1:
        break
print()
for a, (b, *c) in [(1, (2, 3, 4)), (5, "xy")]:
    print(a, b, c)
d = {}
for d["key"] in range(3):
    pass
print(d)
for x in (y := [1, 2, 3]):
    y.append(x) if len(y) < 6 else None
print(y)
l = [1, 2, 3, 4]
for x in l:
    if x % 2:
        l.remove(x)
print(l)
try:
    for x in 5:
        pass
except TypeError as e:
    print(e)
try:
    while undefined:
        pass
except NameError as e:
    print(e)
total = 0
for i in range(10**4):
    if i & 1:
        continue
    total += i
print(total)
