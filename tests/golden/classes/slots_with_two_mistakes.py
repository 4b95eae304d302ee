# All names are looked at before any of them meets the body of the class.
for slots in (("x", "1"), ("x", 1), ("1", "x"), (1, "a b"), ("a b", 1), ("__dict__", "__dict__", "1"), ("1", "__dict__", "__dict__"), ("x", "__weakref__", "__weakref__")):
    for base in (object, int):
        try:
            type("Made", (base,), {"__slots__": slots, "x": 1})
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
