//! `open`: what a mode means, and which objects it makes.

use std::fs::OpenOptions;
use std::io;

use crate::heap::Value;
use crate::natives;
use crate::objects::{Bytes, Str, int};
use crate::vm::{Decl, E, N, Res, Vm};

use super::super::descriptors::{self, Handle};
use super::buffered::{Buffered, CLASSES};
use super::file::{Access, BUFFER, FileIo};
use super::text::{self, TextData};

/// A path as the system knows it: a string, bytes, or what `__fspath__` gives.
pub fn path_text(vm: &mut Vm, path: &Value) -> Res<String> {
    let path = plain_path(vm, path)?;
    let text = match path.cast::<Str>() {
        Some(text) => text.to_text().into_owned(),
        None => match path.cast::<Bytes>() {
            Some(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
            None => {
                let name = vm.type_name(&path);
                return Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {name}")));
            }
        },
    };
    if text.contains('\0') { Err(vm.value_error("embedded null byte")) } else { Ok(text) }
}

/// A path as it is shown in errors: what `__fspath__` gives, if there is one.
pub fn plain_path(vm: &mut Vm, path: &Value) -> Res {
    match vm.special(path, N::fspath) {
        Some(_) if path.cast::<Str>().is_none() => {
            let plain = vm.call_special(path, N::fspath, &[])?.unwrap_or_default();
            if plain.cast::<Str>().is_some() || plain.cast::<Bytes>().is_some() {
                return Ok(plain);
            }
            let (class, given) = (vm.type_name(path), vm.type_name(&plain));
            Err(vm.type_error(format!("expected {class}.__fspath__() to return str or bytes, not {given}")))
        }
        _ => Ok(path.clone()),
    }
}

/// What a mode says.
#[derive(Default)]
struct Mode {
    access: Access,
    create: bool,
    truncate: bool,
    exclusive: bool,
    binary: bool,
    text: bool,
    updating: bool,
}

fn parse_mode(vm: &mut Vm, given: &str) -> Res<Mode> {
    let invalid = |vm: &mut Vm| Err(vm.value_error(format!("invalid mode: '{given}'")));
    let mut mode = Mode::default();
    let mut kinds = 0;
    for (at, letter) in given.char_indices() {
        if given.get(..at).is_some_and(|before| before.contains(letter)) {
            return invalid(vm);
        }
        match letter {
            'r' => mode.access.read = true,
            'w' => (mode.access.write, mode.create, mode.truncate) = (true, true, true),
            'a' => (mode.access.write, mode.create, mode.access.append) = (true, true, true),
            'x' => (mode.access.write, mode.create, mode.exclusive) = (true, true, true),
            '+' => mode.updating = true,
            'b' => mode.binary = true,
            't' => mode.text = true,
            _ => return invalid(vm),
        }
        kinds += i32::from("rwax".contains(letter));
    }
    if mode.text && mode.binary {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    if kinds != 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    if mode.updating {
        (mode.access.read, mode.access.write) = (true, true);
    }
    Ok(mode)
}

/// The mode that a raw file shows.
fn raw_mode(mode: &Mode) -> &'static str {
    match (mode.exclusive, mode.access.append, mode.access.read, mode.access.write) {
        (true, _, true, _) => "xb+",
        (true, ..) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, ..) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, false) => "rb",
        _ => "wb",
    }
}

/// Opens a file by its name, or finds that of a number.
fn open_file(vm: &mut Vm, path: &Value, mode: &Mode) -> Res<(i32, Handle)> {
    if int::is_int(path) {
        let number = vm.index_i64(path, E::OverflowError)?;
        if number < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        let number = i32::try_from(number).unwrap_or(i32::MAX);
        let handle = descriptors::handle(vm, number).and_then(|handle| {
            let folder =
                handle.borrow().as_ref().and_then(|file| file.metadata().ok()).is_some_and(|facts| facts.is_dir());
            if folder { Err(io::Error::from_raw_os_error(libc::EISDIR)) } else { Ok(handle) }
        });
        return match handle {
            Ok(handle) => Ok((number, handle)),
            Err(error) => {
                let folder = error.raw_os_error() == Some(libc::EISDIR);
                Err(vm.raise_os_error(&error, if folder { path.clone() } else { Value::EMPTY }))
            }
        };
    }
    let text = path_text(vm, path)?;
    let opened = OpenOptions::new()
        .read(mode.access.read)
        .write(mode.access.write && !mode.access.append)
        .append(mode.access.append)
        .truncate(mode.truncate)
        .create(mode.create && !mode.exclusive)
        .create_new(mode.exclusive)
        .open(&text)
        .and_then(|file| match file.metadata() {
            // As CPython: a folder is no file, even to read.
            Ok(facts) if facts.is_dir() => Err(io::Error::from_raw_os_error(libc::EISDIR)),
            _ => Ok(file),
        });
    match opened {
        Ok(file) => Ok(descriptors::share(vm, file)),
        Err(error) => Err(vm.raise_os_error(&error, path.clone())),
    }
}

