# A member of a Flag whose value is no number.
import enum

for base in (enum.Flag, enum.IntFlag):
    for value in ("a", 1.5, None, [1], b"x", 3):
        try:
            made = base("Made", {"A": value, "B": 2})
            print(list(made))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
