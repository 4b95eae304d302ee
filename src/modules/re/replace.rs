//! `sub` and `expand`: new text in the place of matches.

use super::matches::{MatchData, new_match};
use super::pattern::{Matches, PatternData, data as pattern_data};
use super::subject::{Subject, points, position};
use super::template::{Part, parse};
use crate::builtins::text_args::room;
use crate::heap::Value;
use crate::objects::Str;
use crate::objects::bytearray::bytes_of;
use crate::vm::{Res, Vm};

/// What takes the place of a match.
enum Replacement {
    /// Always the same.
    Same(Value),
    Parts(Vec<Part>),
    Call(Value),
}

/// Pieces of text, put together.
struct Output {
    bytes: Vec<u8>,
    is_text: bool,
    /// Pieces so far, for a message.
    pieces: usize,
}

impl Output {
    fn push(&mut self, vm: &mut Vm, piece: &[u8]) -> Res<()> {
        /// Results up to this size are not worth a check.
        const MODEST: usize = 1 << 20;
        let size = self.bytes.len() + piece.len();
        if size > MODEST && size > self.bytes.capacity() {
            room(vm, size)?;
        }
        self.bytes.extend_from_slice(piece);
        self.pieces += usize::from(!piece.is_empty());
        Ok(())
    }

    /// Appends an object, which must be of the right kind.
    fn push_value(&mut self, vm: &mut Vm, value: &Value) -> Res<()> {
        let piece = match self.is_text {
            true => value.cast::<Str>().map(|text| text.bytes().into()),
            false => bytes_of(value),
        };
        let Some(piece) = piece else {
            let (at, name) = (self.pieces, vm.type_name(value));
            let wanted = if self.is_text { "str instance" } else { "a bytes-like object" };
            return Err(vm.type_error(format!("sequence item {at}: expected {wanted}, {name} found")));
        };
        self.push(vm, &piece)
    }

    fn finish(self, vm: &mut Vm) -> Res {
        if self.is_text { vm.str_bytes(&self.bytes) } else { vm.bytes(&self.bytes) }
    }
}

/// Reads a template, an argument.
fn read_template(vm: &mut Vm, template: &Value, pattern: &PatternData) -> Res<Vec<Part>> {
    let Some(points) = points(template) else {
        let name = vm.type_name(template);
        return Err(vm.type_error(format!("decoding to str: need a bytes-like object, {name} found")));
    };
    match parse(&points, template.cast::<Str>().is_some(), &pattern.program) {
        Ok(parts) => Ok(parts),
        Err(failure) => Err(super::raise(vm, failure, template)),
    }
}

fn replacement(vm: &mut Vm, value: &Value, pattern: &PatternData) -> Res<Replacement> {
    if vm.is_callable(value) {
        return Ok(Replacement::Call(value.clone()));
    }
    let text = value.cast::<Str>().map(|text| text.bytes().into()).or_else(|| bytes_of(value));
    if text.is_some_and(|text| memchr::memchr(b'\\', &text).is_none()) {
        return Ok(Replacement::Same(value.clone()));
    }
    let parts = read_template(vm, value, pattern)?;
    if parts.iter().any(|part| matches!(part, Part::Group(_))) {
        return Ok(Replacement::Parts(parts));
    }
    let text: Vec<u8> =
        parts.into_iter().flat_map(|part| if let Part::Text(text) = part { text } else { Vec::new() }).collect();
    let same = if value.cast::<Str>().is_some() { vm.str_bytes(&text)? } else { vm.bytes(&text)? };
    Ok(Replacement::Same(same))
}

/// The text with its matches replaced, and how many there were.
pub fn substitute(vm: &mut Vm, this: &Value, [repl, string, count]: [&Value; 3]) -> Res<(Value, usize)> {
    let pattern = pattern_data(vm, this)?;
    let count = position(vm, count, 0)?;
    let repl = replacement(vm, repl, pattern)?;
    let subject = Subject::new(vm, pattern, string, &Value::EMPTY, &Value::EMPTY)?;
    let mut matches = Matches::new(pattern, &subject, !matches!(repl, Replacement::Same(_)));
    let mut out = Output { bytes: Vec::new(), is_text: pattern.program.parsed.is_text, pieces: 0 };
    let (mut last, mut made) = (0, 0usize);
    while count == 0 || (made as i64) < count {
        let Some(((start, end), spans)) = matches.next(vm)? else { break };
        out.push(vm, subject.bytes((last, start)))?;
        match &repl {
            Replacement::Same(value) => out.push_value(vm, value)?,
            Replacement::Parts(parts) => {
                for part in parts {
                    match part {
                        Part::Text(text) => out.push(vm, text)?,
                        Part::Group(group) => {
                            let span = spans.get(*group).copied().flatten();
                            out.push(vm, subject.bytes(span.unwrap_or_default()))?;
                        }
                    }
                }
            }
            Replacement::Call(function) => {
                let found = new_match(vm, this, &subject, spans)?;
                let value = vm.call(function, &[found])?;
                if !value.is_none() {
                    out.push_value(vm, &value)?;
                }
            }
        }
        last = end;
        made += 1;
    }
    if made == 0 {
        let whole = subject.slice(vm, (0, subject.end))?;
        return Ok((whole, 0));
    }
    out.push(vm, subject.bytes((last, subject.end)))?;
    Ok((out.finish(vm)?, made))
}

/// A template with the groups of one match.
pub fn expand(vm: &mut Vm, found: &MatchData, template: &Value) -> Res {
    let this = found.pattern.get();
    let pattern = pattern_data(vm, &this)?;
    let parts = read_template(vm, template, pattern)?;
    let is_text = pattern.program.parsed.is_text;
    let mut out = Output { bytes: Vec::new(), is_text, pieces: 0 };
    let empty = if is_text { vm.str_bytes(&[])? } else { vm.bytes(&[])? };
    for part in &parts {
        match part {
            Part::Text(text) => out.push(vm, text)?,
            Part::Group(group) => {
                let value = found.group(vm, *group, &empty)?;
                out.push_value(vm, &value)?;
            }
        }
    }
    out.finish(vm)
}
