# Methods of types are copied by their names; views cannot be copied.
import copy
from collections import OrderedDict

for value in (str.upper, int.__add__, (1).__add__, type.mro, [].append, len, memoryview(b"ab"), {}.keys(), {}.items(), OrderedDict().keys(), OrderedDict().values()):
    for function in (copy.copy, copy.deepcopy):
        try:
            made = function(value)
            print(type(made).__name__, made is value)
        except TypeError as error:
            print(error)
