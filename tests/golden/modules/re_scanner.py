import re
import warnings


def name(scanner, token):
    return ("name", token, scanner.match.span())


scanner = re.Scanner([
    (r"[a-zA-Z_]\w*", name),
    (r"\d+\.\d*", lambda scanner, token: float(token)),
    (r"\d+", lambda scanner, token: int(token)),
    (r"=|\+|-|\*|/", "operator"),
    (r"\s+", None),
])
print(scanner.scan("sum = 3*foo + 312.50+bar"))
print(scanner.scan("a ? b"))
print(scanner.scan(""))
print(re.Scanner([("a*", "a"), ("b", "b")]).scan("aabb"))
print(re.Scanner([("A", 1), ("b+", 2)], re.IGNORECASE).scan("aBBb!"))
try:
    re.Scanner([("(", None)])
except re.error as error:
    print("error:", error.msg)

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    pattern = re.template("ab")
print(pattern.match("abb"), pattern.pattern, [(w.category.__name__, str(w.message)) for w in caught])
print("template" in re.__all__, "Scanner" in re.__all__)
