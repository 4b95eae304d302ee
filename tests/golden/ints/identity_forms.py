# Numbers that are copied where nobody can tell, and shared where somebody can.
def f():
    data = [1000 + i for i in range(5)]
    out = []
    for x in data:
        out.append(x)
    return [a is b for a, b in zip(data, out)]
print(f())
def g():
    x = 12345 + len("ab")
    y = x
    z = x
    return x is y, y is z, id(x) == id(z)
print(g())
def h():
    data = [2.5, 3.5]
    s = 0
    for v in data: s += v
    a = data[0]; b = data[0]
    return s, a is b
print(h())
def k(n):
    t = (n, n)
    return t[0] is t[1]
print(k(99999 + 1))
def m():
    x = 10**5 + 1
    l = [x]
    return l[0] is x
print(m())
def nn():
    x = 10**5 + 1
    d = {}
    d['a'] = x
    d['b'] = x
    return d['a'] is d['b']
print(nn())
def gen():
    n = 1000
    while n < 1005:
        got = yield n
        if got is not None: print("got", got, got is n)
        n += 1
print(list(gen()))
it = gen(); a = next(it); b = it.send(a); print(a, b)
