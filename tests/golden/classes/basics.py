class Point:
    """A point."""

    dims = 2
    count = 0

    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1

    def move(self, dx, dy):
        self.x += dx
        self.y += dy
        return self

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1)
q = Point(3, y=4)
print(p, q, p.move(1, 1).move(2, 2), Point.count, p.dims, Point.__doc__, Point.__name__)
p.dims = 3
print(p.dims, q.dims, Point.dims, p.__dict__, vars(q))
Point.dims = 5
print(p.dims, q.dims)
del p.dims
print(p.dims)
p.new = "attr"
m = q.move
m(10, 10)
print(q, Point.move(q, 1, 1), p.new, hasattr(q, "new"), getattr(q, "new", "none"))
setattr(q, "z", 9)
delattr(q, "z")
print(isinstance(p, Point), isinstance(p, object), type(p) is Point, p.__class__, issubclass(Point, object), Point.__bases__, Point.__mro__)
print(Point, type(Point), type(type(Point)), object(), sep="\n")


class Empty:
    pass


e = Empty()
e.list = [1]
e.__dict__["added"] = 2
print(e.added, sorted(e.__dict__), e == e, e == Empty(), e != Empty(), hash(e) == hash(e), bool(e))
e.__dict__ = {"only": 1}
print(e.only, hasattr(e, "added"))
Empty.method = lambda self, v: (self.only, v)
print(e.method(5))
for f in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(z=1), lambda: Empty(1), lambda: p.missing, lambda: Point.missing, lambda: p(), lambda: Point.move(), lambda: p.move(1), lambda: Empty().x.y):
    try:
        f()
    except (TypeError, AttributeError) as err:
        print(type(err).__name__, err)
