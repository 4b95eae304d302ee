//! The time zone of the system: what `TZ` or the system's settings say, read when it is first needed and by `tzset()`.

use std::cell::RefCell;

use jiff::Timestamp;
use jiff::tz::{Dst, TimeZone};

use super::calendar::{Moment, calendar, seconds_of};

thread_local! {
    static ZONE: RefCell<Option<(TimeZone, Option<String>)>> = const { RefCell::new(None) };
}

const HOUR: i64 = 3600;

/// What holds at one time in a zone.
struct Info {
    offset: i64,
    summer: bool,
    name: String,
}

/// The zone that `TZ` names: a place, or rules as POSIX has them. The system takes what it cannot read for UTC, under that name.
fn named(name: &str) -> (TimeZone, Option<String>) {
    let name = name.strip_prefix(':').unwrap_or(name);
    if name.is_empty() {
        return (TimeZone::UTC, None);
    }
    match TimeZone::get(name).or_else(|_| TimeZone::posix(name)) {
        Ok(zone) => (zone, None),
        Err(_) => (TimeZone::UTC, Some(name.to_owned())),
    }
}

/// The zone that the system is set to, whatever `TZ` says.
fn of_system() -> TimeZone {
    if cfg!(unix) {
        let data = std::fs::read("/etc/localtime").ok();
        return data.and_then(|data| TimeZone::tzif("localtime", &data).ok()).unwrap_or(TimeZone::UTC);
    }
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

/// Reads the settings again. `name` is the value of `TZ`, if there is one.
pub fn set(name: Option<&str>) {
    let zone = match name {
        Some(name) => named(name),
        None => (of_system(), None),
    };
    ZONE.set(Some(zone));
}

fn info(seconds: i64) -> Info {
    if ZONE.with_borrow(Option::is_none) {
        set(std::env::var("TZ").ok().as_deref());
    }
    let clamped = seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let time = Timestamp::from_second(clamped).unwrap_or(Timestamp::UNIX_EPOCH);
    ZONE.with_borrow(|zone| {
        let Some((zone, name)) = zone else { return Info { offset: 0, summer: false, name: "UTC".to_owned() } };
        let found = zone.to_offset_info(time);
        Info {
            offset: found.offset().seconds().into(),
            summer: found.dst() == Dst::Yes,
            name: name.clone().unwrap_or_else(|| found.abbreviation().to_owned()),
        }
    })
}

/// The calendar time in the zone, of seconds since 1970.
pub fn local(seconds: i64) -> Moment {
    let found = info(seconds);
    let mut numbers = calendar(seconds.saturating_add(found.offset));
    numbers[8] = found.summer.into();
    Moment { numbers, zone: found.name, offset: found.offset }
}

/// The seconds since 1970 of a calendar time in the zone. Its last number says whether it is one of summer time, if it is not
/// negative; that decides about times that a clock shows twice.
pub fn seconds(numbers: &[i64; 9]) -> Option<i64> {
    let naive = seconds_of(numbers)?;
    let standard = naive.checked_sub(info(naive).offset)?;
    let guesses = [
        standard,
        naive.checked_sub(info(standard).offset)?,
        naive.checked_sub(info(naive.checked_sub(24 * HOUR)?).offset)?,
    ];
    let fits = |time: &&i64| naive - **time == info(**time).offset;
    let summer = numbers[8] > 0;
    if numbers[8] < 0 {
        return Some(*guesses.iter().find(fits).unwrap_or(&guesses[2]));
    }
    if let Some(found) = guesses.iter().filter(fits).find(|time| info(**time).summer == summer) {
        return Some(*found);
    }
    // The zone has no such time just then: it is counted by the other half of the year.
    let names = names(numbers[0]);
    naive.checked_sub(if summer { names.summer } else { names.standard })
}

/// The two halves of a year in the zone.
pub struct Names {
    pub standard: i64,
    pub summer: i64,
    pub standard_name: String,
    pub summer_name: String,
    pub has_summer: bool,
}

/// What the zone has in a year: offsets in seconds east of Greenwich, and the abbreviations. Without summer time the second name is
/// the first, and its offset an hour more.
pub fn names(year: i64) -> Names {
    let at = |month: i64| info(seconds_of(&[year, month, 1, 0, 0, 0, 0, 0, 0]).unwrap_or(0));
    let (january, july) = (at(1), at(7));
    let (standard, summer) = if january.offset <= july.offset { (january, july) } else { (july, january) };
    let has_summer = standard.offset != summer.offset;
    Names {
        standard: standard.offset,
        summer: if has_summer { summer.offset } else { standard.offset + HOUR },
        standard_name: standard.name,
        summer_name: summer.name,
        has_summer,
    }
}
