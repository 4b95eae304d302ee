def source():
    raise ValueError("original")


def passes_on():
    try:
        source()
    except ValueError:
        print("seen")
        raise


def raises_again():
    try:
        passes_on()
    except ValueError as e:
        raise e


raises_again()
