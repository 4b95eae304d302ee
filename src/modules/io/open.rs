//! `open`: what a mode means, and which objects it makes.

use std::fs::{File, OpenOptions};
use std::io;

use crate::builtins::common::elements;
use crate::heap::{Slot, Value};
use crate::natives;
use crate::objects::{Bytes, Dict, Str, int};
use crate::vm::{Decl, E, N, Res, Vm};

use super::super::descriptors;
use super::file::{Access, FileData};
use super::text::TextData;

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
        Some(_) if path.cast::<Str>().is_none() => Ok(vm.call_special(path, N::fspath, &[])?.unwrap_or_default()),
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

/// Opens a file by its name, or wraps the one of a number, which then belongs to the file object if `owned`.
fn open_file(vm: &mut Vm, path: &Value, mode: &Mode, owned: bool) -> Res<File> {
    if int::is_int(path) {
        let number = vm.index_i64(path, E::OverflowError)?;
        if number < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        let number = i32::try_from(number).unwrap_or(i32::MAX);
        return match descriptors::file_of(vm, number, owned) {
            Ok(file) => Ok(file),
            Err(error) => Err(vm.raise_os_error(&error, Value::EMPTY)),
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
            Ok(facts) if facts.is_dir() => Err(io::Error::from_raw_os_error(21)),
            _ => Ok(file),
        });
    match opened {
        Ok(file) => Ok(file),
        Err(error) => Err(vm.raise_os_error(&error, path.clone())),
    }
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
    if !owned && !int::is_int(path) {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    }
    let file = if wanted.opener.is_empty() || wanted.opener.is_none() {
        open_file(vm, path, &mode, owned)?
    } else {
        let number = opened_by(vm, wanted.opener, path, &mode)?;
        open_file(vm, &number, &mode, true)?
    };
    let raw = mode.binary && buffering == 0;
    let class = match (raw, mode.updating, mode.access.write) {
        (true, ..) => "_io.FileIO",
        (_, true, _) => "_io.BufferedRandom",
        (_, _, true) => "_io.BufferedWriter",
        _ => "_io.BufferedReader",
    };
    let access = Access { raw, ..mode.access };
    let class = vm.host_type_named(class);
    let binary = vm.host_object(&class, FileData::new(file, access, path.clone(), raw_mode(&mode)))?;
    if mode.binary {
        return Ok(binary);
    }
    let by_lines = buffering == 1 || {
        let file: &FileData = super::data(vm, &binary)?;
        file.is_terminal().unwrap_or(false)
    };
    let text = TextData::new(vm, binary, encoding, errors, newline, by_lines, given.as_str())?;
    let class = vm.host_type_named("_io.TextIOWrapper");
    vm.host_object(&class, text)
}

/// `FileIO(name, mode)`, and the buffered classes around a raw file.
pub fn construct(vm: &mut Vm, cls: &Value, args: &Value, keywords: &Value) -> Res {
    let keyword = |vm: &mut Vm, name: &str| {
        let known = keywords.exact::<Dict>().is_some_and(|dict| !dict.is_empty());
        if known { vm.dict_get_str(keywords, name).unwrap_or_default() } else { Value::EMPTY }
    };
    let Some(first) = elements(args).first().cloned().or_else(|| keyword(vm, "file").into_option()) else {
        let name = vm.type_name(cls);
        return Err(vm.type_error(format!("{name}() missing required argument 'file' (pos 1)")));
    };
    let own = vm.mro_of(cls).into_iter().find_map(|class| {
        ["FileIO", "BufferedReader", "BufferedWriter", "BufferedRandom"]
            .into_iter()
            .find(|name| class.is(&vm.host_type_named(&format!("_io.{name}"))))
    });
    if own != Some("FileIO") {
        // A buffer around a file that has one: the file goes on under another class.
        return Ok(first);
    }
    let mode = elements(args).get(1).cloned().or_else(|| keyword(vm, "mode").into_option());
    let mode =
        mode.and_then(|mode| mode.cast::<Str>().map(|mode| mode.to_text().into_owned())).unwrap_or_else(|| "r".into());
    let mode = parse_mode(vm, &mode)?;
    let file = open_file(vm, &first, &mode, true)?;
    let access = Access { raw: true, ..mode.access };
    vm.host_object(cls, FileData::new(file, access, first, raw_mode(&mode)))
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

/// What a text file was opened as, as a value.
pub fn mode_slot(vm: &Vm, mode: &str) -> Slot {
    Slot::new(vm.str(mode))
}
