# Dicts that grow beyond what is searched entry by entry, and shrink again.
d = {}
for i in range(30): d[str(i)] = i
for i in range(0, 30, 2): del d[str(i)]
print(d, len(d), '5' in d, '4' in d, d.get('7'), list(d.items())[:3])
d = {i: i for i in range(8)}
for i in range(7): del d[i]
d[8] = 8; d[1] = 1; print(d)
