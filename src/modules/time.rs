//! The module `time`: clocks and sleeping; calendar times in UTC.

use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::heap::Value;
use crate::objects::{Tuple, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Res, Vm};
use crate::{fields, natives};

use super::structseq;

/// How long a sleep goes without looking for an interrupt.
const NAP: Duration = Duration::from_millis(20);

static FIELDS: &[GetSetDecl] = fields![
    0 "tm_year", 1 "tm_mon", 2 "tm_mday", 3 "tm_hour", 4 "tm_min", 5 "tm_sec", 6 "tm_wday", 7 "tm_yday", 8 "tm_isdst",
];

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "This module provides various functions to manipulate time values.";
    let module = vm.new_module("time", Some(doc))?;
    vm.add_functions(&module, FUNCTIONS)?;
    let class = structseq::new_class(vm, "time", "struct_time", FIELDS)?;
    vm.add_member(&module, "struct_time", class)?;
    for (name, number) in [("timezone", 0), ("altzone", 0), ("daylight", 0)] {
        vm.add_member(&module, name, Value::int32(number))?;
    }
    let utc = vm.str("UTC");
    let names = vm.tuple(vec![utc.clone(), utc])?;
    vm.add_member(&module, "tzname", names)?;
    start();
    Ok(module)
}

fn start() -> Instant {
    static START: OnceLock<Instant> = OnceLock::new();
    *START.get_or_init(Instant::now)
}

fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Time that the process has spent computing.
fn process_time() -> Duration {
    #[cfg(target_os = "linux")]
    if let Some(time) = linux_process_time() {
        return time;
    }
    start().elapsed()
}

#[cfg(target_os = "linux")]
fn linux_process_time() -> Option<Duration> {
    // The first number is the time on a processor in nanoseconds, of the main thread.
    let mut total = 0u64;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        total += text.split_ascii_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_nanos(total))
}

fn nanoseconds(time: Duration) -> Value {
    int::from_i64(i64::try_from(time.as_nanos()).unwrap_or(i64::MAX))
}

fn seconds(time: Duration) -> Value {
    Value::float(time.as_secs_f64())
}

/// Days since 1970 to year, month, day (proleptic Gregorian).
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

