def loop(n):
    return loop(n + 1) if n < 50 else 1 // 0


loop(0)
