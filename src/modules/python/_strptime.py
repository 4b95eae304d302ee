"""Reading a time that is written in a known form: `time.strptime()`, and what `datetime` builds on. Names are those of the C locale."""
import re as _re
import time as _time

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
]
# What other directives stand for.
_WHOLE = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S"}
_CACHE = {}


def _one_of(names):
    return "|".join(sorted(names, key=len, reverse=True))


def _zones():
    """The abbreviations of zones that can be read, and whether each is one of summer time."""
    standard, summer = (name.lower() for name in _time.tzname)
    return {summer: 1, standard: 0, "utc": 0, "gmt": 0}


# The pattern of each directive. A number may have fewer digits than it could.
_PATTERNS = {
    "a": _one_of(name[:3] for name in _DAYS),
    "A": _one_of(_DAYS),
    "b": _one_of(name[:3] for name in _MONTHS),
    "B": _one_of(_MONTHS),
    "d": r"3[01]|[12]\d|0[1-9]|[1-9]| [1-9]",
    "f": r"[0-9]{1,6}",
    "G": r"\d{4}",
    "H": r"2[0-3]|[01]\d|\d",
    "I": r"1[0-2]|0[1-9]|[1-9]",
    "j": r"36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]",
    "m": r"1[0-2]|0[1-9]|[1-9]",
    "M": r"[0-5]\d|\d",
    "p": "am|pm",
    "S": r"6[01]|[0-5]\d|\d",
    "u": "[1-7]",
    "U": r"5[0-3]|[0-4]\d|\d",
    "V": r"5[0-3]|0[1-9]|[1-4]\d|\d",
    "w": "[0-6]",
    "W": r"5[0-3]|[0-4]\d|\d",
    "y": r"\d\d",
    "Y": r"\d{4}",
    "z": r"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)",
}


def _pattern(format, zones):
    """The pattern for a whole format."""
    format = _re.sub("%([cxX])", lambda match: _WHOLE[match[1]], format)
    parts, rest = [], iter(_re.findall(r"%.?|\s+|.", format, _re.S))
    for part in rest:
        if part == "%":
            raise IndexError
        if part == "%%":
            parts.append("%")
        elif part[0] == "%":
            name = part[1]
            parts.append(f"(?P<{name}>{_one_of(zones) if name == 'Z' else _PATTERNS[name]})")
        elif part.isspace():
            parts.append(r"\s+")
        else:
            parts.append(_re.escape(part))
    return _re.compile("".join(parts), _re.IGNORECASE)


def _match(string, format):
    """What each directive of the format found in the text."""
    zones = _zones()
    key = format, tuple(zones)
    pattern = _CACHE.get(key)
    if pattern is None:
        try:
            pattern = _pattern(format, zones)
        except KeyError as error:
            name = error.args[0]
            raise ValueError(f"'{'%' if name == chr(92) else name}' is a bad directive in format '{format}'") from None
        except IndexError:
            raise ValueError(f"stray % in format '{format}'") from None
        if len(_CACHE) > 20:
            _CACHE.clear()
        _CACHE[key] = pattern
    found = pattern.match(string)
    if not found:
        raise ValueError(f"time data {string!r} does not match format {format!r}")
    if found.end() != len(string):
        raise ValueError(f"unconverted data remains: {string[found.end():]}")
    return found.groupdict()


def _ordinal(year, month, day):
    """Days since the first of January of the year 1, which is day 1. The month after December is the next January."""
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400 + day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return days + sum([31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][:month - 1])


def _from_day_of_year(year, number):
    """Month and day of the day of a year with this number; it may lie before the year, or after it."""
    if number < 1:
        year -= 1
        number += _ordinal(year + 1, 1, 1) - _ordinal(year, 1, 1)
    elif number > _ordinal(year + 1, 1, 1) - _ordinal(year, 1, 1):
        number -= _ordinal(year + 1, 1, 1) - _ordinal(year, 1, 1)
        year += 1
    month = 12
    while month > 1 and _ordinal(year, month, 1) - _ordinal(year, 1, 1) >= number:
        month -= 1
    return year, month, number - (_ordinal(year, month, 1) - _ordinal(year, 1, 1))


def _hour(found):
    """The hour by either clock."""
    if found.get("I") is None:
        return int(found.get("H") or 0)
    hour, half = int(found["I"]) % 12, (found.get("p") or "").lower()
    return hour + 12 * (half == "pm")


def _weekday(found):
    """The day of the week, Monday is 0, or None."""
    if found.get("A") is not None:
        return _DAYS.index(found["A"].lower())
    if found.get("a") is not None:
        return [name[:3] for name in _DAYS].index(found["a"].lower())
    if found.get("w") is not None:
        return (int(found["w"]) - 1) % 7
    return int(found["u"]) - 1 if found.get("u") is not None else None


def _month(found):
    if found.get("B") is not None:
        return _MONTHS.index(found["B"].lower()) + 1
    if found.get("b") is not None:
        return [name[:3] for name in _MONTHS].index(found["b"].lower()) + 1
    return int(found.get("m") or 1)


