//! The module `os`: what asks the system. The rest, and `os.path`, is written in Python.

use std::fs;
use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::heap::Value;
use crate::natives;
use crate::objects::{Bytes, int};
use crate::vm::{Decl, E, N, Res, Vm};

use super::descriptors;
use super::io::{path_text, plain_path};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "OS routines for NT or Posix depending on what system we're on.";
    let module = vm.new_module("os", Some(doc))?;
    vm.add_functions(&module, FUNCTIONS)?;
    vm.add_functions(&module, descriptors::FUNCTIONS)?;
    for (name, flag) in descriptors::FLAGS.iter().chain(EXIT_STATUSES) {
        vm.add_member(&module, name, int::from_i64(i64::from(*flag)))?;
    }
    let name = vm.str(if cfg!(windows) { "nt" } else { "posix" });
    vm.add_member(&module, "name", name)?;
    let variables = crate::objects::dict::new_dict();
    for (name, value) in std::env::vars_os() {
        let (name, value) = (vm.str(&name.to_string_lossy()), vm.str(&value.to_string_lossy()));
        vm.dict_set(&variables, name, value)?;
    }
    vm.add_member(&module, "_variables", variables)?;
    Ok(module)
}

/// What `sysexits.h` calls the statuses of programs.
static EXIT_STATUSES: &[(&str, i32)] = &[
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_DATAERR", 65),
    ("EX_NOINPUT", 66),
    ("EX_NOUSER", 67),
    ("EX_NOHOST", 68),
    ("EX_UNAVAILABLE", 69),
    ("EX_SOFTWARE", 70),
    ("EX_OSERR", 71),
    ("EX_OSFILE", 72),
    ("EX_CANTCREAT", 73),
    ("EX_IOERR", 74),
    ("EX_TEMPFAIL", 75),
    ("EX_PROTOCOL", 76),
    ("EX_NOPERM", 77),
    ("EX_CONFIG", 78),
];

/// The result of a call of the system; an error names the path.
fn done<R>(vm: &mut Vm, result: io::Result<R>, path: &Value) -> Res<R> {
    match result {
        Ok(result) => Ok(result),
        Err(error) => {
            let path = if path.is_empty() { Value::EMPTY } else { plain_path(vm, path)? };
            Err(vm.raise_os_error(&error, path))
        }
    }
}

/// The same for a call with two paths.
fn done_with_two(vm: &mut Vm, result: io::Result<()>, from: &Value, to: &Value) -> Res {
    match result {
        Ok(()) => Ok(Value::NONE),
        Err(error) => {
            let (from, to) = (plain_path(vm, from)?, plain_path(vm, to)?);
            let raised = vm.raise_os_error(&error, from);
            vm.annotate_raised(N::filename2, to);
            Err(raised)
        }
    }
}

/// A call of the system with one path that yields nothing.
fn simple(vm: &mut Vm, path: &Value, call: impl FnOnce(&str) -> io::Result<()>) -> Res {
    let text = path_text(vm, path)?;
    done(vm, call(&text), path)?;
    Ok(Value::NONE)
}

/// Paths are meant from the folder of the process: a folder that is open cannot be their beginning.
fn no_folders(vm: &mut Vm, folders: &[&Value]) -> Res<()> {
    if folders.iter().all(|folder| folder.is_empty() || folder.is_none()) {
        return Ok(());
    }
    Err(vm.raise(E::NotImplementedError, "dir_fd unavailable on this platform"))
}

/// `simple` for a function that could be given a folder.
fn without_folder(vm: &mut Vm, folders: &[&Value], path: &Value, call: impl FnOnce(&str) -> io::Result<()>) -> Res {
    no_folders(vm, folders)?;
    simple(vm, path, call)
}

/// Names are of the type that the path was of.
fn name_like(vm: &mut Vm, path: &Value, name: &str) -> Res {
    if path.cast::<Bytes>().is_some() { vm.bytes(name.as_bytes()) } else { vm.str_bytes(name.as_bytes()) }
}

