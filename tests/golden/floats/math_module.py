import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.sqrt(16), math.isqrt(10**20), math.isqrt(99), math.hypot(3, 4), math.hypot(1, 2, 2))
print(math.sin(0), math.cos(0), round(math.sin(math.pi), 10), math.atan2(1, 1), math.degrees(math.pi), math.radians(180))
print(math.exp(0), math.exp(1), math.log(math.e), math.log(8, 2), math.log2(8), math.log10(1000), math.log(10**400) > 900, math.log1p(0))
print(math.gcd(12, 18), math.gcd(), math.gcd(0, 5), math.lcm(4, 6), math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.perm(4))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.copysign(3, -0.0))
print(math.fmod(-7, 3), math.modf(3.25), math.frexp(8.0), math.ldexp(0.5, 4), math.fsum([0.1] * 10), math.prod([2, 3, 4]), math.prod([], start=5))
print(math.dist((0, 0), (3, 4)), math.fabs(-2), math.pow(2, 0.5), math.trunc(-3.7), math.cbrt(8), math.exp2(3))
for f, args in ((math.sqrt, (-1,)), (math.log, (0,)), (math.log, (-1,)), (math.factorial, (-1,)), (math.factorial, (1.5,)), (math.exp, (1000,)), (math.isqrt, (-1,)), (math.acos, (2,)), (math.gcd, (1.5,)), (math.sqrt, ("x",)), (math.pow, (0, -1)), (math.fmod, (1, 0)), (math.sqrt, ()), (math.comb, (-1, 2))):
    try:
        print(f(*args))
    except (ValueError, TypeError, OverflowError) as e:
        print(f.__name__, type(e).__name__, e)
