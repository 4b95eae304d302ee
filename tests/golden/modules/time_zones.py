# Local time, in zones that the program sets itself.
import os
import time


def attempt(call):
    try:
        print(call())
    except (TypeError, ValueError, OverflowError, OSError) as error:
        print(type(error).__name__, error)


for zone in ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "EST5EDT,M3.2.0,M11.1.0", "UTC+3", "<+0530>-5:30", "nonsense", ""]:
    os.environ["TZ"] = zone
    time.tzset()
    print("==", zone, time.tzname, time.timezone, time.altzone, time.daylight)
    for seconds in (0, 1700000000, 1690000000, 5e8, 1698540000):
        local = time.localtime(seconds)
        print(tuple(local), local.tm_zone, local.tm_gmtoff, time.mktime(local), time.ctime(seconds), time.strftime("%Z %z", local))
    for numbers in [
        (2023, 3, 26, 2, 30, 0, 0, 0, -1), (2023, 10, 29, 2, 30, 0, 0, 0, 0), (2023, 10, 29, 2, 30, 0, 0, 0, 1),
        (2023, 1, 1, 0, 0, 0, 0, 0, 1), (2023, 7, 1, 0, 0, 0, 0, 0, 0), (2023, 13, 45, 0, 0, 0, 0, 0, -1),
        (1960, 1, 1, 25, 61, 0, 0, 0, -1), (2000, -5, -40, -3, 0, 100000, 0, 0, 0),
    ]:
        print(time.mktime(numbers), end=" ")
    print(time.strftime("%Z %z", (2020, 7, 1, 0, 0, 0, 0, 0, 0)))

moment = time.gmtime(5)
print(moment.tm_zone, moment.tm_gmtoff, time.strftime("%Z %z", moment))
for given in (3, (1, 2), "x", (1,) * 8, (1,) * 8 + ("x",)):
    attempt(lambda: time.mktime(given))
attempt(lambda: time.localtime(1e300))
attempt(lambda: time.gmtime(float("nan")))
attempt(lambda: time.ctime(10**30))

for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time", "x", 3):
    attempt(lambda: time.get_clock_info(name))
print(time.CLOCK_REALTIME, time.CLOCK_MONOTONIC, time.CLOCK_PROCESS_CPUTIME_ID, time.CLOCK_THREAD_CPUTIME_ID)
print(time.clock_getres(time.CLOCK_MONOTONIC), type(time.clock_gettime_ns(0)), type(time.clock_gettime(1)))
attempt(lambda: time.clock_gettime(99))
