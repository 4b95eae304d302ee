# The message of every unsupported operand, for every operator.
import sys


class A:
    pass


values = [1, 1.5, "s", [1], (1,), {1: 1}, {1}, None, b"b", A(), len, A, True, range(1)]
operators = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
    "@": lambda a, b: a @ b,
    "<<": lambda a, b: a << b,
    ">>": lambda a, b: a >> b,
    "&": lambda a, b: a & b,
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
}
for name, op in operators.items():
    messages = []
    for a in values:
        for b in values:
            try:
                op(a, b)
            except TypeError as e:
                if str(e) not in messages:
                    messages.append(str(e))
    print(name, len(messages))
    for m in messages:
        print("  ", m)
