# No carets are printed when they would cover the whole line.
def f():
    g()


def g():
	raise RuntimeError("with a tab before the statement")


f()
