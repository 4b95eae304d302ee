def start():
    helper(0)


def helper(n):
    return [10 // n for _ in range(1)]
