# The default limit, and folding of the repeated frames.
def f():
    f()


f()
