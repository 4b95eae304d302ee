//! The module `time`: clocks and sleeping, calendar times (`calendar.rs`) in UTC and in the zone of the system (`zone.rs`).

mod calendar;
mod clocks;
mod zone;

use std::thread;
use std::time::{Duration, Instant};

use crate::heap::Value;
use crate::objects::{Str, Tuple, int};
use crate::vm::{Decl, E, Res, Vm};
use crate::{fields, natives};

use self::calendar::{Moment, calendar, formatted};
use self::clocks::{CLOCKS, MONOTONIC, MORE, PROCESS, REALTIME, THREAD};
use super::namespace;
use super::structseq::{self, Decls};

/// How long a sleep goes without looking for an interrupt.
const NAP: Duration = Duration::from_millis(20);

static STRUCT_TIME: Decls = Decls {
    module: "time",
    name: "struct_time",
    doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and \
          strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the \
          same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year \
          is the actual year, not year - 1900.  See individual\n fields' descriptions for details.",
    fields: fields![
        0 "tm_year", 1 "tm_mon", 2 "tm_mday", 3 "tm_hour", 4 "tm_min", 5 "tm_sec", 6 "tm_wday", 7 "tm_yday", 8 "tm_isdst",
    ],
    hidden: &["tm_zone", "tm_gmtoff"],
    callable: true,
};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "This module provides various functions to manipulate time values.";
    let module = vm.new_module("time", Some(doc))?;
    vm.add_functions(&module, FUNCTIONS)?;
    let class = structseq::new_class(vm, &STRUCT_TIME)?;
    vm.add_member(&module, "struct_time", class)?;
    vm.add_member(&module, "_STRUCT_TM_ITEMS", Value::int32(11))?;
    let clocks = CLOCKS.iter().map(|clock| (clock.name, clock.number));
    for (name, number) in clocks.chain(MORE) {
        vm.add_member(&module, name, Value::int32(number))?;
    }
    add_zone(vm, &module)?;
    Ok(module)
}

/// The members of the module that tell of the zone.
fn add_zone(vm: &mut Vm, module: &Value) -> Res<()> {
    let names = zone::names(calendar(now())[0]);
    vm.add_member(module, "timezone", int::from_i64(-names.standard))?;
    vm.add_member(module, "altzone", int::from_i64(if names.has_summer { -names.summer } else { -names.standard }))?;
    vm.add_member(module, "daylight", Value::int32(names.has_summer.into()))?;
    let names = vec![vm.str(&names.standard_name), vm.str(&names.summer_name)];
    let names = vm.tuple(names)?;
    vm.add_member(module, "tzname", names)
}

/// What a clock of the module shows; these cannot fail.
fn clock(number: i32) -> Duration {
    clocks::read(number).unwrap_or_default()
}

/// Seconds since 1970.
fn now() -> i64 {
    i64::try_from(clock(REALTIME).as_secs()).unwrap_or(i64::MAX)
}

fn nanoseconds(time: Duration) -> Value {
    int::from_i64(i64::try_from(time.as_nanos()).unwrap_or(i64::MAX))
}

fn seconds(time: Duration) -> Value {
    Value::float(time.as_secs_f64())
}

