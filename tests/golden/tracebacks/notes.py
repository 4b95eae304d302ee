def work():
    error = ValueError("wrong value")
    error.add_note("while reading line 3")
    error.add_note("two\nlines")
    raise error


try:
    work()
except ValueError as e:
    e.add_note("added by the handler")
    raise
