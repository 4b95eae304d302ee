"""Shapes."""

print("loading", __name__)
UNITS = ["m"]
counter = 0
_private = "one may ask for it"


class Circle:
    def __init__(self, r):
        self.r = r
        self.name = f"{type(self).__module__}.{type(self).__qualname__}"


def area(r):
    return r * r * PI


PI = 3
