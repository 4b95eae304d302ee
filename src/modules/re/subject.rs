//! The text that is searched: a string, or bytes, from a place to a place.

use std::borrow::Cow;

use super::charset::without_surrogates;
use super::pattern::PatternData;
use super::program::Text;
use crate::heap::Value;
use crate::objects::bytearray::bytes_of;
use crate::objects::{Bytes, Str};
use crate::text::wtf8;
use crate::vm::{E, Res, T, Vm};

/// A text and the part of it to search in.
pub struct Subject {
    pub value: Value,
    /// What is searched, if it is not the text itself: byte arrays can change, and the engine knows no surrogates.
    copy: Option<Vec<u8>>,
    wide: bool,
    /// In bytes.
    pub start: usize,
    pub end: usize,
    /// In characters.
    pub pos: usize,
    pub endpos: usize,
}

/// An argument that is a place or a count; the default if it is absent.
pub fn position(vm: &mut Vm, value: &Value, default: i64) -> Res<i64> {
    if value.is_empty() {
        return Ok(default);
    }
    vm.index_i64(value, E::OverflowError)
}

impl Subject {
    /// Checks that a pattern can be searched for in a value.
    pub fn new(vm: &mut Vm, pattern: &PatternData, value: &Value, pos: &Value, endpos: &Value) -> Res<Subject> {
        let (pos, endpos) = (position(vm, pos, 0)?, position(vm, endpos, i64::MAX)?);
        let is_text = pattern.program.parsed.is_text;
        let clip = |at: i64, len: usize| usize::try_from(at).unwrap_or(0).min(len);
        if let Some(text) = value.cast::<Str>() {
            if !is_text {
                return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
            }
            let wide = !text.is_ascii();
            let copy = (wide && wtf8::has_surrogates(text.bytes())).then(|| without_surrogates(text.bytes()));
            let (pos, endpos) = (clip(pos, text.chars()), clip(endpos, text.chars()));
            let (start, end) = (text.offset(pos), text.offset(endpos));
            return Ok(Subject { value: value.clone(), copy, wide, start, end, pos, endpos });
        }
        let (copy, len) = match bytes_of(value) {
            Some(Cow::Borrowed(data)) => (None, data.len()),
            Some(Cow::Owned(data)) => {
                let len = data.len();
                (Some(data), len)
            }
            None => {
                let name = vm.type_name(value);
                return Err(vm.type_error(format!("expected string or bytes-like object, got '{name}'")));
            }
        };
        if is_text {
            return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
        }
        let (pos, endpos) = (clip(pos, len), clip(endpos, len));
        Ok(Subject { value: value.clone(), copy, wide: false, start: pos, end: endpos, pos, endpos })
    }

    /// What the engine gets.
    pub fn text(&self) -> Text<'_> {
        let bytes = match (&self.copy, self.value.cast::<Str>(), self.value.cast::<Bytes>()) {
            (Some(copy), _, _) => &copy[..],
            (None, Some(text), _) => text.bytes(),
            (None, None, Some(bytes)) => bytes.data(),
            (None, None, None) => &[],
        };
        Text { bytes: bytes.get(..self.end).unwrap_or(bytes), wide: self.wide }
    }

    /// The bytes of a part of the text as it was when the search began.
    pub fn bytes(&self, (start, end): (usize, usize)) -> &[u8] {
        let bytes = match (self.value.cast::<Str>(), self.value.cast::<Bytes>(), &self.copy) {
            (Some(text), _, _) => text.bytes(),
            (None, Some(bytes), _) => bytes.data(),
            (None, None, copy) => copy.as_deref().unwrap_or_default(),
        };
        bytes.get(start..end).unwrap_or_default()
    }

    /// A part of the text as it was when the search began.
    pub fn slice(&self, vm: &mut Vm, span: (usize, usize)) -> Res {
        match self.copy {
            Some(_) if !self.wide => vm.bytes(self.bytes(span)),
            _ => slice(vm, &self.value, span),
        }
    }
}

/// A part of a text: of a string a string, of anything else bytes. The whole of a text is the text itself.
pub fn slice(vm: &mut Vm, value: &Value, (start, end): (usize, usize)) -> Res {
    if let Some(text) = value.cast::<Str>() {
        if end - start == text.len() && vm.type_of(value).is(&vm.type_object(T::Str)) {
            return Ok(value.clone());
        }
        return vm.str_part(text, text.bytes().get(start..end).unwrap_or_default());
    }
    let Some(data) = bytes_of(value) else { return vm.bytes(&[]) };
    if end - start == data.len() && vm.type_of(value).is(&vm.type_object(T::Bytes)) {
        return Ok(value.clone());
    }
    let end = end.min(data.len());
    vm.bytes(data.get(start.min(end)..end).unwrap_or_default())
}

/// A place in a text, in characters.
pub fn characters(value: &Value, offset: usize) -> usize {
    value.cast::<Str>().map_or(offset, |text| text.index_of(offset))
}

/// The code points of a string, or the bytes; `None` of anything else.
pub fn points(value: &Value) -> Option<Vec<u32>> {
    match value.cast::<Str>() {
        Some(text) => Some(wtf8::points(text.bytes()).collect()),
        None => bytes_of(value).map(|data| data.iter().copied().map(u32::from).collect()),
    }
}
