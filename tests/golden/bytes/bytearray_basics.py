a = bytearray(b"hello")
print(a, len(a), a[0], a[1:3], bytes(a))
a[0] = 72
a.append(33)
a += b"??"
a.extend([65, 66])
print(a)
a[1:3] = b"EEE"
del a[-1]
print(a, a.pop(), a.find(b"l"), a == b"HEEElo!??"[:len(a)])
a.insert(0, 46)
a.reverse()
print(a, a.upper(), a.decode())
for f in (lambda: a.append(256), lambda: a.append("x"), lambda: a.__setitem__(99, 1), lambda: hash(a), lambda: a.extend("x")):
    try:
        f()
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
a.clear()
print(a, bool(a), bytearray(3), bytearray([1, 2]))