/// Opens a file for a raw object.
fn open_raw(vm: &mut Vm, this: &Value, path: &Value, mode: &Mode, owned: bool, opener: &Value) -> Res<()> {
    if !owned && !int::is_int(path) {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    }
    let (number, handle) = if opener.is_empty() || opener.is_none() || int::is_int(path) {
        open_file(vm, path, mode)?
    } else {
        let number = opened_by(vm, opener, path, mode)?;
        open_file(vm, &number, mode)?
    };
    let file: &FileIo = super::data(vm, this)?;
    file.open(vm, number, handle, mode.access, raw_mode(mode), owned);
    if mode.access.append {
        file.seek(vm, io::SeekFrom::End(0)).or_else(|raised| {
            drop(vm.take_raised(raised));
            Ok(0)
        })?;
    }
    let name = vm.intern("name");
    vm.set_attr(this, &name, path.clone())
}

/// `FileIO.__init__`
pub fn init_raw(vm: &mut Vm, this: &Value, path: &Value, mode: &Value, closefd: &Value, opener: &Value) -> Res<()> {
    let given = match mode.is_empty() {
        true => "r".to_owned(),
        false => match mode.cast::<Str>() {
            Some(mode) => mode.to_text().into_owned(),
            None => {
                let name = vm.type_name(mode);
                return Err(vm.type_error(format!("FileIO() argument 'mode' must be str, not {name}")));
            }
        },
    };
    let path = &plain_path(vm, path)?;
    let owned = closefd.is_empty() || vm.truth(closefd)?;
    if given.contains('t') || given.chars().any(|letter| !"rwaxb+".contains(letter)) {
        return Err(vm.value_error(format!("invalid mode: {given}")));
    }
    let kinds = given.chars().filter(|letter| "rwax".contains(*letter)).count();
    if kinds != 1 || given.chars().filter(|letter| *letter == '+').count() > 1 {
        return Err(vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus"));
    }
    let mode = parse_mode(vm, &given)?;
    open_raw(vm, this, path, &mode, owned, opener)
}

fn text_of(vm: &mut Vm, value: &Value, what: &str) -> Res<Option<String>> {
    if value.is_empty() || value.is_none() {
        return Ok(None);
    }
    match value.cast::<Str>() {
        Some(text) => Ok(Some(text.to_text().into_owned())),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("open() argument '{what}' must be str or None, not {name}")))
        }
    }
}

/// What `open` is asked for, beside the file.
struct Wanted<'a> {
    mode: &'a Value,
    buffering: &'a Value,
    encoding: &'a Value,
    errors: &'a Value,
    newline: &'a Value,
    closefd: &'a Value,
    opener: &'a Value,
}

/// The number of the file that an opener gives.
fn opened_by(vm: &mut Vm, opener: &Value, path: &Value, mode: &Mode) -> Res {
    let access = match (mode.access.read, mode.access.write) {
        (true, true) => "O_RDWR",
        (_, true) => "O_WRONLY",
        _ => "O_RDONLY",
    };
    let wanted = [
        (true, access),
        (true, "O_CLOEXEC"),
        (mode.create, "O_CREAT"),
        (mode.exclusive, "O_EXCL"),
        (mode.truncate, "O_TRUNC"),
        (mode.access.append, "O_APPEND"),
    ];
    let chosen = |name: &str| wanted.iter().any(|(wanted, flag)| *wanted && *flag == name);
    let flags = descriptors::FLAGS.iter().filter(|(name, _)| chosen(name)).fold(0, |flags, (_, flag)| flags | flag);
    let number = vm.call(opener, &[path.clone(), int::from_i64(i64::from(flags))])?;
    if !int::is_int(&number) {
        return Err(vm.type_error("expected integer from opener"));
    }
    let given = vm.index_i64(&number, E::OverflowError)?;
    if given < 0 { Err(vm.value_error(format!("opener returned {given}"))) } else { Ok(number) }
}