def _year(found):
    if found.get("Y") is not None:
        return int(found["Y"])
    if found.get("y") is not None:
        year = int(found["y"])
        return year + (2000 if year <= 68 else 1900)
    return None


def _check_iso(found, year, weekday):
    """Weeks of the ISO calendar go with its years alone."""
    julian = found.get("j")
    if found.get("G") is not None:
        if found.get("V") is None or weekday is None:
            raise ValueError(
                "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive "
                "('%A', '%a', '%w', or '%u')."
            )
        if julian is not None:
            raise ValueError(
                "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead."
            )
    elif found.get("V") is not None:
        raise ValueError(
            "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive "
            "('%A', '%a', '%w', or '%u')."
            if year is None and weekday is None
            else "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead."
        )


def _day_of_year(found, year, weekday):
    """The number of the day in the year, where the text gives it, or a week and a weekday."""
    if found.get("j") is not None:
        return int(found["j"])
    if weekday is None or year is None:
        return None
    first = (_ordinal(year, 1, 1) + 6) % 7
    if found.get("U") is not None or found.get("W") is not None:
        # Weeks begin on Sunday, or on Monday; the days before the first one are week 0.
        if found.get("U") is not None:
            week, first, weekday = int(found["U"]), (first + 1) % 7, (weekday + 1) % 7
        else:
            week = int(found["W"])
        if week == 0:
            return 1 + weekday - first
        return 1 + (7 - first) % 7 + 7 * (week - 1) + weekday
    return None


def _offset(found):
    """Seconds east of Greenwich and the microseconds that they are short of, or None."""
    text = found.get("z")
    if text is None:
        return None, 0
    if text == "Z":
        return 0, 0
    sign, digits = -1 if text[0] == "-" else 1, text[1:]
    if digits[2] == ":":
        digits = digits[:2] + digits[3:]
        if len(digits) > 5:
            if digits[4] != ":":
                raise ValueError(f"Inconsistent use of : in {text}")
            digits = digits[:4] + digits[5:]
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6] or 0)
    return sign * seconds, sign * int(f"{digits[7:]:0<6}")


def _strptime(string, format):
    """The nine numbers of the time, microseconds, the zone's name, its offset in seconds and microseconds."""
    for index, given in enumerate((string, format)):
        if not isinstance(given, str):
            raise TypeError(f"strptime() argument {index} must be str, not {type(given)}")
    found = _match(string, format)
    year, month, day = _year(found), _month(found), int((found.get("d") or "1").strip())
    weekday = _weekday(found)
    offset, offset_part = _offset(found)
    zone, summer = found.get("Z"), -1
    if zone is not None:
        names = [name.lower() for name in _time.tzname]
        ambiguous = names[0] == names[1] and _time.daylight and zone.lower() not in ("utc", "gmt")
        if not ambiguous:
            summer = _zones()[zone.lower()]
    _check_iso(found, year, weekday)
    # The 29th of February of a year that is not told is taken to be of a leap year.
    leap_day = year is None and month == 2 and day == 29
    year = 1904 if leap_day else 1900 if year is None else year
    number = _day_of_year(found, year, weekday)
    if found.get("G") is not None:
        fourth = _ordinal(int(found["G"]), 1, 4)
        monday = fourth - (fourth + 6) % 7
        year = int(found["G"])
        number = monday + 7 * (int(found["V"]) - 1) + weekday - _ordinal(year, 1, 1) + 1
    if day > _ordinal(year, month + 1, 1) - _ordinal(year, month, 1):
        raise ValueError("day is out of range for month")
    if number is None:
        number = _ordinal(year, month, day) - _ordinal(year, 1, 1) + 1
    else:
        year, month, day = _from_day_of_year(year, number)
    if number <= 0:
        number = _ordinal(year, month, day) - _ordinal(year, 1, 1) + 1
    if weekday is None:
        weekday = (_ordinal(year, month, day) + 6) % 7
    if leap_day:
        year = 1900
    numbers = year, month, day, _hour(found), int(found.get("M") or 0), int(found.get("S") or 0), weekday, number, summer
    return numbers, int(f"{found.get('f') or '':0<6}"), zone, offset, offset_part


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    """Return a time struct based on the input string and the format string."""
    numbers, _, zone, offset, _ = _strptime(data_string, format)
    return _time.struct_time((*numbers, zone, offset))


def _strptime_datetime(cls, data_string, format="%a %b %d %H:%M:%S %Y"):
    """Return a class cls instance based on the input string and the format string."""
    from datetime import timedelta, timezone

    numbers, microseconds, zone, offset, offset_part = _strptime(data_string, format)
    given = *numbers[:6], microseconds
    if offset is None:
        return cls(*given)
    distance = timedelta(seconds=offset, microseconds=offset_part)
    return cls(*given, timezone(distance) if zone is None else timezone(distance, zone))
