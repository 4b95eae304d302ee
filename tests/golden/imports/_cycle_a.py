print("a begins")
import _cycle_b

value = "a's value"


def from_b():
    return _cycle_b.uses_a()


print("a ends")
