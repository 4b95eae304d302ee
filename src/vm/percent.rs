//! `format % arguments`: fetching and converting the arguments; the formatting itself is in `text::percent`.

use crate::heap::Value;
use crate::num::float_ops;
use crate::objects::bytearray::{bytes_of, new_bytearray};
use crate::objects::{BigIntObject, ByteArray, Bytes, Dict, List, Str, Tuple, int};
use crate::text::format_int::IntArg;
use crate::text::percent::{self, Arg, Conversion, Count, Piece, Wants};
use crate::text::wtf8;

use super::{E, N, Res, Vm};

/// The arguments of one formatting.
struct Arguments<'a> {
    all: &'a Value,
    next: usize,
    /// A mapping was asked by key.
    keyed: bool,
    /// Bytes are formatted. Meanwhile each byte is a code point, as in Latin-1.
    bytes: bool,
}

/// Bytes as code points.
fn widened(data: &[u8]) -> Vec<u8> {
    if data.is_ascii() { data.to_vec() } else { wtf8::encode(data.iter().map(|byte| u32::from(*byte))) }
}

/// Code points that stand for bytes, as bytes again.
fn narrowed(text: &[u8]) -> Vec<u8> {
    if text.is_ascii() { text.to_vec() } else { wtf8::points(text).map(|point| point as u8).collect() }
}

impl Vm {
    /// `format % all`
    pub fn percent(&mut self, format: &Str, all: &Value) -> Res {
        // A string that is formatted as a whole stays the same object, as in CPython.
        if format.bytes() == b"%s" {
            let only = match all.exact::<Tuple>().map(Tuple::elements) {
                Some([only]) => Some(only),
                Some(_) => None,
                None => Some(all),
            };
            if let Some(only) = only.filter(|only| only.exact::<Str>().is_some()) {
                return Ok(only.clone());
            }
        }
        let text = self.percent_text(format.bytes(), all, false)?;
        self.str_bytes(&text)
    }

    /// `format % all` of bytes
    pub fn percent_bytes(&mut self, format: &Bytes, all: &Value) -> Res {
        let text = self.percent_text(&widened(format.data()), all, true)?;
        crate::objects::str::new_bytes(&narrowed(&text)).map_err(|_| self.raise_memory())
    }

    /// `format % all` of a byte array
    pub(super) fn percent_bytearray(&mut self, format: &ByteArray, all: &Value) -> Res {
        let text = self.percent_text(&widened(&format.to_vec()), all, true)?;
        Ok(new_bytearray(narrowed(&text)))
    }

    fn percent_text(&mut self, format: &[u8], all: &Value, bytes: bool) -> Res<Vec<u8>> {
        let mut out = Vec::new();
        let mut arguments = Arguments { all, next: 0, keyed: false, bytes };
        for piece in percent::pieces(format) {
            match piece {
                Piece::Literal(text) => out.extend_from_slice(text),
                Piece::Conversion(conversion) => self.convert_one(&mut out, &conversion, &mut arguments)?,
            }
        }
        let is_mapping =
            all.cast::<Dict>().is_some() || (is_mapping_like(all, bytes) && self.has_special(all, N::getitem));
        let left = match all.cast::<Tuple>() {
            Some(tuple) => arguments.next < tuple.len(),
            None => arguments.next == 0 && !arguments.keyed && !is_mapping && all.cast::<List>().is_none(),
        };
        if left {
            return Err(match bytes {
                true => self.type_error("not all arguments converted during bytes formatting"),
                false => self.raise_error(percent::not_all_converted()),
            });
        }
        Ok(out)
    }

    fn next_argument(&mut self, arguments: &mut Arguments<'_>) -> Res {
        let found = match arguments.all.cast::<Tuple>() {
            Some(tuple) => tuple.elements().get(arguments.next).cloned(),
            None if arguments.next == 0 && !arguments.keyed => Some(arguments.all.clone()),
            None => None,
        };
        arguments.next += 1;
        match found {
            Some(value) => Ok(value),
            None => Err(self.raise_error(percent::not_enough())),
        }
    }

