for x in (0.0, -0.0, 1.0, 0.1, 0.1 + 0.2, 1 / 3, 2 / 3, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 1.5e-5, 0.0001, 0.00001, 1e100, 1e-100, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 9007199254740993.0, 100.0, 1e2, 12345.678):
    print(x, -x, repr(x) == str(x))
print(float("inf"), float("-inf"), float("nan"), -float("nan"))
print(1e400, -1e400, 1e-400)
print([0.5, -1.25], (1e3,), {2.5: 0.1})
print(3.0 == 3, type(3.0).__name__, (2.5).is_integer(), (2.0).is_integer())
print((0.75).as_integer_ratio(), (-0.1).as_integer_ratio(), (0.1).hex(), float.fromhex("0x1.8p1"), (255.5).hex())
print(1_000.5, 1e1_0, .5, 5., 1.e3)
