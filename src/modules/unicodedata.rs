//! The module `unicodedata`. Properties are those of the tables in `text`, and so of the reference's edition; names and
//! normal forms come from crates that follow newer ones, so characters which the edition does not know are left out here.

use unicode_normalization::UnicodeNormalization;

use crate::heap::Value;
use crate::natives;
use crate::objects::{Str, int};
use crate::text::{unicode, unicode_data, wtf8};
use crate::vm::{Decl, Res, Vm};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "This module provides access to the Unicode Character Database which\ndefines character properties for all \
               Unicode characters.";
    let module = vm.new_module("unicodedata", Some(doc))?;
    vm.add_functions(&module, FUNCTIONS)?;
    let version = vm.str(unicode_data::VERSION);
    vm.add_member(&module, "unidata_version", version)?;
    Ok(module)
}

/// An argument that is one character.
fn character(vm: &mut Vm, function: &str, value: &Value, alone: bool) -> Res<u32> {
    let points = value.cast::<Str>().map(|text| wtf8::points(text.bytes()));
    if let Some(mut points) = points
        && let (Some(point), None) = (points.next(), points.next())
    {
        return Ok(point);
    }
    let name = vm.type_name(value);
    let argument = if alone { "argument" } else { "argument 1" };
    Err(vm.type_error(format!("{function}() {argument} must be a unicode character, not {name}")))
}

/// What a character has, the default where it has none, or a ValueError.
fn or_default(vm: &mut Vm, found: Option<Value>, default: &Value, message: &str) -> Res {
    match found {
        Some(value) => Ok(value),
        None if default.is_empty() => Err(vm.value_error(message)),
        None => Ok(default.clone()),
    }
}

/// Whether the edition of the tables knows a character.
fn is_assigned(point: u32) -> bool {
    unicode::category(point) != "Cn"
}

fn name(point: u32) -> Option<String> {
    let character = char::from_u32(point).filter(|_| is_assigned(point))?;
    unicode_names2::name(character).map(|name| name.to_string())
}

/// A normal form of a text. Characters that the edition does not know are not touched.
fn normalized(form: &str, text: &str) -> Option<String> {
    let form = |text: &str| match form {
        "NFC" => Some(text.nfc().collect::<String>()),
        "NFD" => Some(text.nfd().collect()),
        "NFKC" => Some(text.nfkc().collect()),
        "NFKD" => Some(text.nfkd().collect()),
        _ => None,
    };
    let is_new = |c: char| !is_assigned(u32::from(c));
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(is_new) {
        let known = piece.trim_end_matches(is_new);
        out += &form(known)?;
        out += piece.get(known.len()..).unwrap_or_default();
    }
    if text.is_empty() { form(text) } else { Some(out) }
}

fn normalize(vm: &mut Vm, function: &str, form: &Value, value: &Value) -> Res {
    let mut texts = Vec::new();
    for (at, argument) in [form, value].into_iter().enumerate() {
        let Some(text) = argument.cast::<Str>() else {
            let name = vm.type_name(argument);
            return Err(vm.type_error(format!("{function}() argument {} must be str, not {name}", at + 1)));
        };
        texts.push(text);
    }
    let (Some(form), Some(text)) = (texts.first(), texts.get(1)) else { return Ok(Value::NONE) };
    // Nothing is in every form, whatever the name.
    if text.bytes().is_empty() && function == "normalize" {
        return Ok(value.clone());
    }
    // Surrogates are not part of any normal form: the pieces between them are.
    let mut out = Vec::new();
    let (form, mut rest) = (form.to_text(), text.bytes());
    loop {
        let end = wtf8::point_indices(rest).find(|(_, point)| (0xD800..0xE000).contains(point)).map(|(at, _)| at);
        let (piece, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, &[]));
        let Some(done) = wtf8::to_str(piece).and_then(|piece| normalized(&form, piece)) else {
            return Err(vm.value_error("invalid normalization form"));
        };
        out.extend_from_slice(done.as_bytes());
        if after.is_empty() {
            return vm.str_bytes(&out);
        }
        let (surrogate, after) = after.split_at_checked(3).unwrap_or((after, &[]));
        out.extend_from_slice(surrogate);
        rest = after;
    }
}

