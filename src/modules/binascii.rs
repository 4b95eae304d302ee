//! The module `binascii`: bytes as text in base64, hexadecimal, uuencode and quoted-printable, and check sums. The forms are
//! those of the module in CPython, which forgives more than the standards, so no crate for base64 fits.

use std::borrow::Cow;

use crate::heap::Value;
use crate::natives;
use crate::objects::{Bytes, Str, int};
use crate::vm::{Decl, Raised, Res, Vm};

use super::{buffer, c_int, raise_own};

/// Makes what the part written in Python builds on.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("binascii", Some("Conversion between binary data and ASCII"))?;
    vm.add_functions(&module, FUNCTIONS)?;
    Ok(module)
}

#[cold]
fn error(vm: &mut Vm, message: &str) -> Raised {
    raise_own(vm, "binascii", "Error", message)
}

/// An argument that is bytes, or a text of ASCII characters.
fn ascii<'a>(vm: &mut Vm, value: &'a Value) -> Res<Cow<'a, [u8]>> {
    if let Some(text) = value.cast::<Str>() {
        if !text.is_ascii() {
            return Err(vm.value_error("string argument should contain only ASCII characters"));
        }
        return Ok(Cow::Borrowed(text.bytes()));
    }
    match vm.buffer_if_whole(value) {
        Some(bytes) => Ok(bytes),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("argument should be bytes, buffer or ASCII string, not '{name}'")))
        }
    }
}

/// A flag that may be left out.
fn flag(vm: &mut Vm, value: &Value, default: bool) -> Res<bool> {
    if value.is_empty() { Ok(default) } else { vm.truth(value) }
}

// ---- hexadecimal

/// Two digits for a byte, with a separator between groups: counted from the right, or from the left if the number is negative.
fn to_hex(vm: &mut Vm, data: &Value, separator: &Value, group: &Value) -> Res {
    let group = if group.is_empty() { 1 } else { c_int(vm, group)? };
    let data = buffer(vm, data)?;
    let separator = if separator.is_empty() {
        None
    } else {
        if vm.length(separator)? != 1 {
            return Err(vm.value_error("sep must be length 1."));
        }
        match (separator.cast::<Str>(), separator.cast::<Bytes>()) {
            (Some(text), _) => match text.to_text().chars().next().map(u32::from) {
                Some(point @ 0..=0xff) => Some(point as u8),
                _ => return Err(vm.value_error("sep must be ASCII.")),
            },
            (_, Some(bytes)) => bytes.data().first().copied(),
            _ => return Err(vm.type_error("sep must be str or bytes.")),
        }
    };
    let size = group.unsigned_abs() as usize;
    let mut out = Vec::with_capacity(data.len().saturating_mul(3));
    for (at, byte) in data.iter().enumerate() {
        let done = if group > 0 { data.len() - at } else { at };
        if let Some(separator) = separator.filter(|_| at > 0 && size > 0 && done.is_multiple_of(size)) {
            out.push(separator);
        }
        out.extend([byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]));
    }
    vm.bytes(&out)
}

fn from_hex(vm: &mut Vm, text: &Value) -> Res {
    let text = ascii(vm, text)?;
    if !text.len().is_multiple_of(2) {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut out = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks_exact(2) {
        let [high, low] = [pair[0], pair[1]].map(digit);
        let (Some(high), Some(low)) = (high, low) else { return Err(error(vm, "Non-hexadecimal digit found")) };
        out.push((high << 4 | low) as u8);
    }
    vm.bytes(&out)
}

// ---- base64

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Six bits each, most significant first; the last group is filled up with zeros.
fn sixes(data: &[u8]) -> impl Iterator<Item = u8> + '_ {
    data.chunks(3).flat_map(|group| {
        let word = (0..3).fold(0_u32, |word, at| word << 8 | u32::from(group.get(at).copied().unwrap_or(0)));
        (0..4).take(group.len() + 1).map(move |at| (word >> (18 - 6 * at)) as u8 & 63)
    })
}

fn to_base64(data: &[u8], newline: bool) -> Vec<u8> {
    let mut out: Vec<u8> = sixes(data).map(|six| BASE64[usize::from(six)]).collect();
    while !out.len().is_multiple_of(4) {
        out.push(b'=');
    }
    if newline {
        out.push(b'\n');
    }
    out
}

