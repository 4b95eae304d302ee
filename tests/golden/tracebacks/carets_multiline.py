def total(*items):
    return sum(items)


value = total(
    1,
    2,
    [3][
        7
    ],
    4,
)
