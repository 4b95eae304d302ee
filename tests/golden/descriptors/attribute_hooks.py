class G:
    real = "real"

    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(f"no {name} here")
        return f"made {name}"


g = G()
print(g.real, g.other, getattr(g, "x"), hasattr(g, "nope"), getattr(g, "nope", "default"))
try:
    g.nothing
except AttributeError as e:
    print(e)


class All:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattribute__(self, name):
        if name != "log":
            self.log.append("get " + name)
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        self.log.append(f"set {name}")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.log.append(f"del {name}")
        super().__delattr__(name)

    def method(self):
        return self.v


a = All()
a.v = 1
a.method()
del a.v
hasattr(a, "v")
a.w = 2
a.w += 1
print(a.log)


class Proxy:
    def __init__(self, target):
        self.__dict__["_t"] = target

    def __getattr__(self, name):
        return getattr(self._t, name)

    def __setattr__(self, name, v):
        setattr(self._t, name, v)


class Target:
    x = 1


t = Target()
p = Proxy(t)
p.y = 5
print(p.x, t.y, p.__dict__ == {"_t": t})
try:
    p.zz
except AttributeError as e:
    print(e)
try:
    len(p)
except TypeError as e:
    print(e)


class Special:
    def __getattr__(self, name):
        return lambda *a: 5


try:
    len(Special())
except TypeError as e:
    print(e)
s = Special()
s.__len__ = lambda: 3
try:
    len(s)
except TypeError as e:
    print("the instance is not asked:", e)
print(s.__len__(), s.whatever(1, 2))


class Dir:
    def __dir__(self):
        return ["z", "a"]


print(dir(Dir()), [n for n in dir(Target()) if not n.startswith("__")])
for f in (lambda: getattr(1, 5), lambda: setattr(1, "a", 1), lambda: hasattr(1, 2), lambda: getattr(1), lambda: delattr(1, "x"), lambda: setattr(t, 5, 1)):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
