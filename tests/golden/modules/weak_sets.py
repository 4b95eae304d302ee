# Weak sets and mappings as sets and mappings; operators of proxies; operators that are copied.
import copy
import gc
import operator
import weakref


class Item:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


a, b, c, d = map(Item, "abcd")


def names(items):
    return "".join(sorted(item.name for item in items))


def attempt(call):
    try:
        print(call())
    except (TypeError, KeyError, ReferenceError) as error:
        print(type(error).__name__, error)


W = weakref.WeakSet
one, two = W([a, b, c]), W([b, c, d])
print(names(one | two), names(one & two), names(one - two), names(one ^ two), names(one.symmetric_difference([a, d])))
print(one <= two, W([a]) < one, one >= W([a]), one > W([a, b, c]), one.issubset([a, b, c, d]), one.issuperset([a]), one.isdisjoint([d]))
print(one == W([c, b, a]), one == {a, b, c}, one != two, W() == W())
for change in (operator.ior, operator.iand, operator.isub, operator.ixor):
    changed = one.copy()
    print(names(change(changed, two)), changed is change(changed, W()))
same = one.copy()
same -= same
print(len(same), names(one.difference(x for x in [a])), type(one.union([d])).__name__)
attempt(lambda: hash(one))
attempt(lambda: W([1]))
attempt(lambda: one.issubset([3]))
attempt(lambda: W().pop())
del d
gc.collect()
print(names(two), len(two))

values = weakref.WeakValueDictionary({1: a, 2: b})
keys = weakref.WeakKeyDictionary({a: 1, b: 2})
print(dict((values | {3: c}).items()), dict(({2: a, 4: c} | values).items()), dict((keys | {c: 3}).items()))
values |= {5: c}
keys |= [(c, 3)]
print(dict(values.items()), dict(keys.items()), len(values.valuerefs()), len(list(values.itervaluerefs())))
attempt(lambda: values | 3)
attempt(lambda: 3 | keys)
print(values == 3, values == weakref.WeakValueDictionary(values), values == dict(values.items()))


class Number(float):
    __slots__ = ("__weakref__",)


number = Number(7)
proxy = weakref.proxy(number)
print(proxy + 1, 1 - proxy, proxy * proxy, proxy / 2, 15 // proxy, proxy % 4, divmod(proxy, 2), divmod(20, proxy), proxy**2, 2**proxy)
print(-proxy, +proxy, abs(proxy), int(proxy), float(proxy))
proxy += 1
print(proxy, type(proxy))


class Bits(set):
    pass


bits = Bits([1, 2, 3])
proxy = weakref.proxy(bits)
print(proxy & {1}, {1, 5} - proxy, proxy | {4}, {9} ^ proxy, proxy <= bits, len(proxy), 2 in proxy, sorted(proxy))
proxy |= {7}
print(sorted(bits))
attempt(lambda: weakref.proxy(bits) @ 1)
attempt(lambda: ~weakref.proxy(bits))

getter, attr, caller = operator.itemgetter(1, 2), operator.attrgetter("name", "name.x"), operator.methodcaller("split", ",", maxsplit=1)
print(getter.__reduce__(), attr.__reduce__(), operator.methodcaller("x", 1).__reduce__())
print(copy.copy(getter)("abc"), copy.deepcopy(caller)("a,b,c"), copy.copy(operator.attrgetter("name"))(a), copy.copy(caller))