#[cfg(unix)]
pub(super) fn facts(vm: &mut Vm, found: &fs::Metadata) -> Res {
    use std::os::unix::fs::MetadataExt;
    let nanos = |seconds: i64, nanos: i64| {
        let all = num_bigint::BigInt::from(seconds) * 1_000_000_000 + nanos;
        int::from_big(all)
    };
    let whole = [
        i64::from(found.mode()),
        found.ino() as i64,
        found.dev() as i64,
        found.nlink() as i64,
        i64::from(found.uid()),
        i64::from(found.gid()),
        found.size() as i64,
    ];
    let mut items: Vec<Value> = whole.into_iter().map(int::from_i64).collect();
    for (seconds, part) in
        [(found.atime(), found.atime_nsec()), (found.mtime(), found.mtime_nsec()), (found.ctime(), found.ctime_nsec())]
    {
        items.push(nanos(seconds, part));
    }
    vm.tuple(items)
}

#[cfg(not(unix))]
pub(super) fn facts(vm: &mut Vm, found: &fs::Metadata) -> Res {
    let mode = if found.is_dir() { 0o040_777 } else { 0o100_666 };
    let nanos = |time: io::Result<std::time::SystemTime>| {
        let since = time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
        int::from_big(num_bigint::BigInt::from(since.as_nanos()))
    };
    let zero = || int::from_i64(0);
    let items = vec![
        int::from_i64(mode),
        zero(),
        zero(),
        int::from_i64(1),
        zero(),
        zero(),
        int::from_i64(found.len() as i64),
        nanos(found.accessed()),
        nanos(found.modified()),
        nanos(found.created()),
    ];
    vm.tuple(items)
}

