//! Encodings: UTF-8, ASCII and Latin-1, with their error handlers.

use crate::heap::{OutOfMemory, Value};
use crate::objects::str::new_bytes;
use crate::objects::{Str, int};
use crate::text::wtf8;
use crate::vm::{E, Res, Vm};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

fn encoding(vm: &mut Vm, name: &Value) -> Res<Encoding> {
    if name.is_empty() || name.is_none() {
        return Ok(Encoding::Utf8);
    }
    let text = vm.text_of(name, "encode() argument 'encoding'")?;
    let original = String::from_utf8_lossy(text).into_owned();
    match original.to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
        "utf-8" | "utf8" | "u8" => Ok(Encoding::Utf8),
        "ascii" | "us-ascii" | "646" => Ok(Encoding::Ascii),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "l1" => Ok(Encoding::Latin1),
        _ => Err(vm.raise(E::LookupError, format!("unknown encoding: {original}"))),
    }
}

fn handler(vm: &mut Vm, errors: &Value) -> Res<String> {
    if errors.is_empty() || errors.is_none() {
        return Ok("strict".to_owned());
    }
    let text = vm.text_of(errors, "encode() argument 'errors'")?;
    Ok(String::from_utf8_lossy(text).into_owned())
}

/// `string.encode(encoding, errors)`
pub fn encode(vm: &mut Vm, string: &Value, name: &Value, errors: &Value) -> Res {
    let encoding = encoding(vm, name)?;
    let errors = handler(vm, errors)?;
    let Some(text) = string.cast::<Str>() else { return Err(vm.type_error("a str was expected")) };
    let mut out = Vec::new();
    for (at, point) in wtf8::points(text.bytes()).enumerate() {
        let encodable = match encoding {
            Encoding::Utf8 => !(0xD800..0xE000).contains(&point),
            Encoding::Ascii => point < 128,
            Encoding::Latin1 => point < 256,
        };
        if encodable {
            match encoding {
                Encoding::Utf8 => wtf8::push(&mut out, point),
                _ => out.push(point as u8),
            }
            continue;
        }
        match errors.as_str() {
            "ignore" => {}
            "replace" => out.push(b'?'),
            "backslashreplace" => out.extend(escape(point).bytes()),
            "xmlcharrefreplace" => out.extend(format!("&#{point};").bytes()),
            "surrogateescape" if (0xDC80..0xDD00).contains(&point) => out.push((point - 0xDC00) as u8),
            "surrogatepass" if encoding == Encoding::Utf8 => wtf8::push(&mut out, point),
            "strict" | "surrogateescape" | "surrogatepass" => {
                return Err(encode_error(vm, string, encoding, at));
            }
            _ => return Err(vm.raise(E::LookupError, format!("unknown error handler name '{errors}'"))),
        }
    }
    new_bytes(&out).map_err(|OutOfMemory| vm.raise_memory())
}

fn escape(point: u32) -> String {
    match point {
        0..=0xFF => format!("\\x{point:02x}"),
        0x100..=0xFFFF => format!("\\u{point:04x}"),
        _ => format!("\\U{point:08x}"),
    }
}

fn encode_error(vm: &mut Vm, string: &Value, encoding: Encoding, at: usize) -> crate::vm::Raised {
    let (name, reason) = match encoding {
        Encoding::Utf8 => ("utf-8", "surrogates not allowed"),
        Encoding::Ascii => ("ascii", "ordinal not in range(128)"),
        Encoding::Latin1 => ("latin-1", "ordinal not in range(256)"),
    };
    let args = vec![vm.str(name), string.clone(), int::from_usize(at), int::from_usize(at + 1), vm.str(reason)];
    let class = vm.exception_class(E::UnicodeEncodeError);
    match vm.call_kw(&class, args, Vec::new()) {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}

/// `bytes.decode(encoding, errors)`
pub fn decode(vm: &mut Vm, data: &[u8], name: &Value, errors: &Value) -> Res {
    let encoding = encoding(vm, name)?;
    let errors = handler(vm, errors)?;
    let mut out = Vec::with_capacity(data.len());
    let mut rest = data;
    while !rest.is_empty() {
        let at = data.len() - rest.len();
        let (valid, bad, reason) = match encoding {
            Encoding::Latin1 => {
                out.extend(wtf8::encode(rest.iter().map(|byte| u32::from(*byte))));
                break;
            }
            Encoding::Ascii => {
                let valid = rest.iter().take_while(|byte| byte.is_ascii()).count();
                (valid, 1, "ordinal not in range(128)")
            }
            Encoding::Utf8 => match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), 0, ""),
                Err(error) => {
                    let valid = error.valid_up_to();
                    let first = rest.get(valid).copied().unwrap_or(0);
                    match error.error_len() {
                        None => (valid, rest.len() - valid, "unexpected end of data"),
                        Some(len) if (0xC2..=0xF4).contains(&first) => (valid, len, "invalid continuation byte"),
                        Some(len) => (valid, len, "invalid start byte"),
                    }
                }
            },
        };
        out.extend_from_slice(rest.get(..valid).unwrap_or_default());
        rest = rest.get(valid..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let bad_bytes = rest.get(..bad.max(1)).unwrap_or_default();
        match errors.as_str() {
            "ignore" => {}
            "replace" => wtf8::push(&mut out, 0xFFFD),
            "backslashreplace" => {
                for byte in bad_bytes {
                    out.extend(format!("\\x{byte:02x}").bytes());
                }
            }
            "surrogateescape" => {
                for byte in bad_bytes {
                    wtf8::push(&mut out, 0xDC00 + u32::from(*byte));
                }
            }
            "strict" => return Err(decode_error(vm, data, encoding, at + valid, bad.max(1), reason)),
            _ => return Err(vm.raise(E::LookupError, format!("unknown error handler name '{errors}'"))),
        }
        rest = rest.get(bad.max(1)..).unwrap_or_default();
    }
    vm.str_bytes(&out)
}

fn decode_error(
    vm: &mut Vm,
    data: &[u8],
    encoding: Encoding,
    at: usize,
    len: usize,
    reason: &str,
) -> crate::vm::Raised {
    let name = if encoding == Encoding::Utf8 { "utf-8" } else { "ascii" };
    let object = match new_bytes(data) {
        Ok(object) => object,
        Err(OutOfMemory) => return vm.raise_memory(),
    };
    let args = vec![vm.str(name), object, int::from_usize(at), int::from_usize(at + len), vm.str(reason)];
    let class = vm.exception_class(E::UnicodeDecodeError);
    match vm.call_kw(&class, args, Vec::new()) {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}