    /// The number for a `*`. CPython reads a width as a size, and a precision as a C int.
    fn star(&mut self, count: Option<Count>, arguments: &mut Arguments<'_>, width: bool) -> Res<Option<i64>> {
        match count {
            Some(Count::Star) => {
                let value = self.next_argument(arguments)?;
                if !int::is_int(&value) {
                    return Err(self.raise_error(percent::star_wants_int()));
                }
                match int::to_i64(&value) {
                    // There is nothing as far to the other side: it stays what it is, and so too narrow.
                    Some(i64::MIN) if width => Ok(Some(0)),
                    Some(number) if width || i32::try_from(number).is_ok() => Ok(Some(number)),
                    _ => {
                        let what = if width { "ssize_t" } else { "int" };
                        Err(self.raise(E::OverflowError, format!("Python int too large to convert to C {what}")))
                    }
                }
            }
            _ => Ok(None),
        }
    }

    fn convert_one(&mut self, out: &mut Vec<u8>, how: &Conversion<'_>, arguments: &mut Arguments<'_>) -> Res<()> {
        let mut keyed = None;
        if let Some(key) = how.key {
            if !is_mapping_like(arguments.all, arguments.bytes) {
                return Err(self.raise_error(percent::requires_mapping()));
            }
            if arguments.all.cast::<Dict>().is_none() && !self.has_special(arguments.all, N::getitem) {
                return Err(self.raise_error(percent::requires_mapping()));
            }
            if let Some(fault) = how.fault.clone().filter(|_| how.kind == 0 && key.is_empty()) {
                return Err(self.raise_error(fault));
            }
            arguments.keyed = true;
            let key = match arguments.bytes {
                true => crate::objects::str::new_bytes(&narrowed(key)).map_err(|_| self.raise_memory())?,
                false => self.str_bytes(key)?,
            };
            keyed = Some(self.get_item(arguments.all, &key)?);
        }
        let width = self.star(how.width, arguments, true)?;
        let precision = self.star(how.precision, arguments, false)?;
        if let Some(fault) = how.fault.clone() {
            return Err(self.raise_error(fault));
        }
        let value = match keyed {
            Some(value) => value,
            None => self.next_argument(arguments)?,
        };
        if arguments.bytes && self.convert_bytes(out, how, &value, width, precision)? {
            return Ok(());
        }
        let Some(wants) = how.wants() else { return Err(self.raise_error(how.unsupported())) };
        let resolved = how.resolve(width, precision);
        let limit = self.int_digit_limit;
        let result = match wants {
            Wants::Str | Wants::Repr | Wants::Ascii => {
                let text = match wants {
                    Wants::Str => self.str_of_bytes(&value)?,
                    Wants::Repr => self.repr_bytes(&value)?,
                    _ => {
                        let text = self.ascii(&value)?;
                        text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default()
                    }
                };
                percent::format_arg(out, &resolved, Arg::Str(&text), limit)
            }
            Wants::Point if value.cast::<Str>().is_some() => {
                let text = value.cast::<Str>().map(Str::bytes).unwrap_or_default();
                if wtf8::points(text).nth(1).is_some() || text.is_empty() {
                    return Err(self.type_error("%c requires int or char"));
                }
                percent::format_arg(out, &resolved, Arg::Str(text), limit)
            }
            Wants::Point | Wants::Decimal | Wants::Integer => {
                let number = self.percent_int(&value, wants, how)?;
                let small = int::to_i64(&number);
                match (small, number.exact::<BigIntObject>()) {
                    (Some(small), _) => percent::format_arg(out, &resolved, Arg::Int(IntArg::Small(small)), limit),
                    (None, Some(big)) => percent::format_arg(out, &resolved, Arg::Int(IntArg::Big(&big.0)), limit),
                    (None, None) => Ok(()),
                }
            }
            Wants::Float => {
                let number = match self.to_float(&value) {
                    Ok(number) => number,
                    Err(raised) if self.raised_is(E::TypeError) => {
                        drop(self.take_raised(raised));
                        let name = self.type_name(&value);
                        let wanted = if arguments.bytes { "float argument required" } else { "must be real number" };
                        return Err(self.type_error(format!("{wanted}, not {name}")));
                    }
                    Err(raised) => return Err(raised),
                };
                percent::format_arg(out, &resolved, Arg::Float(number), limit)
            }
        };
        self.ok(result)
    }

