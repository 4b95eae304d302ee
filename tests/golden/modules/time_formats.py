# time.strftime: the numbers of weeks, and what else depends on the place of a day in the year.
import time

for year in range(1998, 2032):
    for month, day, yday in ((1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (1, 7, 7), (3, 1, 60 + (year % 4 == 0)), (12, 28, 362), (12, 29, 363), (12, 31, 365)):
        yday += year % 4 == 0 and month == 12
        days = (year - 1970) * 365 + (year - 1969) // 4 + yday - 1
        now = time.gmtime(days * 86400)
        print(time.strftime("%Y-%m-%d %j %U %W %V %G %g %u %w %C", now))
for hour in (0, 1, 11, 12, 13, 23):
    print(time.strftime("%k|%l|%P|%r|%I %p|%e", (2024, 2, 3, hour, 5, 6, 5, 34, 0)))

# What is out of range.
START = (2024, 1, 1, 0, 0, 0, 0, 1, 0)
for place in range(9):
    for number in (-(2**63), 2**31, -2, -1, 0, 7, 13, 25, 32, 60, 61, 62, 366, 367, "x", 1.5):
        given = START[:place] + (number,) + START[place + 1:]
        for function, args in ((time.strftime, ("%Y %m %d %H %M %S %w %j",)), (time.asctime, ())):
            if function is time.asctime and place == 0:
                continue
            try:
                print(place, number, function(*args, given))
            except (ValueError, OverflowError, TypeError) as error:
                print(place, number, type(error).__name__, error)
for given in ((1, 2), 5, START + (1,), "x", None, [2024] * 9):
    for function in (lambda: time.strftime("%Y", given), lambda: time.asctime(given)):
        try:
            print(function())
        except TypeError as error:
            print(error)
