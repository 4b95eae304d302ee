//! Encodings: UTF-8, ASCII and Latin-1, with their error handlers.
//!
//! Text that is valid in the encoding is copied as a whole; the error handlers see runs of what is not.

use crate::heap::Value;
use crate::objects::{Bytes, Str, int};
use crate::text::wtf8;
use crate::vm::{E, Raised, Res, Vm};

use super::{bytes_, text_args};

/// What `utf-8-sig` puts in front.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    /// With the mark that some programs put in front of a text.
    Utf8Sig,
    Ascii,
    Latin1,
}

impl Encoding {
    /// The name in messages.
    fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
        }
    }

    fn encodes(self, point: u32) -> bool {
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => !(0xD800..0xE000).contains(&point),
            Encoding::Ascii => point < 128,
            Encoding::Latin1 => point < 256,
        }
    }

    /// Why a code point cannot be encoded.
    fn encode_reason(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => "surrogates not allowed",
            Encoding::Ascii => "ordinal not in range(128)",
            Encoding::Latin1 => "ordinal not in range(256)",
        }
    }
}

/// The text of an argument of the method `function`.
pub(super) fn argument<'a>(vm: &mut Vm, function: &str, name: &str, value: &'a Value) -> Res<&'a [u8]> {
    match value.cast::<Str>() {
        Some(text) if std::str::from_utf8(text.bytes()).is_err() => {
            // A lone surrogate; this raises what encoding it does.
            vm.call_method(value, "encode", &[]).map(|_| text.bytes())
        }
        Some(text) if !text.bytes().contains(&0) => Ok(text.bytes()),
        Some(_) => Err(vm.value_error("embedded null character")),
        None => {
            let kind = text_args::shown_type(vm, value);
            Err(vm.type_error(format!("{function}() argument '{name}' must be str, not {kind}")))
        }
    }
}

/// Both are looked at before either is used.
pub(super) fn check_arguments(vm: &mut Vm, function: &str, encoding: &Value, errors: &Value) -> Res<()> {
    for (name, given) in [("encoding", encoding), ("errors", errors)] {
        if !given.is_empty() {
            argument(vm, function, name, given)?;
        }
    }
    Ok(())
}

/// The encoding of a name; nothing if it is none of those here.
fn encoding(vm: &mut Vm, function: &str, name: &Value) -> Res<Option<Encoding>> {
    if name.is_empty() {
        return Ok(Some(Encoding::Utf8));
    }
    let given = argument(vm, function, "encoding", name)?;
    // As CPython: case does not matter, and runs of punctuation are one underscore.
    let text = String::from_utf8_lossy(given).to_ascii_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').filter(|word| !word.is_empty()).collect();
    Ok(Some(match words.join("_").as_str() {
        "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Encoding::Utf8,
        "utf_8_sig" => Encoding::Utf8Sig,
        "ascii" | "us_ascii" | "646" | "us" | "cp367" | "csascii" | "ibm367" | "iso646_us" | "iso_ir_6" => {
            Encoding::Ascii
        }
        "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819"
        | "csisolatin1" | "ibm819" | "iso_ir_100" => Encoding::Latin1,
        _ => return Ok(None),
    }))
}

/// Refuses an encoding that is none of texts, for a file.
pub fn check_text(vm: &mut Vm, name: &Value) -> Res<()> {
    if encoding(vm, "open", name)?.is_some() {
        return Ok(());
    }
    let module = vm.import_module("_codecs")?;
    let advice = vm.str("codecs.open()");
    vm.call_method(&module, "_lookup_text", &[name.clone(), advice]).map(drop)
}

fn handler<'a>(vm: &mut Vm, function: &str, errors: &'a Value) -> Res<&'a [u8]> {
    if errors.is_empty() { Ok(b"strict") } else { argument(vm, function, "errors", errors) }
}

/// What is not here is in the module `_codecs`: encodings and error handlers that programs register.
fn registered(vm: &mut Vm, function: &str, given: &Value, encoding: Value, errors: &Value) -> Res {
    let module = vm.import_module("_codecs")?;
    let errors = if errors.is_empty() { Value::NONE } else { errors.clone() };
    vm.call_method(&module, function, &[given.clone(), encoding, errors])
}

