print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2, 1 == 1 == 1, 1 != 2 != 1)
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 2**53 + 1 > float(2**53))
print(10**400 > float("inf"), 10**400 < float("inf"), -(10**400) > float("-inf"), 1 < float("nan"), 1 != float("nan"))
print(True == 1, False < True, True + True, sum([True, True, False]), True > 0.5)
print(1 == "1", 1 != "1", 1 == None, [1] == 1)
print(2**70 == 2**70, 2**70 < 2**71, -(2**70) < 2**3, 2**70 != 2**70 + 1)
for a, b in ((1, "a"), ("a", 1), (1, None), (None, 1), ([], 1), (1, {}), (1, ())):
    try:
        a < b
    except TypeError as e:
        print(e)
print(hash(1) == hash(1.0) == hash(True), hash(2**61 - 1), hash(2**61), hash(-1), hash(-2), hash(2**100))
print(max(3, 2**80, 1.5), min(-(2**80), 0.1), sorted([2**70, 1, -(2**70), 0.5]))
print({1: "int"}[1.0], {1.0: "float"}[True], 1 in [1.0], {1, 1.0, True})
