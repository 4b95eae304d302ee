def f():
    try:
        return int("not a number")
    finally:
        print("finally runs")
        {}["missing"]


f()
