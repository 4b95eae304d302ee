# After a conversion with a key nothing is left for one without.
for text in ("%(a)s%d", "%(a)s%q", "%s%(a)s", "%(a)s%*d", "%(a)*d", "%(a)s%%", "%(a)s%"):
    try:
        print(text % {"a": 1})
    except (TypeError, ValueError) as error:
        print(text, type(error).__name__, error)