/// What is no character of base64 is passed over, unless `strict`. An error is the text for `binascii.Error`.
fn from_base64(text: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    let refuse = |wrong: bool, message: &str| if strict && wrong { Err(message.to_owned()) } else { Ok(()) };
    refuse(text.first() == Some(&b'='), "Leading padding not allowed")?;
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    // The place in the group of four, what is left of the byte before, and how many `=` there have been.
    let (mut place, mut left, mut padding) = (0, 0_u8, 0);
    for (at, byte) in text.iter().enumerate() {
        if *byte == b'=' {
            if place >= 2 {
                padding += 1;
                if place + padding >= 4 {
                    refuse(at + 1 < text.len(), "Excess data after padding")?;
                    return Ok(out);
                }
            }
            continue;
        }
        let Some(six) = BASE64.iter().position(|known| known == byte) else {
            refuse(true, "Only base64 data is allowed")?;
            continue;
        };
        refuse(padding > 0, "Discontinuous padding not allowed")?;
        padding = 0;
        let six = six as u8;
        match place {
            0 => {}
            1 => out.push(left << 2 | six >> 4),
            2 => out.push(left << 4 | six >> 2),
            _ => out.push(left << 6 | six),
        }
        left = six;
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(out),
        1 => {
            let count = out.len() / 3 * 4 + 1;
            Err(format!(
                "Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4"
            ))
        }
        _ => Err("Incorrect padding".to_owned()),
    }
}

// ---- uuencode

fn to_uu(data: &[u8], backtick: bool) -> Vec<u8> {
    let shown = |six: u8| if six == 0 && backtick { b'`' } else { six + b' ' };
    let mut out = vec![shown(data.len() as u8)];
    let mut whole = data.to_vec();
    whole.resize(data.len().next_multiple_of(3), 0);
    out.extend(sixes(&whole).map(shown));
    out.push(b'\n');
    out
}

fn from_uu(line: &[u8]) -> Result<Vec<u8>, &'static str> {
    let six = |byte: u8| match byte {
        b'\n' | b'\r' => Ok(0),
        b' '..=b'`' => Ok((byte - b' ') & 63),
        _ => Err("Illegal char"),
    };
    let (first, rest) = line.split_first().map_or((0, line), |(first, rest)| (*first, rest));
    let length = usize::from(first.wrapping_sub(b' ') & 63);
    let mut out = Vec::with_capacity(length);
    let (mut rest, mut word, mut bits) = (rest.iter(), 0_u32, 0);
    while out.len() < length {
        // Trailing spaces may have been lost.
        word = word << 6 | u32::from(rest.next().map_or(Ok(0), |byte| six(*byte))?);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
        }
    }
    match rest.all(|byte| matches!(byte, b' ' | b'`' | b'\n' | b'\r')) {
        true => Ok(out),
        false => Err("Trailing garbage"),
    }
}

// ---- quoted-printable

fn from_quoted(text: &[u8], header: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += 1;
        match (byte, text.get(at)) {
            (b'=', None) => {}
            // A soft line break: up to the end of the line.
            (b'=', Some(b'\n' | b'\r')) => {
                let rest = text.get(at..).unwrap_or_default();
                at += rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            }
            (b'=', Some(b'=')) => {
                out.push(b'=');
                at += 1;
            }
            (b'=', Some(high)) => {
                let digits =
                    [Some(high), text.get(at + 1)].map(|byte| byte.and_then(|byte| char::from(*byte).to_digit(16)));
                match digits {
                    [Some(high), Some(low)] => {
                        out.push((high << 4 | low) as u8);
                        at += 2;
                    }
                    _ => out.push(b'='),
                }
            }
            (b'_', _) if header => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    out
}

/// Lines longer than this are broken.
const LINE: usize = 76;

/// How `to_quoted` treats blanks and ends of lines.
struct Quoting {
    tabs: bool,
    text: bool,
    header: bool,
}

fn to_quoted(data: &[u8], how: &Quoting) -> Vec<u8> {
    // Lines end as the first one does.
    let crlf = data.iter().position(|byte| *byte == b'\n').is_some_and(|at| at > 0 && data.get(at - 1) == Some(&b'\r'));
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let end_line = |out: &mut Vec<u8>| out.extend_from_slice(if crlf { b"\r\n" } else { b"\n" });
    let quote = |out: &mut Vec<u8>, byte: u8| out.extend(format!("={byte:02X}").bytes());
    let (mut at, mut column) = (0, 0);
    while let Some(&byte) = data.get(at) {
        let next = data.get(at + 1).copied();
        let is_end = byte == b'\n' || (byte == b'\r' && next == Some(b'\n'));
        if how.text && is_end {
            if let Some(last @ (b' ' | b'\t')) = out.last().copied() {
                out.pop();
                quote(&mut out, last);
            }
            end_line(&mut out);
            at += if byte == b'\r' { 2 } else { 1 };
            column = 0;
            continue;
        }
        let dot = byte == b'.' && column == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0));
        let must = byte > 126
            || byte == b'='
            || (how.header && byte == b'_')
            || dot
            || (!how.text && matches!(byte, b'\r' | b'\n'))
            || (matches!(byte, b' ' | b'\t') && (next.is_none() || how.tabs))
            || (byte < 33 && !matches!(byte, b'\r' | b'\n' | b'\t' | b' '));
        let breaks =
            if must { column + 3 >= LINE } else { column + 1 >= LINE && next.is_some_and(|next| next != b'\n') };
        if breaks {
            out.push(b'=');
            end_line(&mut out);
            column = 0;
        }
        if must {
            quote(&mut out, byte);
        } else if how.header && byte == b' ' {
            out.push(b'_');
        } else {
            out.push(byte);
        }
        column += if must { 3 } else { 1 };
        at += 1;
    }
    out
}

