# Sizes that cannot be: OverflowError or MemoryError, never a crash.
def attempt(label, f):
    try:
        r = f()
        print(label, "gives", type(r).__name__)
    except (OverflowError, MemoryError, ValueError, TypeError, IndexError) as e:
        print(label, type(e).__name__, e)


big = 2**62
huge = 2**100
attempt("str repeat", lambda: "ab" * big)
attempt("str repeat huge", lambda: "ab" * huge)
attempt("list repeat", lambda: [1, 2] * big)
attempt("list repeat huge", lambda: [1] * huge)
attempt("tuple repeat", lambda: (1, 2) * big)
attempt("bytes repeat", lambda: b"ab" * big)
attempt("negative huge repeat", lambda: "ab" * -huge)
attempt("bytes", lambda: bytes(big))
attempt("bytes huge", lambda: bytes(huge))
attempt("ljust", lambda: "a".ljust(big))
attempt("zfill", lambda: "a".zfill(huge))
attempt("center", lambda: "a".center(huge))
attempt("shift", lambda: 1 << huge)
attempt("shift back", lambda: 1 >> huge)
attempt("index", lambda: [1][huge])
attempt("slice", lambda: [1][huge:])
attempt("str slice", lambda: "abc"[-huge:huge])
attempt("range len", lambda: len(range(huge)))
attempt("range", lambda: range(huge)[huge - 1])
attempt("format width", lambda: format(1, "99999999999999999999"))
attempt("format precision", lambda: format(1.0, ".99999999999999999999f"))
attempt("percent width", lambda: "%99999999999999999999d" % 1)
attempt("chr", lambda: chr(huge))
attempt("round", lambda: round(1.5, huge))
attempt("int to float", lambda: float(huge**20))
attempt("to_bytes", lambda: (1).to_bytes(-1, "big"))
attempt("split count", lambda: "a b".split(" ", huge))
attempt("pop", lambda: [1].pop(huge))
attempt("insert", lambda: [1].insert(huge, 1))
attempt("enumerate start", lambda: list(enumerate("a", huge)))
attempt("replace count", lambda: "aa".replace("a", "b", huge))
attempt("expandtabs", lambda: "a\tb".expandtabs(huge))
attempt("hash", lambda: hash(huge))
attempt("str of float", lambda: str(1e308 * 10))
attempt("join", lambda: ",".join(["ab"] * 10))
attempt("sum", lambda: sum([huge] * 3))
attempt("list slice assignment", lambda: [].__setitem__(slice(huge, huge), [1]))
x = 1
for _ in range(12):
    x *= 10**5
print(x == 10**60)
print("alive")
