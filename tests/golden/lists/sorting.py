l = [5, 2, 9, 1, 5, 6]
l.sort()
print(l)
l.sort(reverse=True)
print(l, sorted(l), sorted("hello"), sorted({3: 0, 1: 0}), sorted([]), sorted((2, 1)))
words = ["banana", "Apple", "cherry", "apple", "fig", "Banana"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
print(sorted(words, key=lambda w: (len(w), w.lower(), w)))
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]))
print(sorted(pairs, key=lambda p: p[0], reverse=True))
print(sorted([3, 1.5, True, 2**70, -1]), sorted([[2], [1, 5], []]), sorted([(1, "b"), (1, "a")]))


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f"I{self.n}"


print(sorted([Item(3), Item(1), Item(2)]), max([Item(3), Item(7)], key=lambda i: i.n))
for f in (lambda: sorted([1, "a"]), lambda: [None, 1].sort(), lambda: sorted(5), lambda: [].sort(1), lambda: sorted([1], key=5), lambda: sorted([{}, {}]), lambda: [1].sort(bad=1), lambda: sorted()):
    try:
        print(f())
    except TypeError as e:
        print(e)
x = 12345
data = []
for _ in range(500):
    x = (x * 1103515245 + 12345) % 2**31
    data.append(x % 1000)
s = sorted(data)
print(all(s[i] <= s[i + 1] for i in range(len(s) - 1)), s[:5], s[-5:], sum(s) == sum(data))
data.sort(key=lambda v: -v)
print(data == s[::-1])
print(sorted(range(20), key=lambda v: v % 4))
