print("never")
data = [1, 2, {"a": (3, 4}
