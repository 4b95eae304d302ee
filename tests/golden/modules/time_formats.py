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
