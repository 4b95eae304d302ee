class NoCompare:
    pass


items = [1, 2]
if not items or -len(items) < 0 and NoCompare() < items:
    print("never")
