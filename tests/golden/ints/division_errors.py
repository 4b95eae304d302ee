def attempt(f):
    try:
        print(f())
    except (ZeroDivisionError, OverflowError) as e:
        print(type(e).__name__, e)


z = 0
attempt(lambda: 1 / z)
attempt(lambda: 1 // z)
attempt(lambda: 1 % z)
attempt(lambda: divmod(1, z))
attempt(lambda: 2**100 / z)
attempt(lambda: 2**100 // z)
attempt(lambda: 2**100 % z)
attempt(lambda: 10**400 / 1)
attempt(lambda: 10**400 / 10**399)
attempt(lambda: 1 / 10**400)
attempt(lambda: 10**400 * 1.0)
attempt(lambda: float(10**400))
attempt(lambda: 10**308 / 1)
attempt(lambda: (2**53 + 1) / 1)
attempt(lambda: (2**60 + 1) / 3)
attempt(lambda: True / False)
attempt(lambda: 3 / 2 + 7 // 2)