// ---- check sums

/// A CRC of 16 bits, as BinHex 4 has it.
fn crc_hqx(data: &[u8], start: u16) -> u16 {
    data.iter().fold(start, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte) << 8, |crc, _| if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 })
    })
}

/// The low bits of an int, as C takes an unsigned number of any size.
fn low_bits(vm: &mut Vm, value: &Value) -> Res<u32> {
    if value.is_empty() {
        return Ok(0);
    }
    let number = vm.index(value)?;
    let number = int::to_big(&number).unwrap_or_default() & num_bigint::BigInt::from(u32::MAX);
    Ok(u32::try_from(number).unwrap_or(0))
}

static FUNCTIONS: &[Decl] = natives![
    /// Hexadecimal representation of binary data.
    "hexlify(data, sep='', bytes_per_sep=1)" |vm, [data, sep, group]| to_hex(vm, data, sep, group);
    /// Hexadecimal representation of binary data.
    "b2a_hex(data, sep='', bytes_per_sep=1)" |vm, [data, sep, group]| to_hex(vm, data, sep, group);
    /// Binary data of hexadecimal representation.
    "unhexlify(hexstr, /)" |vm, [text]| from_hex(vm, text);
    /// Binary data of hexadecimal representation.
    "a2b_hex(hexstr, /)" |vm, [text]| from_hex(vm, text);
    /// Base64-code line of data.
    "b2a_base64(data, /, *, newline=True)" |vm, [data, newline]| {
        let newline = flag(vm, newline, true)?;
        let encoded = to_base64(&buffer(vm, data)?, newline);
        vm.bytes(&encoded)
    };
    /// Decode a line of base64 data.
    ///
    ///   strict_mode
    ///     When set to True, bytes that are not in the base64 standard are not allowed.
    ///     The same applies to excess data after padding (= / ==).
    "a2b_base64(data, /, *, strict_mode=False)" |vm, [data, strict]| {
        let strict = flag(vm, strict, false)?;
        match from_base64(&ascii(vm, data)?, strict) {
            Ok(bytes) => vm.bytes(&bytes),
            Err(message) => Err(error(vm, &message)),
        }
    };
    /// Uuencode line of data.
    "b2a_uu(data, /, *, backtick=False)" |vm, [data, backtick]| {
        let backtick = flag(vm, backtick, false)?;
        let data = buffer(vm, data)?;
        if data.len() > 45 {
            return Err(error(vm, "At most 45 bytes at once"));
        }
        vm.bytes(&to_uu(&data, backtick))
    };
    /// Decode a line of uuencoded data.
    "a2b_uu(data, /)" |vm, [data]| match from_uu(&ascii(vm, data)?) {
        Ok(bytes) => vm.bytes(&bytes),
        Err(message) => Err(error(vm, message)),
    };
    /// Decode a string of qp-encoded data.
    "a2b_qp(data, header=False)" |vm, [data, header]| {
        let header = flag(vm, header, false)?;
        let decoded = from_quoted(&ascii(vm, data)?, header);
        vm.bytes(&decoded)
    };
    /// Encode a string using quoted-printable encoding.
    ///
    /// On encoding, when istext is set, newlines are not encoded, and white
    /// space at end of lines is.  When istext is not set, \r and \n (CR/LF)
    /// are both encoded.  When quotetabs is set, space and tabs are encoded.
    "b2a_qp(data, quotetabs=False, istext=True, header=False)" |vm, [data, tabs, text, header]| {
        let how = Quoting { tabs: flag(vm, tabs, false)?, text: flag(vm, text, true)?, header: flag(vm, header, false)? };
        let encoded = to_quoted(&buffer(vm, data)?, &how);
        vm.bytes(&encoded)
    };
    /// Compute CRC-32 incrementally.
    "crc32(data, crc=0, /)" |vm, [data, start]| {
        let start = low_bits(vm, start)?;
        let mut hasher = crc32fast::Hasher::new_with_initial(start);
        hasher.update(&buffer(vm, data)?);
        Ok(int::from_i64(i64::from(hasher.finalize())))
    };
    /// Compute CRC-CCITT incrementally.
    "crc_hqx(data, crc, /)" |vm, [data, start]| {
        let start = low_bits(vm, start)? as u16;
        let sum = crc_hqx(&buffer(vm, data)?, start);
        Ok(int::from_i64(i64::from(sum)))
    };
];