static FUNCTIONS: &[Decl] = natives![
    /// Returns the general category assigned to the character chr as string.
    "category(chr, /)" |vm, [chr]| {
        let point = character(vm, "category", chr, true)?;
        Ok(vm.str(unicode::category(point)))
    };
    /// Returns the bidirectional class assigned to the character chr as string.
    "bidirectional(chr, /)" |vm, [chr]| {
        let point = character(vm, "bidirectional", chr, true)?;
        Ok(vm.str(unicode_data::bidirectional(point)))
    };
    /// Returns the canonical combining class assigned to the character chr as integer.
    "combining(chr, /)" |vm, [chr]| {
        let point = character(vm, "combining", chr, true)?;
        Ok(int::from_i64(unicode_data::combining(point).into()))
    };
    /// Returns the east asian width assigned to the character chr as string.
    "east_asian_width(chr, /)" |vm, [chr]| {
        let point = character(vm, "east_asian_width", chr, true)?;
        Ok(vm.str(unicode_data::east_asian_width(point)))
    };
    /// Returns the mirrored property assigned to the character chr as integer.
    "mirrored(chr, /)" |vm, [chr]| {
        let point = character(vm, "mirrored", chr, true)?;
        Ok(int::from_i64(unicode_data::is_mirrored(point).into()))
    };
    /// Returns the character decomposition mapping assigned to the character chr as string.
    "decomposition(chr, /)" |vm, [chr]| {
        let point = character(vm, "decomposition", chr, true)?;
        Ok(vm.str(unicode_data::decomposition(point)))
    };
    /// Converts a Unicode character into its equivalent decimal value.
    "decimal(chr, default=<unrepresentable>, /)" |vm, [chr, default]| {
        let point = character(vm, "decimal", chr, false)?;
        let found = unicode::decimal_value(point).map(|value| int::from_i64(value.into()));
        or_default(vm, found, default, "not a decimal")
    };
    /// Converts a Unicode character into its equivalent digit value.
    "digit(chr, default=<unrepresentable>, /)" |vm, [chr, default]| {
        let point = character(vm, "digit", chr, false)?;
        let found = unicode::digit_value(point).map(|value| int::from_i64(value.into()));
        or_default(vm, found, default, "not a digit")
    };
    /// Converts a Unicode character into its equivalent numeric value.
    "numeric(chr, default=<unrepresentable>, /)" |vm, [chr, default]| {
        let point = character(vm, "numeric", chr, false)?;
        let found = unicode_data::numeric_value(point).map(Value::float);
        or_default(vm, found, default, "not a numeric character")
    };
    /// Returns the name assigned to the character chr as a string.
    "name(chr, default=<unrepresentable>, /)" |vm, [chr, default]| {
        let point = character(vm, "name", chr, false)?;
        let found = name(point).map(|name| vm.str(&name));
        or_default(vm, found, default, "no such name")
    };
    /// Look up character by name.
    ///
    /// If a character with the given name is found, return the
    /// corresponding character.  If not found, KeyError is raised.
    "lookup(name, /)" |vm, [wanted]| {
        let Some(text) = wanted.cast::<Str>() else {
            let name = vm.type_name(wanted);
            return Err(vm.type_error(format!("lookup() argument must be str, not {name}")));
        };
        let text = text.to_text();
        match unicode_names2::character(&text).filter(|found| is_assigned(u32::from(*found))) {
            Some(found) => Ok(vm.str(found.encode_utf8(&mut [0; 4]))),
            None => {
                let message = vm.str(&format!("undefined character name '{text}'"));
                Err(vm.key_error(&message))
            }
        }
    };
    /// Return the normal form 'form' for the Unicode string unistr.
    ///
    /// Valid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.
    "normalize(form, unistr, /)" |vm, [form, text]| normalize(vm, "normalize", form, text);
    /// Return whether the Unicode string unistr is in the normal form 'form'.
    ///
    /// Valid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.
    "is_normalized(form, unistr, /)" |vm, [form, text]| {
        let normal = normalize(vm, "is_normalized", form, text)?;
        Ok(Value::bool(vm.equals(&normal, text)?))
    };
];
