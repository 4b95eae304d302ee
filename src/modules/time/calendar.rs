//! Calendar times: from seconds to years, months and days and back, and how they are written. The calendar is the Gregorian one for
//! all years.

/// A calendar time: the numbers of a `struct_time`, and the zone that they are meant in.
pub struct Moment {
    /// Year, month, day, hour, minute, second, weekday (Monday is 0), day of the year, whether summer time is in use.
    pub numbers: [i64; 9],
    /// The abbreviation of the zone.
    pub zone: String,
    /// Seconds east of Greenwich.
    pub offset: i64,
}

/// Days since 1970 to year, month, day.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// Seconds since 1970 to the second that is named by year, month, day, hour, minute and second of `numbers`; any of them may be
/// beyond its range. None if that is too far away.
pub fn seconds_of(numbers: &[i64; 9]) -> Option<i64> {
    let [year, month, day, hour, minute, second, ..] = *numbers;
    let months = month.checked_sub(1)?;
    let (year, month) = (year.checked_add(months.div_euclid(12))?, months.rem_euclid(12) + 1);
    // Years begin in March here, so that the day that some of them have more comes last.
    let year = if month <= 2 { year.checked_sub(1)? } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era.checked_mul(146_097)?.checked_add(day_of_era - 719_468)?.checked_add(day.checked_sub(1)?)?;
    let whole = days.checked_mul(86_400)?.checked_add(hour.checked_mul(3600)?)?;
    whole.checked_add(minute.checked_mul(60)?)?.checked_add(second)
}

/// Year, month, day, hour, minute, second, weekday (Monday is 0), day of the year, of seconds since 1970; the last number,
/// whether summer time is in use, stays 0.
pub fn calendar(seconds: i64) -> [i64; 9] {
    let days = seconds.div_euclid(86_400);
    let second = seconds.rem_euclid(86_400);
    let (year, month, day) = civil(days);
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let index = usize::try_from(month - 1).unwrap_or(0);
    let yday = before.get(index).copied().unwrap_or(0) + day + i64::from(leap && month > 2);
    let weekday = (days + 3).rem_euclid(7);
    [year, month, day, second / 3600, second / 60 % 60, second % 60, weekday, yday, 0]
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn name<'n>(names: &[&'n str], index: i64) -> &'n str {
    usize::try_from(index).ok().and_then(|index| names.get(index).copied()).unwrap_or("?")
}

fn short(text: &str) -> &str {
    text.get(..3).unwrap_or(text)
}

/// `strftime` in the C locale.
pub fn formatted(format: &str, time: &Moment) -> String {
    let [year, month, day, hour, minute, second, weekday, yday, _] = time.numbers;
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let half = if hour < 12 { "AM" } else { "PM" };
    let (weekday_name, month_name) = (name(&WEEKDAYS, weekday), name(&MONTHS, month - 1));
    let mut out = String::new();
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let Some(directive) = rest.next() else {
            out.push('%');
            break;
        };
        let part = match directive {
            'Y' => format!("{year}"),
            'y' => format!("{:02}", year.rem_euclid(100)),
            'm' => format!("{month:02}"),
            'd' => format!("{day:02}"),
            'e' => format!("{day:2}"),
            'H' => format!("{hour:02}"),
            'I' => format!("{twelve:02}"),
            'M' => format!("{minute:02}"),
            'S' => format!("{second:02}"),
            'p' => half.to_owned(),
            'A' => weekday_name.to_owned(),
            'a' => short(weekday_name).to_owned(),
            'B' => month_name.to_owned(),
            'b' | 'h' => short(month_name).to_owned(),
            'j' => format!("{yday:03}"),
            'u' => format!("{}", weekday + 1),
            'w' => format!("{}", (weekday + 1) % 7),
            'U' => format!("{:02}", (yday + 6 - (weekday + 1) % 7) / 7),
            'W' => format!("{:02}", (yday + 6 - weekday) / 7),
            'V' => format!("{:02}", iso_week(year, yday, weekday).1),
            'G' => format!("{}", iso_week(year, yday, weekday).0),
            'g' => format!("{:02}", iso_week(year, yday, weekday).0.rem_euclid(100)),
            'C' => format!("{:02}", year.div_euclid(100)),
            'k' => format!("{hour:2}"),
            'l' => format!("{twelve:2}"),
            'P' => half.to_lowercase(),
            'r' => format!("{twelve:02}:{minute:02}:{second:02} {half}"),
            'Z' => time.zone.clone(),
            'z' => {
                let (sign, minutes) = (if time.offset < 0 { '-' } else { '+' }, time.offset.unsigned_abs() / 60);
                format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
            }
            'F' => format!("{year}-{month:02}-{day:02}"),
            'T' | 'X' => format!("{hour:02}:{minute:02}:{second:02}"),
            'R' => format!("{hour:02}:{minute:02}"),
            'D' | 'x' => format!("{month:02}/{day:02}/{:02}", year.rem_euclid(100)),
            'c' => formatted("%a %b %e %H:%M:%S %Y", time),
            'n' => "\n".to_owned(),
            't' => "\t".to_owned(),
            '%' => "%".to_owned(),
            other => format!("%{other}"),
        };
        out.push_str(&part);
    }
    out
}

/// The year and week of the ISO calendar: weeks begin on Monday, and the first one has the year's first Thursday.
fn iso_week(year: i64, yday: i64, weekday: i64) -> (i64, i64) {
    let days_in = |year: i64| if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) { 366 } else { 365 };
    let week = |yday: i64| (yday - weekday + 9).div_euclid(7);
    // The Thursday of the week decides about the year.
    match yday - weekday + 3 {
        ..=0 => (year - 1, week(yday + days_in(year - 1))),
        thursday if thursday > days_in(year) => (year + 1, 1),
        _ => (year, week(yday)),
    }
}
