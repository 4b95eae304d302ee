values = [1, 2, 3]
assert sum(values) == 6
assert sum(values) == 7, ("sum", sum(values))
