# A width is read as a size, a precision as a C int.
for text in ("%*d", b"%*d", "%.*f"):
    for count in (-(2**63), 2**63, -(2**64), 1.5, True):
        try:
            print(text % (count, 1))
        except (TypeError, OverflowError) as error:
            print(type(error).__name__, error)
