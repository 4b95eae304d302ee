log = []


def t(name, v):
    log.append(name)
    return v


def show():
    print(log)
    log.clear()


[t("element", x) for x in t("iterable", [1, 2]) if t("condition", x > 1)]
show()
{t("key", k): t("value", v) for k, v in [(1, 2)]}
show()
{t("k1", 1): t("v1", 2), t("k2", 3): t("v2", 4)}
show()
[t("inner", 0) for a in t("first", [0]) for b in t("second", [a])]
show()
t("f", lambda *a, **k: None)(t("arg", 1), *t("star", []), k=t("kw", 2), **t("dstar", {}))
show()
t("left", 1) + t("right", 2) * t("third", 3)
show()
t("obj", [0])[t("index", 0)] = t("value", 5)
show()
t("a", 1) < t("b", 0) < t("c", 3)
show()
t("cond", 0) and t("never", 1) or t("else", 2)
show()
t("yes", 1) if t("test", True) else t("no", 2)
show()
(t("one", 1), [t("two", 2), {t("three", 3)}], t("four", 4))
show()


def d(a=t("default a", 1), *, b: t("annotation", int) = t("default b", 2)) -> t("returns", int):
    pass


show()


class C(t("base", object), metaclass=t("meta", type)):
    x = t("body", 1)


show()
f"{t('first', 1)}{t('second', 2):{t('spec', '>3')}}"
show()
x, t("target", [0])[0] = t("rhs", (1, 2))
show()