/// Year, month, day, hour, minute, second, weekday (Monday is 0), day of the year, of seconds since 1970.
fn calendar(seconds: i64) -> [i64; 9] {
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
fn formatted(format: &str, time: &[i64; 9]) -> String {
    let [year, month, day, hour, minute, second, weekday, yday, _] = *time;
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
            'Z' => "UTC".to_owned(),
            'z' => "+0000".to_owned(),
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

/// Seconds since 1970 of an optional argument; now if it is absent.
fn seconds_argument(vm: &mut Vm, value: &Value) -> Res<i64> {
    if value.is_empty() || value.is_none() {
        return Ok(i64::try_from(since_epoch().as_secs()).unwrap_or(i64::MAX));
    }
    match int::to_i64(value) {
        Some(number) => Ok(number),
        None => {
            let number = vm.to_float(value)?;
            if number.is_nan() {
                return Err(vm.value_error("Invalid value NaN (not a number)"));
            }
            Ok(number.floor() as i64)
        }
    }
}

fn struct_time(vm: &mut Vm, seconds: &Value) -> Res {
    let seconds = seconds_argument(vm, seconds)?;
    // Years of more than ten digits are beyond any C library.
    if seconds.unsigned_abs() > 1 << 56 {
        return Err(vm.raise(E::OverflowError, "timestamp out of range for platform time_t"));
    }
    let module = vm.import_module("time")?;
    let class = vm.intern("struct_time");
    let class = vm.get_attr(&module, &class)?;
    let items = calendar(seconds).map(int::from_i64).to_vec();
    structseq::new(vm, &class, items)
}

/// What the numbers of a time tuple are called in messages, and the least and greatest of each. Zero stands for the first month,
/// day and day of the year; the day of the week goes round.
const RANGES: [(usize, &str, i64, i64); 7] = [
    (1, "month", 0, 12),
    (2, "day of month", 0, 31),
    (3, "hour", 0, 23),
    (4, "minute", 0, 59),
    (5, "seconds", 0, 61),
    (6, "day of week", -1, i64::MAX),
    (7, "day of year", 0, 366),
];

/// The nine numbers of a `struct_time` or tuple that the method `function` is given; now if it is absent.
fn time_argument(vm: &mut Vm, function: &str, value: &Value) -> Res<[i64; 9]> {
    if value.is_empty() {
        return Ok(calendar(i64::try_from(since_epoch().as_secs()).unwrap_or(0)));
    }
    let Some(tuple) = value.cast::<Tuple>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    let Ok(items) = <&[Value; 9]>::try_from(tuple.elements()) else {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    };
    let mut numbers = [0; 9];
    for (number, item) in numbers.iter_mut().zip(items) {
        *number = super::c_int(vm, item)?.into();
    }
    for (at, name, least, greatest) in RANGES {
        if !(least..=greatest).contains(&numbers[at]) {
            return Err(vm.value_error(format!("{name} out of range")));
        }
    }
    for at in [1, 2, 7] {
        numbers[at] = numbers[at].max(1);
    }
    numbers[6] = numbers[6].rem_euclid(7);
    Ok(numbers)
}

static FUNCTIONS: &[Decl] = natives![
    /// time() -> floating point number
    ///
    /// Return the current time in seconds since the Epoch.
    /// Fractions of a second may be present if the system clock provides them.
    "time()" |_vm, []| Ok(seconds(since_epoch()));
    /// time_ns() -> int
    ///
    /// Return the current time in nanoseconds since the Epoch.
    "time_ns()" |_vm, []| Ok(nanoseconds(since_epoch()));
    /// monotonic() -> float
    ///
    /// Monotonic clock, cannot go backward.
    "monotonic()" |_vm, []| Ok(seconds(start().elapsed()));
    /// monotonic_ns() -> int
    ///
    /// Monotonic clock, cannot go backward, as nanoseconds.
    "monotonic_ns()" |_vm, []| Ok(nanoseconds(start().elapsed()));
    /// perf_counter() -> float
    ///
    /// Performance counter for benchmarking.
    "perf_counter()" |_vm, []| Ok(seconds(start().elapsed()));
    /// perf_counter_ns() -> int
    ///
    /// Performance counter for benchmarking as nanoseconds.
    "perf_counter_ns()" |_vm, []| Ok(nanoseconds(start().elapsed()));
    /// process_time() -> float
    ///
    /// Process time for profiling: sum of the kernel and user-space CPU time.
    "process_time()" |_vm, []| Ok(seconds(process_time()));
    /// process_time_ns() -> int
    ///
    /// Process time for profiling as nanoseconds:
    /// sum of the kernel and user-space CPU time.
    "process_time_ns()" |_vm, []| Ok(nanoseconds(process_time()));
    /// thread_time() -> float
    "thread_time()" |_vm, []| Ok(seconds(process_time()));
    /// thread_time_ns() -> int
    "thread_time_ns()" |_vm, []| Ok(nanoseconds(process_time()));
    /// sleep(seconds)
    ///
    /// Delay execution for a given number of seconds.  The argument may be
    /// a floating point number for subsecond precision.
    "sleep(seconds, /)" |vm, [duration]| {
        let wanted = match int::to_i64(duration) {
            Some(number) => number as f64,
            None => match vm.to_float(duration) {
                Ok(number) => number,
                Err(raised) if vm.raised_is(E::TypeError) => {
                    drop(vm.take_raised(raised));
                    let name = vm.type_name(duration);
                    return Err(vm.type_error(format!("'{name}' object cannot be interpreted as an integer")));
                }
                Err(raised) => return Err(raised),
            },
        };
        if wanted.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        if wanted < 0.0 {
            return Err(vm.value_error("sleep length must be non-negative"));
        }
        let Ok(wanted) = Duration::try_from_secs_f64(wanted) else {
            return Err(vm.raise(E::OverflowError, "timestamp too large to convert to C _PyTime_t"));
        };
        let begun = Instant::now();
        while let Some(left) = wanted.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) {
            thread::sleep(left.min(NAP));
            vm.poll()?;
        }
        Ok(Value::NONE)
    };
    "gmtime(seconds=None, /)" |vm, [seconds]| struct_time(vm, seconds);
    "localtime(seconds=None, /)" |vm, [seconds]| struct_time(vm, seconds);
    "strftime(format, tuple=None, /)" |vm, [format, tuple]| {
        let Some(format) = format.cast::<crate::objects::Str>() else {
            let name = vm.type_name(format);
            return Err(vm.type_error(format!("strftime() argument 1 must be str, not {name}")));
        };
        let time = time_argument(vm, "strftime", tuple)?;
        Ok(vm.str(&formatted(&format.to_text(), &time)))
    };
    "asctime(tuple=None, /)" |vm, [tuple]| {
        let time = time_argument(vm, "asctime", tuple)?;
        Ok(vm.str(&formatted("%a %b %e %H:%M:%S %Y", &time)))
    };
    "ctime(seconds=None, /)" |vm, [seconds]| {
        let seconds = seconds_argument(vm, seconds)?;
        Ok(vm.str(&formatted("%a %b %e %H:%M:%S %Y", &calendar(seconds))))
    };
];
