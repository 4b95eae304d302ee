def innermost(d, key):
    return d[key] + 1


def middle(d):
    total = 0
    for key in ("a", "b"):
        total += innermost(
            d,
            key,
        )
    return total


def outer(): return middle({"a": 1})


if __name__ == "__main__":
    print("start")
    outer()
