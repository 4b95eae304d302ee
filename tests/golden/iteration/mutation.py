def attempt(label, f):
    try:
        print(label, f())
    except RuntimeError as e:
        print(label, "RuntimeError", e)


def grow_list():
    l = [1, 2, 3]
    out = []
    for x in l:
        out.append(x)
        if len(l) < 6:
            l.append(x * 10)
    return out


def shrink_list():
    l = [1, 2, 3, 4, 5, 6]
    out = []
    for x in l:
        out.append(x)
        l.pop(0)
    return out, l


def clear_list():
    l = [1, 2, 3]
    out = []
    for x in l:
        out.append(x)
        l.clear()
    return out


def insert_front():
    l = [1, 2]
    out = []
    for x in l:
        out.append(x)
        if len(l) < 5:
            l.insert(0, 0)
    return out


def dict_grow():
    d = {1: 1}
    for k in d:
        d[k + 1] = 0


def dict_values_shrink():
    d = {1: 1, 2: 2}
    for v in d.values():
        d.popitem()


def dict_items_clear():
    d = {1: 1, 2: 2}
    for k, v in d.items():
        d.clear()


def set_grow():
    s = {1}
    for x in s:
        s.add(x + 1)


def set_remove():
    s = {1, 2, 3}
    for x in s:
        s.discard(x)


def dict_last():
    d = {1: 1, 2: 2}
    for k in d:
        if k == 2:
            d[3] = 3
    return d


def comprehension():
    d = {1: 1, 2: 2}
    return [d.pop(k) for k in d]


def safe():
    d = {1: 1, 2: 2}
    for k in list(d):
        del d[k]
    return d


def sort_inside():
    l = [3, 1, 2]
    out = []
    for x in l:
        out.append(x)
        l.sort()
    return out


def extend_self():
    l = [1, 2]
    l.extend(l)
    l += l
    l[1:1] = l
    return l


def update_self():
    d = {1: 1}
    d.update(d)
    s = {1}
    s.update(s)
    s -= s
    return d, s


for f in (grow_list, shrink_list, clear_list, insert_front, dict_grow, dict_values_shrink, dict_items_clear, set_grow, set_remove, dict_last, comprehension, safe, sort_inside, extend_self, update_self):
    attempt(f.__name__, f)
