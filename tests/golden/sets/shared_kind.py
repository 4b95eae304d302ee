# Sets and frozensets at one place of the program.
s = frozenset([1]); 
try: s.add(2)
except AttributeError as e: print(e)
for o in ({1}, frozenset({1}), {2}):
    print(o.union([3]), hasattr(o, 'add'))
def meth():
    r = []
    for o in ({1}, frozenset({1}), {2}, frozenset({3})):
        try: o.add(5); r.append(sorted(o))
        except AttributeError as e: r.append(str(e))
        r.append(sorted(o.union([9])))
    return r
print(meth())
