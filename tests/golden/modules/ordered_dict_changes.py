# An OrderedDict that changes while it is run over, and what its constructor says of items that are no pairs.
from collections import OrderedDict

CHANGES = {
    "clear": lambda x: x.clear(),
    "popitem": lambda x: x.popitem(),
    "popitem first": lambda x: x.popitem(False),
    "pop": lambda x: x.pop("b"),
    "add": lambda x: x.__setitem__("d", 4),
    "replace": lambda x: (x.pop("c"), x.__setitem__("d", 4)),
    "move to the end": lambda x: x.move_to_end("a"),
    "move to the front": lambda x: x.move_to_end("c", False),
    "set": lambda x: x.__setitem__("b", 9),
    "put again": lambda x: (x.pop("a"), x.__setitem__("a", 1)),
}
KINDS = (iter, reversed, lambda x: iter(x.items()), lambda x: iter(x.keys()), lambda x: iter(x.values()), lambda x: reversed(x.items()))
for kind in KINDS:
    for name, change in CHANGES.items():
        ordered = OrderedDict(a=1, b=2, c=3)
        iterator = kind(ordered)
        shown = [next(iterator)]
        change(ordered)
        try:
            shown += iterator
        except RuntimeError as error:
            shown.append(str(error))
        print(name, shown)

ordered = OrderedDict(a=1)
for key in ordered:
    ordered.popitem()
print("after the last", ordered)

for items in ([1], range(50), [[1]], [[1, 2, 3]], ["ab", "c"], [()], [(1, 2), 3], None, "abc", [(1, 2), "ab"], {1: 2}.items()):
    for make in (OrderedDict, OrderedDict().update):
        try:
            print(make(items))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