fn open(vm: &mut Vm, path: &Value, wanted: &Wanted<'_>) -> Res {
    let path = &plain_path(vm, path)?;
    let given = match wanted.mode.is_empty() {
        true => "r".to_owned(),
        false => match wanted.mode.cast::<Str>() {
            Some(mode) => mode.to_text().into_owned(),
            None => {
                let name = vm.type_name(wanted.mode);
                return Err(vm.type_error(format!("open() argument 'mode' must be str, not {name}")));
            }
        },
    };
    let mode = parse_mode(vm, &given)?;
    let buffering = if wanted.buffering.is_empty() { -1 } else { vm.index_i64(wanted.buffering, E::OverflowError)? };
    let encoding = text_of(vm, wanted.encoding, "encoding")?;
    let errors = text_of(vm, wanted.errors, "errors")?;
    let newline = text_of(vm, wanted.newline, "newline")?;
    if mode.binary {
        for (given, what) in
            [(encoding.is_some(), "an encoding"), (errors.is_some(), "an errors"), (newline.is_some(), "a newline")]
        {
            if given {
                return Err(vm.value_error(format!("binary mode doesn't take {what} argument")));
            }
        }
    }
    if buffering == 0 && !mode.binary {
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    let owned = wanted.closefd.is_empty() || vm.truth(wanted.closefd)?;
    let class = vm.host_type_named("_io.FileIO");
    let raw = vm.host_object(&class, FileIo::unopened())?;
    open_raw(vm, &raw, path, &mode, owned, wanted.opener)?;
    if buffering == 0 {
        return Ok(raw);
    }
    let file: &FileIo = super::data(vm, &raw)?;
    let by_lines = buffering == 1 || buffering < 0 && file.is_terminal(vm)?;
    let access = mode.access;
    let (class, reads, writes) = CLASSES[if mode.updating { 2 } else { usize::from(access.write) }];
    if reads && writes && !file.is_seekable(vm)? {
        file.close(vm);
        return Err(super::unsupported(vm, "File or stream is not seekable."));
    }
    let size = usize::try_from(buffering).ok().filter(|size| *size > 1).unwrap_or(BUFFER);
    let class = vm.host_type_named(&format!("_io.{class}"));
    let buffered = Buffered::new(reads, writes);
    buffered.attach(raw, size);
    let binary = vm.host_object(&class, buffered)?;
    if mode.binary {
        return Ok(binary);
    }
    let text = TextData::default();
    let wanted = text::Wanted { encoding, errors, newline, by_lines, write_through: false };
    let made = text.attach(vm, binary.clone(), &wanted, Some(&given));
    let made = made.and_then(|()| if access.write && text.has_mark() { text.skip_mark(vm) } else { Ok(()) });
    if let Err(raised) = made {
        let error = vm.take_raised(raised);
        vm.call_method(&binary, "close", &[])?;
        return Err(vm.reraise(error));
    }
    let class = vm.host_type_named("_io.TextIOWrapper");
    vm.host_object(&class, text)
}

pub static FUNCTIONS: &[Decl] = natives![
    /// Open file and return a stream.  Raise OSError upon failure.
    ///
    /// file is either a text or byte string giving the name (and the path
    /// if the file isn't in the current working directory) of the file to
    /// be opened or an integer file descriptor of the file to be
    /// wrapped.
    "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)" |vm, [file,
        mode, buffering, encoding, errors, newline, closefd, opener]| {
        open(vm, file, &Wanted { mode, buffering, encoding, errors, newline, closefd, opener })
    };
    /// Opens the provided file with the intent to import the contents.
    "open_code(path)" |vm, [path]| {
        let mode = vm.str("rb");
        let none = Value::EMPTY;
        let wanted =
            Wanted { mode: &mode, buffering: &none, encoding: &none, errors: &none, newline: &none, closefd: &none, opener: &none };
        open(vm, path, &wanted)
    };
    /// A helper function to choose the text encoding.
    "text_encoding(encoding, stacklevel=2, /)" |vm, [encoding, _level]| {
        Ok(if encoding.is_none() { vm.str("locale") } else { encoding.clone() })
    };
];
