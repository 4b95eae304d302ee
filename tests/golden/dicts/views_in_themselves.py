# A dict that holds its own view, and a proxy of itself.
from collections import OrderedDict
from types import MappingProxyType

for make in (dict, OrderedDict):
    for view in ("values", "items"):
        mapping = make()
        mapping[1] = getattr(mapping, view)()
        print(mapping, mapping[1])
mapping = {}
mapping[1] = MappingProxyType(mapping)
print(mapping, mapping[1])
try:
    hash(mapping[1])
except TypeError as error:
    print(error)