/// Seconds since 1970 of an optional argument; now if it is absent.
fn seconds_argument(vm: &mut Vm, value: &Value) -> Res<i64> {
    if value.is_empty() || value.is_none() {
        return Ok(now());
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

fn in_utc(seconds: i64) -> Moment {
    Moment { numbers: calendar(seconds), zone: "GMT".to_owned(), offset: 0 }
}

/// Years of more than ten digits are beyond any C library.
fn in_range(vm: &mut Vm, seconds: i64) -> Res<i64> {
    if seconds.unsigned_abs() > 1 << 56 {
        return Err(vm.raise(E::OverflowError, "timestamp out of range for platform time_t"));
    }
    Ok(seconds)
}

fn struct_time(vm: &mut Vm, moment: &Moment) -> Res {
    let module = vm.import_module("time")?;
    let class = vm.intern("struct_time");
    let class = vm.get_attr(&module, &class)?;
    let items = moment.numbers.map(int::from_i64).to_vec();
    let zone = vm.str(&moment.zone);
    structseq::new(vm, &class, items, vec![zone, int::from_i64(moment.offset)])
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

/// The nine numbers of a `struct_time` or tuple that the function is given, as they are.
fn numbers(vm: &mut Vm, function: &str, value: &Value) -> Res<[i64; 9]> {
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
    Ok(numbers)
}

/// The time that the function `function` is to write; now if it is absent. A `struct_time` knows its zone, a tuple only
/// whether it is summer.
fn time_argument(vm: &mut Vm, function: &str, value: &Value) -> Res<Moment> {
    if value.is_empty() {
        return Ok(zone::local(now()));
    }
    let mut numbers = numbers(vm, function, value)?;
    for (at, name, least, greatest) in RANGES {
        if !(least..=greatest).contains(&numbers[at]) {
            return Err(vm.value_error(format!("{name} out of range")));
        }
    }
    for at in [1, 2, 7] {
        numbers[at] = numbers[at].max(1);
    }
    numbers[6] = numbers[6].rem_euclid(7);
    let mut hidden = |name: &str| {
        let name = vm.intern(name);
        vm.get_attr_opt(value, &name)
    };
    let (own, offset) = (hidden("tm_zone")?, hidden("tm_gmtoff")?);
    let zone = match own.as_ref().and_then(Value::cast::<Str>) {
        Some(zone) => zone.to_text().into_owned(),
        None => {
            let names = zone::names(numbers[0]);
            if numbers[8] > 0 { names.summer_name } else { names.standard_name }
        }
    };
    let offset = offset.as_ref().and_then(int::to_i64).unwrap_or(0);
    Ok(Moment { numbers, zone, offset })
}

/// What a clock says, or an `OSError` if there is no such clock.
fn numbered(vm: &mut Vm, number: &Value, ask: fn(i32) -> Result<Duration, i32>) -> Res<Duration> {
    let number = super::c_int(vm, number)?;
    ask(number).map_err(|error| vm.raise_os_error(&std::io::Error::from_raw_os_error(error), Value::EMPTY))
}

const ASCTIME: &str = "%a %b %e %H:%M:%S %Y";

static FUNCTIONS: &[Decl] = natives![
    /// time() -> floating point number
    ///
    /// Return the current time in seconds since the Epoch.
    /// Fractions of a second may be present if the system clock provides them.
    "time()" |_vm, []| Ok(seconds(clock(REALTIME)));
    /// time_ns() -> int
    ///
    /// Return the current time in nanoseconds since the Epoch.
    "time_ns()" |_vm, []| Ok(nanoseconds(clock(REALTIME)));
    /// monotonic() -> float
    ///
    /// Monotonic clock, cannot go backward.
    "monotonic()" |_vm, []| Ok(seconds(clock(MONOTONIC)));
    /// monotonic_ns() -> int
    ///
    /// Monotonic clock, cannot go backward, as nanoseconds.
    "monotonic_ns()" |_vm, []| Ok(nanoseconds(clock(MONOTONIC)));
    /// perf_counter() -> float
    ///
    /// Performance counter for benchmarking.
    "perf_counter()" |_vm, []| Ok(seconds(clock(MONOTONIC)));
    /// perf_counter_ns() -> int
    ///
    /// Performance counter for benchmarking as nanoseconds.
    "perf_counter_ns()" |_vm, []| Ok(nanoseconds(clock(MONOTONIC)));
    /// process_time() -> float
    ///
    /// Process time for profiling: sum of the kernel and user-space CPU time.
    "process_time()" |_vm, []| Ok(seconds(clock(PROCESS)));
    /// process_time_ns() -> int
    ///
    /// Process time for profiling as nanoseconds:
    /// sum of the kernel and user-space CPU time.
    "process_time_ns()" |_vm, []| Ok(nanoseconds(clock(PROCESS)));
    /// thread_time() -> float
    "thread_time()" |_vm, []| Ok(seconds(clock(THREAD)));
    /// thread_time_ns() -> int
    "thread_time_ns()" |_vm, []| Ok(nanoseconds(clock(THREAD)));
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
    /// gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,
    ///                        tm_sec, tm_wday, tm_yday, tm_isdst)
    ///
    /// Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a.
    /// GMT).  When 'seconds' is not passed in, convert the current time instead.
    "gmtime(seconds=None, /)" |vm, [seconds]| {
        let seconds = seconds_argument(vm, seconds)?;
        let seconds = in_range(vm, seconds)?;
        struct_time(vm, &in_utc(seconds))
    };
    /// localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,
    ///                           tm_sec,tm_wday,tm_yday,tm_isdst)
    ///
    /// Convert seconds since the Epoch to a time tuple expressing local time.
    /// When 'seconds' is not passed in, convert the current time instead.
    "localtime(seconds=None, /)" |vm, [seconds]| {
        let seconds = seconds_argument(vm, seconds)?;
        let seconds = in_range(vm, seconds)?;
        struct_time(vm, &zone::local(seconds))
    };
    /// mktime(tuple) -> floating point number
    ///
    /// Convert a time tuple in local time to seconds since the Epoch.
    /// Note that mktime(gmtime(0)) will not generally return zero for most
    /// time zones; instead the returned value will either be equal to that
    /// of the timezone or altzone attributes on the time module.
    "mktime(tuple, /)" |vm, [tuple]| {
        let numbers = numbers(vm, "mktime", tuple)?;
        match zone::seconds(&numbers) {
            Some(seconds) => Ok(Value::float(seconds as f64)),
            None => Err(vm.raise(E::OverflowError, "mktime argument out of range")),
        }
    };
    /// tzset()
    ///
    /// Initialize, or reinitialize, the local timezone to the value stored in
    /// os.environ['TZ']. The TZ environment variable should be specified in
    /// standard Unix timezone format as documented in the tzset man page
    /// (eg. 'US/Eastern', 'Europe/Amsterdam'). Unknown timezones will silently
    /// fall back to UTC. If the TZ environment variable is not set, the local
    /// timezone is set to the systems best guess of wallclock time.
    "tzset()" |vm, []| {
        let os = vm.import_module("os")?;
        let (getenv, name) = (vm.intern("getenv"), vm.str("TZ"));
        let getenv = vm.get_attr(&os, &getenv)?;
        let name = vm.call(&getenv, &[name])?;
        zone::set(name.cast::<Str>().map(Str::to_text).as_deref());
        let module = vm.import_module("time")?;
        add_zone(vm, &module)?;
        Ok(Value::NONE)
    };
    /// strftime(format[, tuple]) -> string
    ///
    /// Convert a time tuple to a string according to a format specification.
    /// See the library reference manual for formatting codes. When the time tuple
    /// is not present, current time as returned by localtime() is used.
    "strftime(format, tuple=None, /)" |vm, [format, tuple]| {
        let Some(format) = format.cast::<Str>() else {
            let name = vm.type_name(format);
            return Err(vm.type_error(format!("strftime() argument 1 must be str, not {name}")));
        };
        let time = time_argument(vm, "strftime", tuple)?;
        Ok(vm.str(&formatted(&format.to_text(), &time)))
    };
    /// strptime(string, format) -> struct_time
    ///
    /// Parse a string to a time tuple according to a format specification.
    /// See the library reference manual for formatting codes (same as
    /// strftime()).
    "strptime(string, format='%a %b %d %H:%M:%S %Y', /)" |vm, [string, format]| {
        let module = vm.import_module("_strptime")?;
        let function = vm.intern("_strptime_time");
        let function = vm.get_attr(&module, &function)?;
        let given = [string.clone(), format.clone()];
        let count = given.iter().take_while(|value| !value.is_empty()).count();
        vm.call(&function, &given[..count])
    };
    /// asctime([tuple]) -> string
    ///
    /// Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.
    /// When the time tuple is not present, current time as returned by localtime()
    /// is used.
    "asctime(tuple=None, /)" |vm, [tuple]| {
        let time = time_argument(vm, "asctime", tuple)?;
        Ok(vm.str(&formatted(ASCTIME, &time)))
    };
    /// ctime(seconds) -> string
    ///
    /// Convert a time in seconds since the Epoch to a string in local time.
    /// This is equivalent to asctime(localtime(seconds)). When the time tuple is
    /// not present, current time as returned by localtime() is used.
    "ctime(seconds=None, /)" |vm, [seconds]| {
        let seconds = seconds_argument(vm, seconds)?;
        let seconds = in_range(vm, seconds)?;
        Ok(vm.str(&formatted(ASCTIME, &zone::local(seconds))))
    };
    /// clock_gettime(clk_id) -> float
    ///
    /// Return the time of the specified clock clk_id as a float.
    "clock_gettime(clk_id, /)" |vm, [number]| Ok(seconds(numbered(vm, number, clocks::read)?));
    /// clock_gettime_ns(clk_id) -> int
    ///
    /// Return the time of the specified clock clk_id as nanoseconds (int).
    "clock_gettime_ns(clk_id, /)" |vm, [number]| Ok(nanoseconds(numbered(vm, number, clocks::read)?));
    /// clock_getres(clk_id) -> floating point number
    ///
    /// Return the resolution (precision) of the specified clock clk_id.
    "clock_getres(clk_id, /)" |vm, [number]| Ok(seconds(numbered(vm, number, clocks::resolution)?));
    /// get_clock_info(name: str) -> dict
    ///
    /// Get information of the specified clock.
    "get_clock_info(name, /)" |vm, [name]| {
        let Some(name) = name.cast::<Str>() else {
            let given = vm.type_name(name);
            return Err(vm.type_error(format!("get_clock_info() argument 1 must be str, not {given}")));
        };
        let at = match &*name.to_text() {
            "time" => 0,
            "monotonic" | "perf_counter" => 1,
            "process_time" => 2,
            "thread_time" => 3,
            _ => return Err(vm.value_error("unknown clock")),
        };
        let clock = &CLOCKS[at];
        let implementation = vm.str(&format!("clock_gettime({})", clock.name));
        let facts = [
            ("implementation", implementation),
            ("monotonic", Value::bool(clock.monotonic)),
            ("adjustable", Value::bool(!clock.monotonic)),
            ("resolution", seconds(clocks::resolution(clock.number).unwrap_or_default())),
        ];
        let facts = facts.map(|(name, value)| (vm.intern(name), value)).to_vec();
        let class = vm.host_type_named(namespace::PATH);
        vm.call_kw(&class, Vec::new(), facts)
    };
];