    /// The conversions that differ for bytes; whether this is one.
    fn convert_bytes(
        &mut self,
        out: &mut Vec<u8>,
        how: &Conversion<'_>,
        value: &Value,
        width: Option<i64>,
        precision: Option<i64>,
    ) -> Res<bool> {
        let text = match u8::try_from(how.kind) {
            Ok(b's' | b'b') => widened(&self.bytes_of(value)?),
            Ok(b'a' | b'r') => {
                let text = self.ascii(value)?;
                text.cast::<Str>().map(|text| text.bytes().to_vec()).unwrap_or_default()
            }
            Ok(b'c') => match bytes_of(value) {
                Some(byte) if byte.len() == 1 => widened(&byte),
                None if int::is_int(value) || self.has_special(value, N::index) => {
                    let number = self.index(value)?;
                    match int::to_i64(&number).and_then(|number| u8::try_from(number).ok()) {
                        Some(byte) => widened(&[byte]),
                        None => return Err(self.raise(E::OverflowError, "%c arg not in range(256)")),
                    }
                }
                _ => return Err(self.type_error("%c requires an integer in range(256) or a single byte")),
            },
            _ => return Ok(false),
        };
        let mut resolved = how.resolve(width, precision);
        resolved.kind = b's';
        let result = percent::format_arg(out, &resolved, Arg::Str(&text), self.int_digit_limit);
        self.ok(result)?;
        Ok(true)
    }

    /// The bytes that `%b` takes of an object.
    fn bytes_of(&mut self, value: &Value) -> Res<Vec<u8>> {
        let made = match self.buffer(value)? {
            Some(bytes) => return Ok(bytes.into_owned()),
            None => self.call_special(value, N::bytes, &[])?,
        };
        let Some(made) = made else {
            let name = self.type_name(value);
            let wanted = "%b requires a bytes-like object, or an object that implements __bytes__";
            return Err(self.type_error(format!("{wanted}, not '{name}'")));
        };
        match made.cast::<Bytes>() {
            Some(bytes) => Ok(bytes.data().to_vec()),
            None => {
                let name = self.type_name(&made);
                Err(self.type_error(format!("__bytes__ returned non-bytes (type {name})")))
            }
        }
    }

    fn percent_int(&mut self, value: &Value, wants: Wants, how: &Conversion<'_>) -> Res {
        if int::is_int(value) {
            return Ok(value.native().unwrap_or(value).clone());
        }
        if wants == Wants::Decimal
            && let Some(float) = int::to_f64(value)
        {
            let whole = float_ops::to_int(float.trunc());
            return self.ok(whole).map(int::from_big);
        }
        let is_decimal = wants == Wants::Decimal && self.special(value, N::int).is_some();
        let asked = self.call_special(value, if is_decimal { N::int } else { N::index }, &[]);
        if let Some(number) = self.catch(E::TypeError, asked)?.flatten().filter(int::is_int) {
            if number.as_bool().is_some() || number.native().is_some() {
                self.warn_subclass(if is_decimal { "__int__" } else { "__index__" }, &number, "int")?;
            }
            return self.index(&number);
        }
        let name = self.type_name(value);
        Err(self.raise_error(percent::wrong_argument(how, &name)))
    }
}

/// Whether the right operand may be a mapping: it is one if it has `__getitem__`, too.
fn is_mapping_like(all: &Value, bytes: bool) -> bool {
    all.cast::<Tuple>().is_none() && all.cast::<Str>().is_none() && !(bytes && bytes_of(all).is_some())
}
