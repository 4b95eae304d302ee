//! `format % arguments`: fetching and converting the arguments; the formatting itself is in `text::percent`.

use crate::heap::Value;
use crate::num::float_ops;
use crate::objects::{BigIntObject, Dict, List, Str, Tuple, int};
use crate::text::format_int::IntArg;
use crate::text::percent::{self, Arg, Conversion, Count, Piece, Wants};

use super::{E, N, Res, Vm};

/// The arguments of one formatting.
struct Arguments<'a> {
    all: &'a Value,
    next: usize,
    /// A mapping was asked by key.
    keyed: bool,
}

impl Vm {
    pub(super) fn percent(&mut self, format: &Str, all: &Value) -> Res {
        let mut out = Vec::new();
        let mut arguments = Arguments { all, next: 0, keyed: false };
        for piece in percent::pieces(format.bytes()) {
            match piece {
                Piece::Literal(text) => out.extend_from_slice(text),
                Piece::Conversion(conversion) => self.convert_one(&mut out, &conversion, &mut arguments)?,
            }
        }
        let is_mapping = all.cast::<Dict>().is_some()
            || (all.cast::<Tuple>().is_none()
                && all.cast::<Str>().is_none()
                && self.special(all, N::getitem).is_some());
        let left = match all.cast::<Tuple>() {
            Some(tuple) => arguments.next < tuple.len(),
            None => arguments.next == 0 && !arguments.keyed && !is_mapping && all.cast::<List>().is_none(),
        };
        if left {
            return Err(self.raise_error(percent::not_all_converted()));
        }
        self.str_bytes(&out)
    }

    fn next_argument(&mut self, arguments: &mut Arguments<'_>) -> Res {
        let found = match arguments.all.cast::<Tuple>() {
            Some(tuple) => tuple.elements().get(arguments.next).cloned(),
            None if arguments.next == 0 => Some(arguments.all.clone()),
            None => None,
        };
        arguments.next += 1;
        match found {
            Some(value) => Ok(value),
            None => Err(self.raise_error(percent::not_enough())),
        }
    }

    fn star(&mut self, count: Option<Count>, arguments: &mut Arguments<'_>) -> Res<Option<i64>> {
        match count {
            Some(Count::Star) => {
                let value = self.next_argument(arguments)?;
                if !int::is_int(&value) {
                    return Err(self.raise_error(percent::star_wants_int()));
                }
                match int::to_i64(&value) {
                    Some(number) => Ok(Some(number)),
                    None => Err(self.raise(E::OverflowError, "Python int too large to convert to C ssize_t")),
                }
            }
            _ => Ok(None),
        }
    }

    fn convert_one(&mut self, out: &mut Vec<u8>, how: &Conversion<'_>, arguments: &mut Arguments<'_>) -> Res<()> {
        let mut keyed = None;
        if let Some(key) = how.key {
            if arguments.all.cast::<Tuple>().is_some() || arguments.all.cast::<Str>().is_some() {
                return Err(self.raise_error(percent::requires_mapping()));
            }
            if arguments.all.cast::<Dict>().is_none() && self.special(arguments.all, N::getitem).is_none() {
                return Err(self.raise_error(percent::requires_mapping()));
            }
            arguments.keyed = true;
            let key = self.str_bytes(key)?;
            keyed = Some(self.get_item(arguments.all, &key)?);
        }
        let width = self.star(how.width, arguments)?;
        let precision = self.star(how.precision, arguments)?;
        if let Some(fault) = how.fault.clone() {
            return Err(self.raise_error(fault));
        }
        let value = match keyed {
            Some(value) => value,
            None => self.next_argument(arguments)?,
        };
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
                        return Err(self.type_error(format!("must be real number, not {name}")));
                    }
                    Err(raised) => return Err(raised),
                };
                percent::format_arg(out, &resolved, Arg::Float(number), limit)
            }
        };
        self.ok(result)
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
        if let Some(index) = self.call_special(value, N::index, &[])? {
            return Ok(index);
        }
        if wants == Wants::Decimal
            && let Some(number) = self.call_special(value, N::int, &[])?
        {
            return Ok(number);
        }
        let name = self.type_name(value);
        Err(self.raise_error(percent::wrong_argument(how, &name)))
    }
}
