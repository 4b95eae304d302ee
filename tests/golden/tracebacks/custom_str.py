class Broken(Exception):
    def __str__(self):
        raise ValueError("no text")


class Outer:
    class Nested(Exception):
        pass


try:
    raise Outer.Nested("qualified name")
except Outer.Nested:
    raise Broken
