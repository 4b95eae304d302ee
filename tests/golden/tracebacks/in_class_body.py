class Outer:
    value = 10

    class Inner:
        ratio = 1 / len([])
