# slice.indices() computes with numbers of any size.
for taken in (slice(2**64), slice(2**64, 2**65, 2), slice(None, None, -(2**64)), slice(-(2**64), None), slice(-(2**70), 2**70, 2**70), slice(None, None, 0), slice("a"), slice(3)):
    for length in (0, 5, 2**63, 2**100, -1, 1.5, True):
        try:
            print(taken.indices(length))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