#[cfg(unix)]
fn symlink(target: &str, link: &str) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(not(unix))]
fn symlink(_target: &str, _link: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn set_mode(path: &str, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(path: &str, mode: u32) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(mode & 0o200 == 0);
    fs::set_permissions(path, permissions)
}

#[cfg(unix)]
fn make_folder(path: &str, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(mode).create(path)
}

#[cfg(not(unix))]
fn make_folder(path: &str, _mode: u32) -> io::Result<()> {
    fs::create_dir(path)
}

/// What the system, the machine in the network, the release, its version and the processor are called.
#[cfg(unix)]
fn system_names() -> [String; 5] {
    let Ok(names) = nix::sys::utsname::uname() else { return Default::default() };
    [names.sysname(), names.nodename(), names.release(), names.version(), names.machine()]
        .map(|name| name.to_string_lossy().into_owned())
}

#[cfg(not(unix))]
fn system_names() -> [String; 5] {
    [std::env::consts::OS.to_owned(), String::new(), String::new(), String::new(), std::env::consts::ARCH.to_owned()]
}

/// Numbers of the user, the effective user, the group, the effective group, the parent process and the process group.
#[cfg(unix)]
fn user_numbers() -> [i64; 6] {
    use nix::unistd::{getegid, geteuid, getgid, getpgrp, getppid, getuid};
    [
        getuid().as_raw().into(),
        geteuid().as_raw().into(),
        getgid().as_raw().into(),
        getegid().as_raw().into(),
        getppid().as_raw().into(),
        getpgrp().as_raw().into(),
    ]
}

#[cfg(not(unix))]
fn user_numbers() -> [i64; 6] {
    [0; 6]
}

#[cfg(unix)]
fn mask_of_modes(mask: i32) -> i32 {
    use nix::sys::stat::{Mode, umask};
    umask(Mode::from_bits_truncate(mask as libc::mode_t)).bits() as i32
}

#[cfg(not(unix))]
fn mask_of_modes(_mask: i32) -> i32 {
    0
}

/// The processors that a process may run on.
#[cfg(target_os = "linux")]
fn processors(number: i32) -> io::Result<Vec<usize>> {
    use nix::sched::{CpuSet, sched_getaffinity};
    let set = sched_getaffinity(nix::unistd::Pid::from_raw(number))?;
    Ok((0..CpuSet::count()).filter(|at| set.is_set(*at).unwrap_or(false)).collect())
}

#[cfg(not(target_os = "linux"))]
fn processors(_number: i32) -> io::Result<Vec<usize>> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A time in nanoseconds since 1970, or now.
fn instant(vm: &mut Vm, nanos: &Value) -> Res<SystemTime> {
    if nanos.is_none() {
        return Ok(SystemTime::now());
    }
    let nanos = vm.index_i64(nanos, E::OverflowError)?;
    let distance = Duration::from_nanos(nanos.unsigned_abs());
    let time = if nanos < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
    time.ok_or_else(|| vm.raise(E::OverflowError, "timestamp out of range for platform time_t"))
}

static FUNCTIONS: &[Decl] = natives![
    /// Return a unicode string representing the current working directory.
    "getcwd()" |vm, []| {
        let folder = done(vm, std::env::current_dir(), &Value::EMPTY)?;
        Ok(vm.str(&folder.to_string_lossy()))
    };
    /// Change the current working directory to the specified path.
    "chdir(path)" |vm, [path]| simple(vm, path, |path| std::env::set_current_dir(path));
    /// Return a list containing the names of the files in the directory.
    "listdir(path=None)" |vm, [path]| {
        let here = vm.str(".");
        let path = if path.is_empty() || path.is_none() { &here } else { path };
        let text = path_text(vm, path)?;
        let mut names = Vec::new();
        for entry in done(vm, fs::read_dir(text), path)? {
            let entry = done(vm, entry, path)?;
            names.push(name_like(vm, path, &entry.file_name().to_string_lossy())?);
        }
        Ok(vm.list(names))
    };
    "_entries(path, /)" |vm, [path]| {
        let text = path_text(vm, path)?;
        let mut found = Vec::new();
        for entry in done(vm, fs::read_dir(text), path)? {
            let entry = done(vm, entry, path)?;
            let kind = done(vm, entry.file_type(), path)?;
            let name = name_like(vm, path, &entry.file_name().to_string_lossy())?;
            let facts = vec![name, Value::bool(kind.is_dir()), Value::bool(kind.is_file()), Value::bool(kind.is_symlink())];
            found.push(vm.tuple(facts)?);
        }
        Ok(vm.list(found))
    };
    "_stat(path, follow, /)" |vm, [path, follow]| {
        let text = path_text(vm, path)?;
        let follow = vm.truth(follow)?;
        let found = done(vm, if follow { fs::metadata(text) } else { fs::symlink_metadata(text) }, path)?;
        facts(vm, &found)
    };
    "_mkdir(path, mode, /)" |vm, [path, mode]| {
        let mode = vm.index_i64(mode, E::OverflowError)? as u32;
        simple(vm, path, |path| make_folder(path, mode))
    };
    /// Remove a file (same as unlink()).
    "remove(path, *, dir_fd=None)" |vm, [path, folder]| without_folder(vm, &[folder], path, |path| match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Err(io::Error::from_raw_os_error(21)),
        _ => fs::remove_file(path),
    });
    /// Remove a file (same as remove()).
    "unlink(path, *, dir_fd=None)" |vm, [path, folder]| without_folder(vm, &[folder], path, |path| match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Err(io::Error::from_raw_os_error(21)),
        _ => fs::remove_file(path),
    });
    /// Remove a directory.
    "rmdir(path, *, dir_fd=None)" |vm, [path, folder]| without_folder(vm, &[folder], path, |path| fs::remove_dir(path));
    /// Rename a file or directory.
    "rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)" |vm, [from, to, from_folder, to_folder]| {
        no_folders(vm, &[from_folder, to_folder])?;
        let (a, b) = (path_text(vm, from)?, path_text(vm, to)?);
        done_with_two(vm, fs::rename(a, b), from, to)
    };
    /// Rename a file or directory, overwriting the destination.
    "replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)" |vm, [from, to, from_folder, to_folder]| {
        no_folders(vm, &[from_folder, to_folder])?;
        let (a, b) = (path_text(vm, from)?, path_text(vm, to)?);
        done_with_two(vm, fs::rename(a, b), from, to)
    };
    /// Create a hard link to a file.
    "link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)" |vm, [from, to, from_folder, to_folder,
        _follow]| {
        no_folders(vm, &[from_folder, to_folder])?;
        let (a, b) = (path_text(vm, from)?, path_text(vm, to)?);
        done_with_two(vm, fs::hard_link(a, b), from, to)
    };
    /// Create a symbolic link pointing to src named dst.
    "symlink(src, dst, target_is_directory=False, *, dir_fd=None)" |vm, [from, to, _is_folder, folder]| {
        no_folders(vm, &[folder])?;
        let (a, b) = (path_text(vm, from)?, path_text(vm, to)?);
        done_with_two(vm, symlink(&a, &b), from, to)
    };
    /// Return a string representing the path to which the symbolic link points.
    "readlink(path, *, dir_fd=None)" |vm, [path, folder]| {
        no_folders(vm, &[folder])?;
        let text = path_text(vm, path)?;
        let target = done(vm, fs::read_link(text), path)?;
        name_like(vm, path, &target.to_string_lossy())
    };
    /// Change the access permissions of a file.
    "chmod(path, mode, *, dir_fd=None, follow_symlinks=True)" |vm, [path, mode, folder, follow]| {
        no_folders(vm, &[folder])?;
        if !follow.is_empty() && !vm.truth(follow)? {
            return Err(vm.raise(E::NotImplementedError, "chmod: follow_symlinks unavailable on this platform"));
        }
        let mode = vm.index_i64(mode, E::OverflowError)? as u32;
        simple(vm, path, |path| set_mode(path, mode))
    };
    /// Return the current process id.
    "getpid()" |_vm, []| Ok(int::from_i64(i64::from(std::process::id())));
    "_names_of_system()" |vm, []| {
        let names = system_names();
        let items = names.iter().map(|name| vm.str(name)).collect();
        vm.tuple(items)
    };
    "_user_numbers()" |vm, []| {
        let items = user_numbers().map(int::from_i64).to_vec();
        vm.tuple(items)
    };
    "_mask_of_modes(mask, /)" |vm, [mask]| {
        let mask = super::c_int(vm, mask)?;
        Ok(Value::int32(mask_of_modes(mask)))
    };
    "_processors(pid, /)" |vm, [number]| {
        let number = super::c_int(vm, number)?;
        let found = done(vm, processors(number), &Value::EMPTY)?;
        Ok(vm.list(found.into_iter().map(int::from_usize).collect()))
    };
    /// Abort the interpreter immediately.
    "abort()" |_vm, []| std::process::abort();
    /// Return the number of CPUs in the system; return None if indeterminable.
    "cpu_count()" |_vm, []| {
        Ok(std::thread::available_parallelism().map_or(Value::NONE, |count| int::from_usize(count.get())))
    };
    /// Translate an error code to a message string.
    "strerror(code, /)" |vm, [code]| {
        let code = super::c_int(vm, code)?;
        let text = io::Error::from_raw_os_error(code).to_string();
        Ok(vm.str(text.split(" (os error").next().unwrap_or(&text)))
    };
    /// Return a bytes object containing random bytes suitable for cryptographic use.
    "urandom(size, /)" |vm, [size]| {
        let module = vm.import_module("random")?;
        vm.call_method(&module, "_urandom", std::slice::from_ref(size))
    };
    /// Return True if the fd is connected to a terminal.
    "isatty(fd, /)" |vm, [number]| {
        use std::io::IsTerminal;
        Ok(Value::bool(match super::c_int(vm, number)? {
            0 => io::stdin().is_terminal(),
            1 => io::stdout().is_terminal(),
            2 => io::stderr().is_terminal(),
            _ => false,
        }))
    };
    /// Exit to the system with specified status, without normal exit processing.
    "_exit(status)" |vm, [status]| {
        let status = super::c_int(vm, status)?;
        std::process::exit(status)
    };
    "_utime(path, accessed, modified, /)" |vm, [path, accessed, modified]| {
        let (accessed, modified) = (instant(vm, accessed)?, instant(vm, modified)?);
        let times = fs::FileTimes::new().set_accessed(accessed).set_modified(modified);
        simple(vm, path, |path| fs::File::open(path)?.set_times(times))
    };
    "_same_file(a, b, /)" |vm, [a, b]| {
        let (one, two) = (path_text(vm, a)?, path_text(vm, b)?);
        let one = done(vm, fs::canonicalize(one), a)?;
        let two = done(vm, fs::canonicalize(two), b)?;
        Ok(Value::bool(one == two))
    };
];