/// `string.encode(encoding, errors)`, the arguments being those of the method `function`.
pub fn encode(vm: &mut Vm, function: &str, string: &Value, name: &Value, errors_given: &Value) -> Res {
    let Some(encoding) = encoding(vm, function, name)? else {
        return registered(vm, "_encode_text", string, name.clone(), errors_given);
    };
    let errors = handler(vm, function, errors_given)?;
    let Some(text) = string.cast::<Str>() else { return Err(vm.type_error("a str was expected")) };
    if encoding == Encoding::Utf8Sig {
        let utf8 = vm.str("utf-8");
        let encoded = encode(vm, function, string, &utf8, errors_given)?;
        let data = encoded.cast::<Bytes>().map(Bytes::data).unwrap_or_default();
        return bytes_::make(vm, &[BYTE_ORDER_MARK, data].concat());
    }
    let bytes = text.bytes();
    if text.is_ascii() || (encoding == Encoding::Utf8 && !wtf8::has_surrogates(bytes)) {
        return bytes_::make(vm, bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = wtf8::points(bytes);
    let mut at = 0;
    while let Some(point) = rest.next() {
        if encoding.encodes(point) {
            match encoding {
                Encoding::Utf8 => wtf8::push(&mut out, point),
                _ => out.push(point as u8),
            }
            at += 1;
            continue;
        }
        // The run of code points that cannot be encoded.
        let mut run = vec![point];
        let mut after = rest.clone();
        while let Some(next) = after.next().filter(|next| !encoding.encodes(*next)) {
            run.push(next);
            rest.next();
        }
        let end = at + run.len();
        if let Err(handled) = encode_run(&mut out, encoding, errors, &run) {
            return match handled {
                Some(handled) => Err(encode_error(vm, string, encoding, at + handled, end)),
                None => {
                    let name = vm.str(encoding.name());
                    registered(vm, "_encode_handled", string, name, errors_given)
                }
            };
        }
        text_args::room(vm, out.len())?;
        at = end;
    }
    bytes_::make(vm, &out)
}

/// Lets the error handler see a run. On failure: how many code points it dealt with, nothing if there is no such handler.
fn encode_run(out: &mut Vec<u8>, encoding: Encoding, errors: &[u8], run: &[u32]) -> Result<(), Option<usize>> {
    for (handled, &point) in run.iter().enumerate() {
        match errors {
            b"ignore" => {}
            b"replace" => out.push(b'?'),
            b"backslashreplace" => out.extend(escape(point).bytes()),
            b"xmlcharrefreplace" => out.extend(format!("&#{point};").bytes()),
            b"surrogateescape" if (0xDC80..0xDD00).contains(&point) => out.push((point - 0xDC00) as u8),
            b"surrogatepass" if encoding == Encoding::Utf8 => wtf8::push(out, point),
            b"strict" | b"surrogatepass" => return Err(Some(0)),
            b"surrogateescape" => return Err(Some(handled)),
            _ => return Err(None),
        }
    }
    Ok(())
}

fn escape(point: u32) -> String {
    match point {
        0..=0xFF => format!("\\x{point:02x}"),
        0x100..=0xFFFF => format!("\\u{point:04x}"),
        _ => format!("\\U{point:08x}"),
    }
}

fn raise_unicode_error(vm: &mut Vm, class: E, args: Vec<Value>) -> Raised {
    let class = vm.exception_class(class);
    match vm.call_kw(&class, args, Vec::new()) {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}

fn encode_error(vm: &mut Vm, string: &Value, encoding: Encoding, start: usize, end: usize) -> Raised {
    let (name, reason) = (vm.str(encoding.name()), vm.str(encoding.encode_reason()));
    let args = vec![name, string.clone(), int::from_usize(start), int::from_usize(end), reason];
    raise_unicode_error(vm, E::UnicodeEncodeError, args)
}

/// `bytes.decode(encoding, errors)`, the arguments being those of the method `function`.
pub fn decode(vm: &mut Vm, function: &str, object: &Value, name: &Value, errors_given: &Value) -> Res {
    let Some(encoding) = encoding(vm, function, name)? else {
        // Nothing is decoded without asking how.
        if object.cast::<Bytes>().is_some_and(|bytes| bytes.data().is_empty()) {
            return Ok(vm.str(""));
        }
        return registered(vm, "_decode_text", object, name.clone(), errors_given);
    };
    let errors = handler(vm, function, errors_given)?;
    let Some(data) = object.cast::<Bytes>().map(Bytes::data) else { return Err(vm.type_error("bytes were expected")) };
    if encoding == Encoding::Utf8Sig {
        let utf8 = vm.str("utf-8");
        let rest = bytes_::make(vm, data.strip_prefix(BYTE_ORDER_MARK).unwrap_or(data))?;
        return decode(vm, function, &rest, &utf8, errors_given);
    }
    if data.is_ascii() || (encoding == Encoding::Utf8 && std::str::from_utf8(data).is_ok()) {
        return vm.str_bytes(data);
    }
    if encoding == Encoding::Latin1 {
        return vm.str_bytes(&wtf8::encode(data.iter().map(|byte| u32::from(*byte))));
    }
    let mut out = Vec::with_capacity(data.len());
    let mut rest = data;
    loop {
        let (valid, bad, reason) = invalid(encoding, rest);
        let (good, after) = rest.split_at_checked(valid).unwrap_or((rest, &[]));
        out.extend_from_slice(good);
        rest = after;
        if rest.is_empty() {
            return vm.str_bytes(&out);
        }
        let start = data.len() - rest.len();
        match decode_bad(&mut out, encoding, errors, rest, bad) {
            Ok(used) => rest = rest.get(used..).unwrap_or_default(),
            Err(true) => return Err(decode_error(vm, object, encoding, start, start + bad, reason)),
            Err(false) => {
                let name = vm.str(encoding.name());
                return registered(vm, "_decode_handled", object, name, errors_given);
            }
        }
        text_args::room(vm, out.len())?;
    }
}

/// How many bytes are valid, how many after them are not, and why.
fn invalid(encoding: Encoding, rest: &[u8]) -> (usize, usize, &'static str) {
    if encoding != Encoding::Utf8 {
        let valid = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        return (valid, 1, "ordinal not in range(128)");
    }
    let Err(error) = std::str::from_utf8(rest) else { return (rest.len(), 0, "") };
    let valid = error.valid_up_to();
    let starts = rest.get(valid).is_some_and(|first| (0xC2..=0xF4).contains(first));
    match error.error_len() {
        None => (valid, rest.len() - valid, "unexpected end of data"),
        Some(len) if starts => (valid, len, "invalid continuation byte"),
        Some(len) => (valid, len, "invalid start byte"),
    }
}

/// Lets the error handler see `bad` bytes that are not valid, the first of `rest`: how many it used. On failure: whether
/// there is such a handler.
fn decode_bad(out: &mut Vec<u8>, encoding: Encoding, errors: &[u8], rest: &[u8], bad: usize) -> Result<usize, bool> {
    let bytes = rest.get(..bad).unwrap_or(rest);
    match errors {
        b"ignore" => {}
        b"replace" => wtf8::push(out, 0xFFFD),
        b"backslashreplace" => bytes.iter().for_each(|byte| out.extend(format!("\\x{byte:02x}").bytes())),
        b"surrogateescape" => bytes.iter().for_each(|byte| wtf8::push(out, 0xDC00 + u32::from(*byte))),
        b"surrogatepass" => match rest {
            // A surrogate as three bytes is the same in WTF-8.
            [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] if encoding == Encoding::Utf8 => {
                out.extend(rest.iter().take(3));
                return Ok(3);
            }
            _ => return Err(true),
        },
        b"strict" => return Err(true),
        _ => return Err(false),
    }
    Ok(bytes.len())
}

fn decode_error(vm: &mut Vm, object: &Value, encoding: Encoding, start: usize, end: usize, reason: &str) -> Raised {
    let (name, reason) = (vm.str(encoding.name()), vm.str(reason));
    let args = vec![name, object.clone(), int::from_usize(start), int::from_usize(end), reason];
    raise_unicode_error(vm, E::UnicodeDecodeError, args)
}
