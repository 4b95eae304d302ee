print("b begins")
import _cycle_a

print("a has a value:", hasattr(_cycle_a, "value"))
try:
    from _cycle_a import value
except ImportError as e:
    print(str(e).split(" (")[0])


def uses_a():
    return "b sees " + _cycle_a.value


print("b ends")
