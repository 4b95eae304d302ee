apply = lambda f, x: f(x)
data = sorted([3, 1, 2], key=lambda v: apply(lambda w: w.missing, v))
