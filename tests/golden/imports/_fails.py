print("running _fails")
half = 1 / 0
