import _shapes
import _shapes as s
from _shapes import Circle, area as compute, _private
from _shapes import UNITS

print(_shapes.__name__, s is _shapes, Circle(2).name, compute(3), UNITS, _private)
_shapes.UNITS.append("km")
_shapes.counter += 1
import _shapes

print(UNITS, s.counter, "printed once above")
from _star import *

print(public, exported_function())
try:
    not_exported
except NameError as e:
    print(e)
from _star_all import *

print(_underscored)
try:
    visible
except NameError as e:
    print(e)


def inside():
    import _shapes as local
    from _shapes import counter

    return local.counter, counter


print(inside())
try:
    local
except NameError as e:
    print(e)
print(_shapes.__file__.endswith("tests/golden/imports/_shapes.py"), __name__, _shapes.__doc__, type(_shapes).__name__)
for f in ("module", "name", "attribute"):
    try:
        if f == "module":
            import _not_there
        elif f == "name":
            from _shapes import missing
        else:
            _shapes.missing
    except (ImportError, AttributeError) as e:
        print(type(e).__name__, str(e).replace(_shapes.__file__, "FILE"))
import sys

print("_shapes" in sys.modules, sys.modules["_shapes"] is s, "_not_there" in sys.modules)
_shapes.patched = lambda: "patched"
print(s.patched(), hasattr(_shapes, "patched"), sorted(n for n in vars(_shapes) if not n.startswith("_")))
del sys.modules["_shapes"]
import _shapes as again

print(again is s, again.counter)
