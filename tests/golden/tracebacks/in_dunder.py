class Vector:
    def __init__(self, *items):
        self.items = items

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self.items, other.items, strict=True)))


Vector(1, 2) + Vector(1)
