//! The clocks of the system, by their numbers.

use std::time::Duration;

/// A clock: what programs call it, its number, how CPython says that it is read, and whether it never goes back.
pub struct Clock {
    pub name: &'static str,
    pub number: i32,
    pub monotonic: bool,
}

#[cfg(target_os = "linux")]
mod numbers {
    pub const REALTIME: i32 = libc::CLOCK_REALTIME;
    pub const MONOTONIC: i32 = libc::CLOCK_MONOTONIC;
    pub const PROCESS: i32 = libc::CLOCK_PROCESS_CPUTIME_ID;
    pub const THREAD: i32 = libc::CLOCK_THREAD_CPUTIME_ID;
    pub const MORE: [(&str, i32); 3] = [
        ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW),
        ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME),
        ("CLOCK_TAI", libc::CLOCK_TAI),
    ];
}

#[cfg(not(target_os = "linux"))]
mod numbers {
    pub const REALTIME: i32 = 0;
    pub const MONOTONIC: i32 = 1;
    pub const PROCESS: i32 = 2;
    pub const THREAD: i32 = 3;
    pub const MORE: [(&str, i32); 0] = [];
}

pub use numbers::{MONOTONIC, MORE, PROCESS, REALTIME, THREAD};

/// The clocks behind the functions of the module.
pub const CLOCKS: [Clock; 4] = [
    Clock { name: "CLOCK_REALTIME", number: REALTIME, monotonic: false },
    Clock { name: "CLOCK_MONOTONIC", number: MONOTONIC, monotonic: true },
    Clock { name: "CLOCK_PROCESS_CPUTIME_ID", number: PROCESS, monotonic: true },
    Clock { name: "CLOCK_THREAD_CPUTIME_ID", number: THREAD, monotonic: true },
];

/// What a clock shows. An error tells the system's number of it.
#[cfg(target_os = "linux")]
pub fn read(number: i32) -> Result<Duration, i32> {
    nix::time::clock_gettime(nix::time::ClockId::from_raw(number)).map(Duration::from).map_err(|error| error as i32)
}

/// How fine a clock is.
#[cfg(target_os = "linux")]
pub fn resolution(number: i32) -> Result<Duration, i32> {
    nix::time::clock_getres(nix::time::ClockId::from_raw(number)).map(Duration::from).map_err(|error| error as i32)
}

#[cfg(not(target_os = "linux"))]
pub fn read(number: i32) -> Result<Duration, i32> {
    use std::sync::OnceLock;
    use std::time::{Instant, SystemTime, UNIX_EPOCH};
    static START: OnceLock<Instant> = OnceLock::new();
    match number {
        REALTIME => Ok(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()),
        MONOTONIC | PROCESS | THREAD => Ok(START.get_or_init(Instant::now).elapsed()),
        _ => Err(22),
    }
}

#[cfg(not(target_os = "linux"))]
pub fn resolution(number: i32) -> Result<Duration, i32> {
    if (REALTIME..=THREAD).contains(&number) { Ok(Duration::from_nanos(1)) } else { Err(22) }
}
